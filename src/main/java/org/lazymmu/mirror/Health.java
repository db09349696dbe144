package org.lazymmu.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a mirror is.
 *
 * @param lastAttempt   null if there was none
 * @param lastSuccess   null if there was none
 * @param failures      how many attempts have failed since it last succeeded
 * @param error         why the last one failed, empty if it did not
 * @param running       whether it is being synchronised right now
 * @param due           when it is to be synchronised next, jitter aside
 * @param refs          how many refs it has
 * @param kept          how many tips are kept that the other side has thrown away
 * @param defaultBranch empty if there is none
 * @param losses        the latest moves that lost commits, newest first
 */
public record Health(Mirror mirror, State state, @Nullable Attempt lastAttempt, @Nullable Attempt lastSuccess,
        int failures, String error, boolean running, Instant due, int refs, int kept, String defaultBranch,
        List<Register.Recorded> losses) {
    /** Being two intervals old is late: one, and what can come between. */
    private static final int LATE_INTERVALS = 2;

    public Health {
        losses = List.copyOf(losses);
    }

    /** In one word. */
    public enum State {
        /** It has what the other side had not long ago. */
        OK,
        /** Nothing failed, but nobody has synchronised it for two intervals, or ever. */
        LATE,
        /** The last attempt failed. */
        FAILING,
        /** The other side says that there is no such repository any more. */
        GONE;

        /** For people and programs. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * The word for what is known.
     *
     * @param ended   the last attempt that was neither killed nor still runs
     * @param success the last that succeeded
     */
    static State state(@Nullable Attempt ended, @Nullable Attempt success, Duration interval, Instant now) {
        if (ended != null && ended.outcome() == Attempt.Outcome.GONE) {
            return State.GONE;
        }
        if (ended != null && ended.outcome() == Attempt.Outcome.FAILED) {
            return State.FAILING;
        }
        return success == null || success.started().plus(interval.multipliedBy(LATE_INTERVALS)).isBefore(now)
                ? State.LATE
                : State.OK;
    }
}
