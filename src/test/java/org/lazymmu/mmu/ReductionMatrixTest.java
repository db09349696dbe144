package org.lazymmu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lazymmu.explore.Explorer;
import org.lazymmu.explore.Limits;
import org.lazymmu.explore.ModelError;
import org.lazymmu.explore.Options;
import org.lazymmu.explore.Reduction;
import org.lazymmu.explore.Trace;
import org.lazymmu.explore.Verdict;

/**
 * What the reductions leave out never matters: on many small variants, right ones and broken ones, the verdict is that of the
 * search that leaves nothing out, and so is the length of the shortest trace. The self-checks of the explorer are on.
 *
 * <p>
 * A variant with more states than a search without reduction may store here is undecided; on those the two reductions are held
 * against each other only.
 */
class ReductionMatrixTest {
    private static final long MOST_STATES = 800_000;
    private static final int MOST_UNDECIDED = 10;
    private static final List<String> BACKENDS = List.of("PPC", "SPARC", "XEN", "ARM64");
    private static final List<String> TWO_TASKS = List.of("-DNU=1 -DNK=1", "-DNU=2 -DNK=0", "-DNU=0 -DNK=2");
    private static final List<String> USERS = TWO_TASKS.subList(0, 2);
    private static final List<String> THREE_TASKS = List.of("-DNU=2 -DNK=1", "-DNU=1 -DNK=2");
    private static final List<String> SMALL = List.of("-DRN=1 -DBN=1", "-DRN=1 -DBN=2");
    private static final List<String> LARGER = List.of("-DRN=2 -DBN=1", "-DRN=2 -DBN=2");
    private static final List<String> NO_INTERRUPTS = List.of("");
    private static final List<String> INTERRUPTS = List.of("", "-DIRQ", "-DIRQ -DFIX_IRQ");
    private static final List<String> ASSERTIONS = List.of("", "-DEND2END");
    private static final List<String> FEATURES = List.of("-DNEST", "-DNEST -DCHECK_NEST", "-DNEST -DCHECK_KEPT",
            "-DNEST -DXEN_NESTCNT", "-DNEST -DGENNEST -DCHECK_KEPT", "-DUSE_IN_REGION", "-DUSE_IN_REGION -DFIX_FLUSH",
            "-DSLEEP_CB", "-DIRQ -DIRQ_LAZY", "-DIRQ -DIRQ_LAZY -DCHECK_NEST");

    @Test
    void tasksLocksAndInterrupts() {
        List<String> variants = new ArrayList<>();
        for (String backend : BACKENDS) {
            variants.addAll(product(backend, TWO_TASKS, SMALL, fixes(backend), INTERRUPTS, ASSERTIONS));
            variants.addAll(product(backend, TWO_TASKS, LARGER, List.of("", "-DFIX_PREEMPT"), INTERRUPTS, ASSERTIONS));
            variants.addAll(product(backend, THREE_TASKS, SMALL, fixes(backend), NO_INTERRUPTS, ASSERTIONS));
        }
        assertThat(variants).hasSizeGreaterThan(240).doesNotHaveDuplicates();
        verdictsAgree(variants);
    }

    @Test
    void featuresOfTheModel() {
        List<String> variants = new ArrayList<>();
        for (String backend : BACKENDS) {
            variants.addAll(product(backend, USERS, SMALL, fixes(backend), FEATURES, ASSERTIONS));
        }
        for (String backend : List.of("PPC", "SPARC")) {
            variants.addAll(product(backend, USERS, SMALL, fixes(backend), List.of("-DWALKER"), ASSERTIONS));
        }
        verdictsAgree(variants);
    }

    /** What makes one of the bugs of a backend: preemption in its region, or a lock that sleeps. */
    private static List<String> fixes(String backend) {
        return switch (backend) {
            case "PPC", "SPARC" -> List.of("", "-DFIX_PREEMPT");
            case "XEN", "ARM64" -> List.of("", "-DRT");
            default -> throw new IllegalArgumentException(backend);
        };
    }

    @SafeVarargs
    private static List<String> product(String backend, List<String>... choices) {
        List<String> variants = List.of("-DARCH_" + backend + " -DPLAIN");
        for (List<String> choice : choices) {
            variants = variants.stream()
                    .flatMap(variant -> choice.stream().map(more -> (variant + " " + more).strip())).toList();
        }
        return variants;
    }

    private static void verdictsAgree(List<String> variants) {
        List<String> wrong = new ArrayList<>();
        List<String> undecided = new ArrayList<>();
        int broken = 0;
        for (String defines : variants) {
            String none = verdict(defines, Reduction.NONE);
            String order = verdict(defines, Reduction.ORDER);
            String full = verdict(defines, Reduction.FULL);
            boolean decided = !none.startsWith("inconclusive");
            if (!order.equals(full) || decided && !none.equals(order)) {
                wrong.add(defines + ": none " + none + ", order " + order + ", full " + full);
            }
            if (!decided) {
                undecided.add(defines);
            }
            broken += order.startsWith("broken") ? 1 : 0;
        }
        System.out.printf("reductions: %d variants, %d of them broken; undecided without reduction: %s%n",
                variants.size(), broken, undecided);
        assertThat(wrong).isEmpty();
        assertThat(undecided).hasSizeLessThanOrEqualTo(MOST_UNDECIDED);
        assertThat(broken).as("variants that break").isBetween(variants.size() / 5, variants.size() * 4 / 5);
    }

    private static String verdict(String defines, Reduction reduction) {
        Limits limits = new Limits(MOST_STATES, Limits.standard().bytes(), 60_000);
        try {
            return switch (Explorer.explore(Defines.parse(defines).model(), new Options(reduction, 1, limits, true),
                    () -> false, _ -> {
                    }).verdict()) {
                case Verdict.Holds _ -> "holds";
                case Verdict.Broken(_, var trace) ->
                        "broken in " + trace.map(Trace::entries).orElseThrow().size() + " steps";
                case Verdict.Inconclusive(String limit) -> "inconclusive: " + limit;
            };
        } catch (ModelError e) {
            return "model error: " + e.getMessage();
        }
    }
}
