package org.lazymmu.mirror;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One run of a synchronisation.
 *
 * @param ended null: it has not come to its end, because it still runs or because it was killed
 * @param error one line, empty if there was none
 */
public record Attempt(Instant started, @Nullable Instant ended, Outcome outcome, String error) {
    /** How it ended. */
    public enum Outcome {
        /** The mirror has what the other side had. */
        OK,
        /** It has not, because something failed that may pass. */
        FAILED,
        /** The other side says that there is no such repository. */
        GONE,
        /** A signal ended it, or a kill. */
        INTERRUPTED,
        /** It has not ended. */
        RUNNING;

        /** For people and programs. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Outcome of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }
    }
}
