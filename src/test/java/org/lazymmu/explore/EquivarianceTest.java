package org.lazymmu.explore;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.mmu.Defines;

/** What can happen in a renamed state is the renamed version of what can happen, in states along random executions. */
class EquivarianceTest {
    private static final int STEPS = 300;

    @ParameterizedTest
    @ValueSource(strings = { "-DARCH_PPC -DFIX_PREEMPT -DPLAIN -DNK=2", "-DARCH_PPC -DEND2END -DPLAIN -DIRQ",
            "-DARCH_PPC -DFIX_PREEMPT -DPLAIN -DWALKER -DNCPU=3",
            "-DARCH_SPARC -DFIX_PREEMPT -DNEST -DIRQ -DFIX_IRQ -DNK=2",
            "-DARCH_SPARC -DEND2END -DRT -DNU=3 -DRN=1", "-DARCH_XEN -DPLAIN -DNK=2 -DIRQ",
            "-DARCH_XEN -DNEST -DXEN_NESTCNT",
            "-DARCH_XEN -DNEST -DGENNEST -DNCPU=3 -DNU=1", "-DARCH_ARM64 -DPLAIN -DIRQ -DIRQ_LAZY",
            "-DARCH_ARM64 -DPLAIN -DIRQ -DNU=2 -DNK=2", "-DARCH_ARM64 -DNEST -DUSE_IN_REGION -DFIX_FLUSH",
            "-DARCH_XEN -DNU=5 -DNCPU=4 -DNK=1 -DRN=1", "-DARCH_PPC -DFIX_PREEMPT -DWALKER -DNCPU=1 -DNU=3 -DNK=2" })
    void renamingsChangeNothing(String defines) {
        Model model = Defines.parse(defines).model();
        assertThat(model.symmetry()).isNotEmpty();
        Execution execution = new Execution(model);
        Random random = new Random(defines.hashCode());
        for (int step = 0; step < STEPS; step++) {
            Object[] state = execution.state();
            List<Object[]> successors = successors(execution, state);
            Renaming renaming = model.symmetry().get(random.nextInt(model.symmetry().size()));
            Object[] other = renamed(model, renaming, state);
            assertThat(set(successors(execution, other))).as("step %d", step)
                    .isEqualTo(set(successors.stream().map(s -> renamed(model, renaming, s)).toList()));
            assertThat(broken(execution, other)).as("step %d", step).isEqualTo(broken(execution, state));
            execution.reset(successors.isEmpty() ? model.initial() : successors.get(random.nextInt(successors.size())));
        }
    }

    /** The states after each step that breaks nothing. */
    private static List<Object[]> successors(Execution execution, Object[] state) {
        List<Object[]> all = new ArrayList<>();
        execution.reset(state);
        for (Move move : execution.moves()) {
            execution.reset(state);
            if (execution.take(move).isEmpty()) {
                all.add(execution.state());
            }
        }
        return all;
    }

    /** What the steps break that break something, sorted. */
    private static List<String> broken(Execution execution, Object[] state) {
        execution.reset(state);
        return execution.moves().stream().flatMap(move -> {
            execution.reset(state);
            return execution.take(move).stream();
        }).map(violation -> violation.property().id()).sorted().toList();
    }

    private static Set<List<Object>> set(List<Object[]> states) {
        Set<List<Object>> set = new HashSet<>();
        states.forEach(state -> set.add(Arrays.asList(state)));
        return set;
    }

    private static Object[] renamed(Model model, Renaming renaming, Object[] state) {
        Object[] renamed = new Object[state.length];
        for (Slot<?> slot : model.slots()) {
            Object value = state[slot.index()];
            renamed[renaming.slot(slot).index()] = value instanceof Place place
                    ? new Place(place.location(), renaming.value(slot, place.locals()))
                    : renaming.value(slot, value);
        }
        assertThat(renamed).allMatch(Objects::nonNull);
        return renamed;
    }
}
