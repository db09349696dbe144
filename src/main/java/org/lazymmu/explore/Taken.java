package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.HashMap;

/** Collects the {@link Coverage} of a model while it is explored. Safe for use by several threads. */
final class Taken {
    /** A branch, by where it is. */
    private record Branch(int unit, int label, String name) {
    }

    private record Step(int unit, int label) {
    }

    private static final int THEN = 1;
    private static final int OTHERWISE = 2;
    private static final int BOTH = THEN | OTHERWISE;
    private final Set<Step> steps = new HashSet<>();
    private final Map<Branch, Integer> ways = new HashMap<>();

    synchronized void step(int unit, Program.Label label) {
        steps.add(new Step(unit, label.id()));
    }

    synchronized void way(int unit, Program.Label label, String name, boolean way) {
        ways.merge(new Branch(unit, label.id(), name), way ? THEN : OTHERWISE, (a, b) -> a | b);
    }

    /** What was taken of all that a model has. */
    synchronized Coverage of(Model model) {
        List<Coverage.Gap> never = new ArrayList<>();
        for (Process<?> process : model.processes()) {
            for (int unit = 0; unit < 2; unit++) {
                for (Program.Label label : process.unit(unit).labels()) {
                    addGaps(process, process.index() * 2 + unit, label, never);
                }
            }
        }
        return new Coverage(steps.size() + ways.values().stream().mapToInt(Integer::bitCount).sum(), never);
    }

    private void addGaps(Process<?> process, int unit, Program.Label label, List<Coverage.Gap> never) {
        if (!steps.contains(new Step(unit, label.id()))) {
            never.add(new Coverage.Gap(process.name(), label.text(), label.source()));
        }
        ways.entrySet().stream()
                .filter(e -> e.getKey().unit == unit && e.getKey().label == label.id() && e.getValue() != BOTH)
                .map(e -> e.getKey().name + (e.getValue() == THEN ? " was never false" : " was never true")).sorted()
                .forEach(what -> never.add(new Coverage.Gap(process.name(), what, label.source())));
    }
}
