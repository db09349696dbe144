package org.lazymmu.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A search for a shortest way to a broken property: breadth first, every state with the one it was first reached from, in the
 * order of processes and code, so that the same way is found each time.
 */
final class TraceSearch {
    private final Engine engine;
    private final Budget budget;
    private final Memo memo;
    private final Layout layout;
    private final int words;
    private final States states;
    private int[] parents = new int[1 << 10];
    private int[] table = new int[1 << 11];
    private long transitions;
    private int depth;

    /**
     * What came of it.
     *
     * @param trace the trace, or null if a limit was met or nothing is broken
     */
    record Result(Found found, @Nullable Trace trace) {
    }

    TraceSearch(Engine engine, Budget budget) {
        this.engine = engine;
        this.budget = budget;
        memo = engine.memo(0);
        layout = engine.layout();
        words = layout.words();
        states = new States(words);
    }

    /** Searches; the engine may throw {@link Layout.Overflow}. */
    Result run() {
        try {
            return search();
        } catch (OutOfMemoryError _) {
            return new Result(found(null, Budget.HEAP), null);
        }
    }

    private Result search() {
        add(engine.first(), -1);
        long[] next = new long[words];
        int levelEnd = 1;
        for (int state = 0; state < states.size(); state++) {
            if (state == levelEnd) {
                depth++;
                levelEnd = states.size();
            }
            if ((state & 0xff) == 0) {
                String limit = budget.exceeded(states.size(),
                        states.bytes() + (long) (parents.length + table.length) * Integer.BYTES);
                if (limit != null) {
                    return new Result(found(null, limit), null);
                }
            }
            long before = transitions;
            for (int process = 0; process < engine.processes(); process++) {
                int leaf = memo.leaf(process, states.longs(), state * words);
                for (int i = 0; i < memo.leaf(leaf).outcomes().size(); i++) {
                    Leaf.Outcome outcome = memo.leaf(leaf).outcomes().get(i);
                    transitions++;
                    if (outcome.violation() != null) {
                        return new Result(found(outcome.violation(), null),
                                trace(state, process, outcome, outcome.violation()));
                    }
                    memo.apply(memo.outcomes(leaf) + i, states.longs(), state * words, next, 0);
                    add(next, state);
                }
            }
            if (transitions == before && engine.stuck(states.longs(), state * words)) {
                return new Result(found(Engine.DEADLOCK, null), trace(state, -1, null, Engine.DEADLOCK));
            }
        }
        return new Result(found(null, null), null);
    }

    private Found found(@Nullable Violation broken, @Nullable String limit) {
        return new Found(broken, limit, new Exploration.Statistics(states.size(), transitions, depth, states.bytes()
                + (long) table.length * Integer.BYTES, 0));
    }

    private void add(long[] state, int parent) {
        if (states.size() * 2 >= table.length) {
            grow();
        }
        int place = place(state, 0);
        if (table[place] != 0) {
            return;
        }
        int index = states.size();
        table[place] = index + 1;
        if (index == parents.length) {
            parents = Arrays.copyOf(parents, index * 2);
        }
        parents[index] = parent;
        states.add(state, 0);
    }

    private int place(long[] from, int offset) {
        long hash = 0;
        for (int word = 0; word < words; word++) {
            hash = (hash ^ from[offset + word]) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 32;
        }
        int place = (int) hash & table.length - 1;
        while (table[place] != 0 && !same(from, offset, (table[place] - 1) * words)) {
            place = place + 1 & table.length - 1;
        }
        return place;
    }

    private boolean same(long[] from, int offset, int stored) {
        return Arrays.equals(from, offset, offset + words, states.longs(), stored, stored + words);
    }

    private void grow() {
        table = new int[table.length * 2];
        for (int index = 0; index < states.size(); index++) {
            table[place(states.longs(), index * words)] = index + 1;
        }
    }

    /** The steps to a state, found again in the same order, and one more that breaks something, unless it is null. */
    private Trace trace(int last, int process, Leaf.@Nullable Outcome breaking, Violation violation) {
        Deque<Integer> way = new ArrayDeque<>();
        for (int state = last; state >= 0; state = parents[state]) {
            way.push(state);
        }
        Execution execution = new Execution(engine.model());
        List<Trace.Entry> entries = new ArrayList<>();
        int from = way.pop();
        for (int to : way) {
            entries.add(take(execution, move(from, to)));
            from = to;
        }
        if (breaking != null) {
            entries.add(take(execution, move(execution, process, breaking)));
        }
        return new Trace(entries, violation);
    }

    private Trace.Entry take(Execution execution, Move move) {
        Object[] before = execution.state();
        Optional<Violation> broken = execution.take(move);
        return new Trace.Entry(move,
                broken.isPresent() ? List.of() : Trace.changes(engine.model(), before, execution.state()));
    }

    private Move move(int from, int to) {
        long[] next = new long[words];
        for (int process = 0; process < engine.processes(); process++) {
            int leaf = memo.leaf(process, states.longs(), from * words);
            List<Leaf.Outcome> outcomes = memo.leaf(leaf).outcomes();
            for (int i = 0; i < outcomes.size(); i++) {
                memo.apply(memo.outcomes(leaf) + i, states.longs(), from * words, next, 0);
                if (same(next, 0, to * words)) {
                    Execution execution = new Execution(engine.model());
                    execution.reset(engine.values(states.longs(), from * words));
                    return move(execution, process, outcomes.get(i));
                }
            }
        }
        throw new IllegalStateException("a step cannot be found again");
    }

    private static Move move(Execution execution, int process, Leaf.Outcome outcome) {
        return execution.moves().stream().filter(m -> m.process().index() == process && m.unit() == outcome.unit()
                && m.alternative() == outcome.alternative()).findFirst().orElseThrow();
    }
}
