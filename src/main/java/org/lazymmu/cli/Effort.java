package org.lazymmu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the process has used so far, its start included. */
interface Effort {
    /** CPU time of all threads. */
    long cpuMillis();

    /** Time since the process was started. */
    long wallMillis();

    /** Of this process. Counters of the management beans would be finer, but loading them costs more than many a search. */
    static Effort ofProcess() {
        long began = System.nanoTime();
        return new Effort() {
            @Override
            public long cpuMillis() {
                return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
            }

            @Override
            public long wallMillis() {
                try {
                    return sinceStart();
                } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
                    return (System.nanoTime() - began) / 1_000_000;
                }
            }
        };
    }

    /** From Linux's own books: the start of the process in ticks of 10 ms since boot, and the time since boot in seconds. */
    private static long sinceStart() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        String[] uptime = Files.readString(Path.of("/proc/uptime")).split(" ");
        return Math.max(0, Math.round(Double.parseDouble(uptime[0]) * 1000) - Long.parseLong(afterName[19]) * 10);
    }
}
