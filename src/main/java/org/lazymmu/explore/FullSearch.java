package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The reference: breadth-first search of every state, by one or more threads, level by level. */
final class FullSearch {
    /** States that a thread takes at a time. */
    private static final int CHUNK = 1024;
    /** States that are gathered before their places in the table are looked at, so that the loads overlap. */
    private static final int BATCH = 256;

    private final Engine engine;
    private final Budget budget;
    private final int words;
    private final StateTable table;
    private final AtomicLong states = new AtomicLong();
    private final List<Worker> workers = new ArrayList<>();
    private States frontier;
    private final AtomicInteger taken = new AtomicInteger();
    private volatile @Nullable Violation broken;
    private volatile @Nullable String limit;

    FullSearch(Engine engine, Budget budget, int threads) {
        this.engine = engine;
        this.budget = budget;
        words = engine.layout().words();
        table = new StateTable(words, threads > 1);
        frontier = new States(words);
        for (int i = 0; i < threads; i++) {
            workers.add(new Worker(engine.memo(i)));
        }
    }

    /** Searches; the engine may throw {@link Layout.Overflow}. */
    Found run(Consumer<Explorer.Progress> progress) {
        long[] first = engine.first();
        table.add(first, 0, table.hash(first, 0));
        states.set(1);
        frontier.add(first, 0);
        int depth = 0;
        try (ExecutorService threads = Executors.newFixedThreadPool(workers.size())) {
            while (true) {
                taken.set(0);
                expand(threads);
                if (broken != null || limit != null) {
                    break;
                }
                try {
                    frontier = next();
                } catch (OutOfMemoryError _) {
                    limit = Budget.HEAP;
                    break;
                }
                if (frontier.size() == 0) {
                    break;
                }
                depth++;
                progress.accept(new Explorer.Progress(depth, states.get(), transitions(), frontier.size()));
            }
        }
        return new Found(broken, limit,
                new Exploration.Statistics(states.get(), transitions(), depth, table.bytes(), 0));
    }

    private long transitions() {
        return workers.stream().mapToLong(w -> w.transitions).sum();
    }

    private void expand(ExecutorService threads) {
        if (workers.size() == 1 || frontier.size() < CHUNK) {
            workers.getFirst().run();
            return;
        }
        List<Future<?>> running = new ArrayList<>();
        for (Worker worker : workers) {
            running.add(threads.submit(worker));
        }
        RuntimeException failure = null;
        for (Future<?> future : running) {
            try {
                future.get();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                limit = "interrupted";
            } catch (ExecutionException exception) {
                taken.set(Integer.MAX_VALUE / 2);
                switch (exception.getCause()) {
                    case RuntimeException cause -> failure = cause;
                    case Error error -> throw error;
                    case null, default -> throw new IllegalStateException(exception);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    private States next() {
        States all = workers.getFirst().next;
        for (Worker worker : workers.subList(1, workers.size())) {
            all.addAll(worker.next);
            worker.next.clear();
        }
        workers.getFirst().next = frontier;
        frontier.clear();
        return all;
    }

    private final class Worker implements Runnable {
        private final Memo memo;
        private States next = new States(words);
        private long transitions;
        private long[] batch = new long[2 * BATCH * words];
        private final long[] hashes = new long[2 * BATCH];
        private int gathered;
        /** Keeps the compiler from leaving out the loads that warm the cache. */
        @SuppressWarnings("UnusedVariable")
        private long touched;

        Worker(Memo memo) {
            this.memo = memo;
        }

        @Override
        public void run() {
            try {
                expand();
            } catch (OutOfMemoryError _) {
                limit = Budget.HEAP;
            }
        }

        private void expand() {
            int size = frontier.size();
            while (broken == null && limit == null) {
                int from = taken.getAndAdd(CHUNK);
                if (from >= size) {
                    break;
                }
                expand(frontier.longs(), from, Math.min(size, from + CHUNK));
            }
            flush();
        }

        private void expand(long[] from, int start, int end) {
            int[] units = engine.units();
            for (int state = start; state < end; state++) {
                int offset = state * words;
                int before = gathered;
                for (int unit : units) {
                    int leaf = memo.leaf(unit, from, offset);
                    if (memo.breaks(leaf)) {
                        broken = memo.violation(leaf);
                        return;
                    }
                    int last = memo.outcomes(leaf + 1);
                    for (int outcome = memo.outcomes(leaf); outcome < last; outcome++) {
                        if ((gathered + 1) * words > batch.length) {
                            batch = Arrays.copyOf(batch, batch.length * 2);
                        }
                        memo.apply(outcome, from, offset, batch, gathered++ * words);
                    }
                }
                transitions += gathered - before;
                if (gathered == before && engine.stuck(from, offset)) {
                    broken = Engine.DEADLOCK;
                    return;
                }
                if (gathered >= BATCH) {
                    flush();
                }
            }
        }

        private void flush() {
            for (int done = 0; done < gathered; done += hashes.length) {
                flush(done, Math.min(gathered, done + hashes.length));
            }
            gathered = 0;
            String met = budget.exceeded(states.get(), table.bytes() + frontier.bytes() + next.bytes());
            if (met != null) {
                limit = met;
            }
        }

        private void flush(int from, int to) {
            for (int i = from; i < to; i++) {
                long hash = table.hash(batch, i * words);
                hashes[i - from] = hash;
                touched += table.touch(hash);
            }
            int added = 0;
            for (int i = from; i < to; i++) {
                if (table.add(batch, i * words, hashes[i - from])) {
                    next.add(batch, i * words);
                    added++;
                }
            }
            states.addAndGet(added);
        }
    }
}
