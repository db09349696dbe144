package org.lazymmu.explore;

import java.util.ArrayList;
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
    /**
     * States that are gathered for a segment of the table before they are looked for there: close together in time, so that the
     * processor still knows the segment's pages, and many at once, so that their loads overlap.
     */
    private static final int BATCH = 512;

    private final Engine engine;
    private final Budget budget;
    private final int words;
    private final int processes;
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
        processes = engine.processes();
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
        /** Successors that have not been looked for yet, by the segment of the table where they would be. */
        private final long[][] gathered = new long[StateTable.SEGMENTS][BATCH * words];
        private final int[] used = new int[StateTable.SEGMENTS];
        private final long[] successor = new long[words];

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
            for (int segment = 0; segment < used.length; segment++) {
                flush(segment);
            }
        }

        private void expand(long[] from, int start, int end) {
            for (int state = start; state < end && broken == null; state++) {
                int steps = words == 1 ? gather(from[state], from, state) : gather(from, state * words);
                transitions += steps;
                if (steps == 0 && broken == null && engine.stuck(from, state * words)) {
                    broken = Engine.DEADLOCK;
                }
            }
        }

        /** Gathers the successors of a state, and returns their number. */
        private int gather(long[] from, int offset) {
            int steps = 0;
            for (int process = 0; process < processes; process++) {
                int leaf = memo.leaf(process, from, offset);
                if (memo.breaks(leaf)) {
                    broken = memo.violation(leaf);
                    return 0;
                }
                int last = memo.outcomes(leaf + 1);
                for (int outcome = memo.outcomes(leaf); outcome < last; outcome++) {
                    memo.apply(outcome, from, offset, successor, 0);
                    int segment = StateTable.segment(table.hash(successor, 0));
                    System.arraycopy(successor, 0, gathered[segment], used[segment], words);
                    advance(segment);
                    steps++;
                }
            }
            return steps;
        }

        /** The same for a state of one word, which need not go through memory. */
        private int gather(long state, long[] from, int offset) {
            int steps = 0;
            for (int process = 0; process < processes; process++) {
                int leaf = memo.leaf(process, state);
                if (leaf < 0) {
                    leaf = memo.leaf(process, from, offset);
                }
                if (memo.breaks(leaf)) {
                    broken = memo.violation(leaf);
                    return 0;
                }
                int last = memo.outcomes(leaf + 1);
                for (int outcome = memo.outcomes(leaf); outcome < last; outcome++) {
                    long after = memo.after(outcome, state);
                    int segment = StateTable.segment(StateTable.hash(after));
                    gathered[segment][used[segment]] = after;
                    advance(segment);
                    steps++;
                }
            }
            return steps;
        }

        private void advance(int segment) {
            used[segment] += words;
            if (used[segment] == gathered[segment].length) {
                flush(segment);
            }
        }

        private void flush(int segment) {
            if (used[segment] > 0) {
                states.addAndGet(table.addAll(segment, gathered[segment], used[segment], next));
                used[segment] = 0;
                String met = budget.exceeded(states.get(), table.bytes() + frontier.bytes() + next.bytes());
                if (met != null) {
                    limit = met;
                }
            }
        }
    }
}
