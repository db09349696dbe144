package org.lazymmu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.explore.Exploration;
import org.lazymmu.explore.Explorer;
import org.lazymmu.explore.Limits;
import org.lazymmu.explore.Options;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Reduction;
import org.lazymmu.explore.Trace;
import org.lazymmu.explore.Verdict;

/**
 * The model and the search without reduction against SPIN on {@code lazy.pml}: the same verdict; if it holds, the same states and
 * transitions; if it breaks, as many steps on a shortest way there.
 *
 * <p>
 * {@code -Dspin.count=…} configurations are drawn with {@code -Dspin.seed=…}; the seed is printed. One that is too large for
 * SPIN's limit, which is of memory so that it does not depend on the machine, is drawn again.
 *
 * @see DrawnDefines what is drawn, and what is not
 */
class SpinTest {
    /** Configurations with more states than this are for the slow tests. */
    private static final long LARGE = 1_000_000;
    /**
     * A row that was counted with SPIN's reduction, unlike the others: the empty statement before an interrupt's enter is the
     * only one of the model that its reduction can do something with. Without it SPIN counts as many as this.
     */
    private static final Map<String, Long> UNREDUCED = Map.of("arm64_irqlazy_fixed", 957_200L);

    @TempDir
    Path folder;

    /** What a search found, as far as it does not depend on who searched. */
    private sealed interface Found {
        record Holds(long states, long transitions, int depth) implements Found {
        }

        record Broken(boolean deadlock, int steps) implements Found {
        }

        record Nothing(String why) implements Found {
        }
    }

    /** A row of the table of peers, with what it says: the states if it holds, else the steps. */
    private record Row(String name, boolean holds, long count, String defines) {
        boolean large() {
            return holds && count > LARGE;
        }

        boolean agrees(Found found) {
            return switch (found) {
                case Found.Holds(long states, _, _) -> holds && states == count;
                case Found.Broken(boolean deadlock, int steps) -> !holds && !deadlock && steps == count;
                case Found.Nothing _ -> false;
            };
        }
    }

    @Test
    void rowsOfTheTable() throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Row row : rows().filter(row -> !row.large()).toList()) {
            Found ours = ours(row.defines());
            if (!row.agrees(ours)) {
                wrong.add(row + " but ours " + ours);
            }
        }
        assertThat(wrong).isEmpty();
    }

    @Test
    void drawnConfigurations() throws Exception {
        drawn(12);
    }

    @Test
    @Tag("peers")
    void manyDrawnConfigurations() throws Exception {
        drawn(60);
    }

    /** The table itself too, and the transitions, which it does not have. */
    @Test
    @Tag("peers")
    void rowsOfTheTableAskedAnew() throws Exception {
        Spin spin = spin();
        List<String> wrong = new ArrayList<>();
        for (Row row : rows().toList()) {
            Found theirs = found(spin.ask(row.defines(), Spin.Limit.LARGE));
            Found ours = ours(row.defines());
            if (!ours.equals(theirs) || !row.agrees(ours)) {
                wrong.add(row + ": SPIN " + theirs + ", ours " + ours);
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** What SPIN, which takes 8 GB for it, counts on the largest of the reference configurations. */
    @Test
    @Tag("peers")
    void theLargestReference() {
        assertThat(ours("-DARCH_PPC -DNU=2 -DNK=2 -DRN=2 -DBN=2 -DFIX_PREEMPT -DPLAIN -DIRQ -DFIX_IRQ"))
                .isInstanceOfSatisfying(Found.Holds.class, holds -> {
                    assertThat(holds.states()).isEqualTo(37_387_392);
                    assertThat(holds.transitions()).isEqualTo(102_260_480);
                });
    }

    private void drawn(int standard) throws IOException, InterruptedException {
        Spin spin = spin();
        long seed = Long.getLong("spin.seed", System.nanoTime());
        int count = Integer.getInteger("spin.count", standard);
        DrawnDefines draw = new DrawnDefines(new Random(seed));
        List<String> wrong = new ArrayList<>();
        int broken = 0;
        int again = 0;
        for (int i = 0; i < count;) {
            String defines = draw.next();
            Spin.Answer answer = spin.ask(defines, Spin.Limit.SMALL);
            if (answer instanceof Spin.Answer.TooLarge) {
                again++;
                assertThat(again).as("configurations drawn again, seed %d", seed).isLessThan(3 * count + 10);
                continue;
            }
            Found theirs = found(answer);
            Found ours = ours(defines);
            if (theirs instanceof Found.Nothing || !ours.equals(theirs)) {
                wrong.add(defines + ": SPIN " + theirs + ", ours " + ours);
            }
            broken += theirs instanceof Found.Broken ? 1 : 0;
            i++;
        }
        String drawn = "%d configurations drawn with -Dspin.seed=%d, %d of them broken; %d more were too large"
                .formatted(count, seed, broken, again);
        System.out.println("SPIN: " + drawn);
        assertThat(wrong).as(drawn).isEmpty();
    }

    private static Found ours(String defines) {
        Exploration result = Explorer.explore(Defines.parse(defines).model(),
                new Options(Reduction.NONE, 1, Limits.standard(), true), () -> false, _ -> {
                });
        Exploration.Statistics counts = result.statistics();
        return switch (result.verdict()) {
            case Verdict.Holds _ -> new Found.Holds(counts.states(), counts.transitions(), counts.depth());
            case Verdict.Broken(var violation, var trace) -> new Found.Broken(
                    violation.property().equals(Property.NO_DEADLOCK), trace.map(Trace::entries).orElseThrow().size());
            case Verdict.Inconclusive(String limit) -> new Found.Nothing(limit);
        };
    }

    private static Found found(Spin.Answer answer) {
        return switch (answer) {
            case Spin.Answer.Holds(long states, long transitions, int depth) ->
                    new Found.Holds(states, transitions, depth);
            case Spin.Answer.Broken(_, boolean deadlock, int length) -> new Found.Broken(deadlock, length);
            case Spin.Answer.TooLarge(String limit) -> new Found.Nothing(limit);
            case Spin.Answer.Refused(String message) -> new Found.Nothing(message);
        };
    }

    private Spin spin() throws IOException {
        Spin.assumeInstalled();
        return new Spin(folder, Spin.peer("lazy.pml"));
    }

    private static Stream<Row> rows() throws IOException {
        return Files.readAllLines(Spin.peer("verdicts.tsv")).stream().skip(1).map(line -> line.split("\t"))
                .map(field -> "PASS".equals(field[1])
                        ? new Row(field[0], true, UNREDUCED.getOrDefault(field[0], Long.parseLong(field[2])), field[4])
                        : new Row(field[0], false, Long.parseLong(field[3]), field[4]));
    }
}
