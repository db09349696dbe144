package org.lazymmu.series;

import java.io.Serial;

/** What was named is no series; the message is one line that says why and what to do. */
public final class SeriesException extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    SeriesException(String message) {
        super(message);
    }
}
