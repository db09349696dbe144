package org.lazymmu.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When a mirror is to be synchronised next. */
final class Schedule {
    private static final Duration LONGEST_PAUSE = Duration.ofHours(24);
    private static final int MOST_DOUBLINGS = 16;
    /** As much as a tenth sooner or later, so that mirrors and machines do not all ask at the same moment. */
    private static final double JITTER = 0.1;

    private Schedule() {
    }

    /** How long to wait after an attempt: the interval, twice as long for each failure in a row, a day at most. */
    static Duration pause(Duration interval, int failures) {
        Duration longest = interval.compareTo(LONGEST_PAUSE) > 0 ? interval : LONGEST_PAUSE;
        Duration pause = interval.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        return pause.compareTo(longest) > 0 ? longest : pause;
    }

    /**
     * When it is due.
     *
     * @param last the start of the last attempt, null if there was none
     */
    static Instant due(Duration interval, int failures, @Nullable Instant last, Instant now, RandomGenerator random) {
        if (last == null) {
            return now;
        }
        long pause = pause(interval, failures).toMillis();
        long shift = (long) (pause * JITTER * (2 * random.nextDouble() - 1));
        return last.plusMillis(pause + shift);
    }
}
