package org.lazymmu.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * While it is open, a signal that would end the process asks the command to come to an end instead, and waits a little for
 * what it still has to say. The process then ends as it does from that signal.
 */
final class Interruption implements AutoCloseable {
    private static final long PATIENCE_MILLIS = 5_000;

    private final CountDownLatch over = new CountDownLatch(1);
    private final Thread hook = new Thread(this::interrupt, "interruption");
    private volatile boolean requested;

    Interruption() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Whether the command should come to an end. */
    boolean requested() {
        return requested;
    }

    private void interrupt() {
        requested = true;
        try {
            over.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says that the command has come to its end. */
    @Override
    public void close() {
        over.countDown();
        if (!requested) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                // the process is about to end, which is why the hook was there
            }
        }
    }
}
