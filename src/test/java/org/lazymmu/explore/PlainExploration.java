package org.lazymmu.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What {@link Explorer} answers, found the plain way: for tests of what is done with the answer. */
public final class PlainExploration {
    private record Reached(List<Object> state, @Nullable Reached from, @Nullable Move by, int depth) {
    }

    private PlainExploration() {
    }

    /** As {@link Explorer#explore}, with the limit on states alone. */
    public static Exploration explore(Model model, Options options, BooleanSupplier cancelled,
            Consumer<Explorer.Progress> progress) {
        Execution execution = new Execution(model);
        Map<List<Object>, Reached> known = new HashMap<>();
        Deque<Reached> open = new ArrayDeque<>();
        Reached first = new Reached(Arrays.asList(execution.state()), null, null, 0);
        known.put(first.state, first);
        open.add(first);
        long transitions = 0;
        int depth = 0;
        while (!open.isEmpty()) {
            if (cancelled.getAsBoolean()) {
                return result(new Verdict.Inconclusive("cancelled"), known.size(), transitions, depth);
            }
            Reached from = open.remove();
            depth = from.depth;
            progress.accept(new Explorer.Progress(depth, known.size(), transitions, open.size()));
            execution.reset(from.state.toArray());
            List<Move> moves = execution.moves();
            if (moves.isEmpty()) {
                return result(broken(new Violation(Property.NO_DEADLOCK, "no step is enabled"), entries(from)),
                        known.size(), transitions, depth);
            }
            for (Move move : moves) {
                execution.reset(from.state.toArray());
                transitions++;
                Optional<Violation> violation = execution.take(move);
                if (violation.isPresent()) {
                    List<Trace.Entry> entries = entries(from);
                    entries.add(new Trace.Entry(move, List.of()));
                    return result(broken(violation.get(), entries), known.size(), transitions, depth);
                }
                Reached next = new Reached(Arrays.asList(execution.state()), from, move, depth + 1);
                if (known.putIfAbsent(next.state, next) == null) {
                    open.add(next);
                }
            }
            if (known.size() > options.limits().states()) {
                return result(new Verdict.Inconclusive("more than " + options.limits().states() + " states"),
                        known.size(), transitions, depth);
            }
        }
        return result(new Verdict.Holds(), known.size(), transitions, depth);
    }

    private static Verdict broken(Violation violation, List<Trace.Entry> entries) {
        return new Verdict.Broken(violation, Optional.of(new Trace(entries, violation)));
    }

    private static List<Trace.Entry> entries(Reached to) {
        List<Trace.Entry> entries = new ArrayList<>();
        for (Reached at = to; at != null && at.by != null; at = at.from) {
            entries.addFirst(new Trace.Entry(at.by, List.of()));
        }
        return entries;
    }

    private static Exploration result(Verdict verdict, long states, long transitions, int depth) {
        return new Exploration(verdict, new Exploration.Statistics(states, transitions, depth, 16 * states, 0),
                new Coverage(12, List.of(
                        new Coverage.Gap("user0", "batch->active = 0", new Source("leave", "arch/leave.c", "v6.12")))));
    }
}
