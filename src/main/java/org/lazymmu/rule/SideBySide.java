package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Does several things at the same time, and gives what came of them in the order in which they were asked for. */
final class SideBySide {
    private SideBySide() {
    }

    /** @param threads at most so many at a time; with one, everything is done in order */
    static <T> List<T> all(List<Callable<T>> tasks, int threads) {
        List<T> results = new ArrayList<>();
        try (ExecutorService pool = Executors.newFixedThreadPool(Math.clamp(tasks.size(), 1, threads),
                Thread.ofPlatform().name("view-", 0).factory())) {
            List<Future<T>> under = tasks.stream().map(pool::submit).toList();
            for (Future<T> task : under) {
                results.add(outcome(task));
            }
        }
        return results;
    }

    private static <T> T outcome(Future<T> task) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    switch (e.getCause()) {
                        case RuntimeException failure -> throw failure;
                        case Error failure -> throw failure;
                        case null, default -> throw new IllegalStateException(e);
                    }
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
