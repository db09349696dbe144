package org.lazymmu.explore;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Breadth-first search over {@link Execution}, without any of the explorer's means: slow, and easy to believe. */
public final class PlainSearch {
    /**
     * What was found.
     *
     * @param states how many states were reached
     * @param transitions how many steps lead away from them
     * @param broken what the first step that breaks a property breaks
     * @param length the number of steps up to that one, which counts; 0 if none
     */
    public record Result(long states, long transitions, Optional<Violation> broken, int length) {
    }

    private PlainSearch() {
    }

    /** Explores up to {@code limit} states. */
    public static Result search(Model model, int limit) {
        Execution execution = new Execution(model);
        Map<List<Object>, Integer> depths = new HashMap<>();
        Deque<List<Object>> open = new ArrayDeque<>();
        List<Object> first = Arrays.asList(execution.state());
        depths.put(first, 0);
        open.add(first);
        long transitions = 0;
        while (!open.isEmpty()) {
            List<Object> state = open.remove();
            int depth = depths.get(state);
            execution.reset(state.toArray());
            List<Move> moves = execution.moves();
            if (moves.isEmpty()) {
                return new Result(depths.size(), transitions,
                        Optional.of(new Violation(Property.NO_DEADLOCK, "no step is enabled")), depth);
            }
            for (Move move : moves) {
                execution.reset(state.toArray());
                transitions++;
                Optional<Violation> broken = execution.take(move);
                if (broken.isPresent()) {
                    return new Result(depths.size(), transitions, broken, depth + 1);
                }
                List<Object> next = Arrays.asList(execution.state());
                if (depths.putIfAbsent(next, depth + 1) == null) {
                    open.add(next);
                    if (depths.size() > limit) {
                        throw new IllegalStateException("more than " + limit + " states");
                    }
                }
            }
        }
        return new Result(depths.size(), transitions, Optional.empty(), 0);
    }
}
