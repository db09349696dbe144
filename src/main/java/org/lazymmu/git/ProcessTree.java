package org.lazymmu.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Processes with all that they have started. */
public final class ProcessTree {
    private static final long POLL_MILLIS = 10;

    private ProcessTree() {
    }

    /**
     * Ends processes and their children: asks first, so that they can remove what they have begun to write, and does not ask
     * again.
     *
     * @param graceMillis how long they may take after being asked, and again after that
     * @return whether none of them runs any more
     */
    public static boolean end(List<ProcessHandle> roots, long graceMillis) {
        // those that they start from now on end with them, because they read from them
        List<ProcessHandle> all = roots.stream().flatMap(root -> Stream.concat(root.descendants(), Stream.of(root)))
                .toList();
        all.forEach(ProcessHandle::destroy);
        if (ended(all, graceMillis)) {
            return true;
        }
        all.forEach(ProcessHandle::destroyForcibly);
        return ended(all, graceMillis);
    }

    private static boolean ended(List<ProcessHandle> all, long graceMillis) {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(graceMillis);
        boolean interrupted = false;
        boolean running = all.stream().anyMatch(ProcessTree::isRunning);
        while (running && System.nanoTime() < end) {
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                // half a stop would be worse
                interrupted = true;
            }
            running = all.stream().anyMatch(ProcessTree::isRunning);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return !running;
    }

    /** Whether it does anything any more. One that has ended may still be in the system's list, if nobody asks how it ended. */
    public static boolean isRunning(ProcessHandle process) {
        if (!process.isAlive()) {
            return false;
        }
        try {
            String stat = Files.readString(Path.of("/proc/" + process.pid() + "/stat"), StandardCharsets.ISO_8859_1);
            char state = stat.charAt(stat.lastIndexOf(')') + 2);
            return state != 'Z' && state != 'X';
        } catch (IOException | IndexOutOfBoundsException e) {
            // gone by now, or another system
            return process.isAlive();
        }
    }
}
