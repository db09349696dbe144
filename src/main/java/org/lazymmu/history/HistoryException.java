package org.lazymmu.history;

import java.io.IOException;

/** What was asked for cannot be: one line for the user that says why. */
public final class HistoryException extends IOException {
    private static final long serialVersionUID = 1;

    public HistoryException(String message) {
        super(message);
    }
}
