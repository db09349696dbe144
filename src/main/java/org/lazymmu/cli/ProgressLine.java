package org.lazymmu.cli;

import java.io.PrintWriter;
import java.util.function.LongSupplier;
import org.lazymmu.rule.Check;

/** One line on a terminal that says how far a run is, rewritten a few times a second and wiped at the end. */
final class ProgressLine implements Check.Progress, AutoCloseable {
    private static final long INTERVAL_MILLIS = 100;
    private static final String WIPE = "\r\u001b[K";

    private final PrintWriter err;
    private final boolean shown;
    private final LongSupplier clockMillis;
    private long nextMillis;
    private boolean dirty;

    /** @param shown false: stays silent */
    ProgressLine(PrintWriter err, boolean shown, LongSupplier clockMillis) {
        this.err = err;
        this.shown = shown;
        this.clockMillis = clockMillis;
        this.nextMillis = clockMillis.getAsLong() + INTERVAL_MILLIS;
    }

    @Override
    public synchronized void at(String phase, int done, int total) {
        if (!shown || clockMillis.getAsLong() < nextMillis) {
            return;
        }
        nextMillis = clockMillis.getAsLong() + INTERVAL_MILLIS;
        dirty = true;
        err.print(WIPE + phase + (total > 0 ? " " + 100L * done / total + "%" : ""));
        err.flush();
    }

    /** Takes the line away, until there is news. */
    synchronized void wipe() {
        if (dirty) {
            err.print(WIPE);
            err.flush();
            dirty = false;
        }
    }

    @Override
    public void close() {
        wipe();
    }
}
