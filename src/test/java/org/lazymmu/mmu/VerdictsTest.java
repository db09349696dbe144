package org.lazymmu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.explore.Exploration;
import org.lazymmu.explore.Explorer;
import org.lazymmu.explore.Limits;
import org.lazymmu.explore.Model;
import org.lazymmu.explore.Options;
import org.lazymmu.explore.PlainSearch;
import org.lazymmu.explore.Reduction;
import org.lazymmu.explore.Verdict;

/**
 * The model against SPIN, which gave the counts in the table: states and transitions (without the one that SPIN counts for the
 * first state) where all holds, the length of the shortest trail where a property is broken.
 */
class VerdictsTest {
    /** More states than this are left to the explorer. */
    private static final long FEW = 8000;

    /**
     * A line of the table.
     *
     * @param verdict {@code holds}, or the id of the property that is broken
     * @param states empty if one is
     * @param steps empty if none is
     */
    record Row(String name, String verdict, String states, String transitions, String steps, String defines) {
        static Row parse(String line) {
            String[] fields = line.split("\t", -1);
            return new Row(fields[0], fields[1], fields[2], fields[3], fields[4], fields[5]);
        }

        boolean holds() {
            return "holds".equals(verdict);
        }

        Model model() {
            return Defines.parse(defines).model();
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static List<Row> rows() {
        try {
            return Files.readAllLines(Path.of("src/test/resources/org/lazymmu/mmu/verdicts.tsv")).stream().skip(1)
                    .map(Row::parse).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Stream<Row> fewStates() {
        return rows().stream().filter(row -> !row.holds() || Long.parseLong(row.states) < FEW);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void explorerAgreesWithSpin(Row row) {
        Options options = new Options(Reduction.NONE, 1, Limits.standard(), true);
        Exploration found = Explorer.explore(row.model(), options, () -> false, progress -> {
        });
        if (row.holds()) {
            assertThat(found.verdict()).isEqualTo(new Verdict.Holds());
            assertThat(found.statistics().states()).isEqualTo(Long.parseLong(row.states));
            assertThat(found.statistics().transitions()).isEqualTo(Long.parseLong(row.transitions));
        } else {
            assertThat(found.verdict()).isInstanceOfSatisfying(Verdict.Broken.class, broken -> {
                assertThat(broken.violation().property().id()).isEqualTo(row.verdict);
                assertThat(broken.trace().orElseThrow().entries()).hasSize(Integer.parseInt(row.steps));
            });
        }
    }

    @ParameterizedTest
    @MethodSource("fewStates")
    void plainSearchAgreesWithSpin(Row row) {
        PlainSearch.Result found = PlainSearch.search(row.model(), 50_000);
        if (row.holds()) {
            assertThat(found.broken()).isEmpty();
            assertThat(found.states()).isEqualTo(Long.parseLong(row.states));
            assertThat(found.transitions()).isEqualTo(Long.parseLong(row.transitions));
        } else {
            assertThat(found.broken()).map(broken -> broken.property().id()).contains(row.verdict);
            assertThat(found.length()).isEqualTo(Integer.parseInt(row.steps));
        }
    }

    /** The peer never leaves a region on arm64, so its counts say little about that; these are ours. */
    @Test
    void arm64LeavesItsRegions() {
        Setup peer = Defines.parse("-DARCH_ARM64 -DNU=1 -DNK=1 -DPLAIN -DCHECK_NEST -DCHECK_KEPT");
        Setup own = new Setup(peer.variant(), peer.generic(), peer.scenario(), peer.sizes(), peer.interrupts(),
                peer.sleepingLocks(), peer.walker(), peer.checks(), PeerQuirks.NONE);
        PlainSearch.Result found = PlainSearch.search(own.model(), 50_000);
        assertThat(found.broken()).isEmpty();
        assertThat(found.states()).isGreaterThan(PlainSearch.search(peer.model(), 50_000).states());
    }
}
