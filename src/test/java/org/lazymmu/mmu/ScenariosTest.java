package org.lazymmu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.explore.Exploration;
import org.lazymmu.explore.Explorer;
import org.lazymmu.explore.Limits;
import org.lazymmu.explore.Model;
import org.lazymmu.explore.Options;
import org.lazymmu.explore.Reduction;
import org.lazymmu.explore.Verdict;
import org.lazymmu.golden.Golden;

/** Every scenario on every architecture, in every era: the verdict, and that it does not depend on how it is found. */
class ScenariosTest {
    private static final Limits LIMITS = new Limits(1_000_000, 400_000_000, 60_000);

    /** The newest version of each architecture that the project has without the counted layer, in the order of columns. */
    private static List<Variant> backends() {
        return List.of(new NoHooks.Version(), new PowerpcHash.Version(true, true), new Sparc64.Version(true, true),
                new XenPv.Version(true, false), new Arm64.Version(true), new S390.Version());
    }

    static Stream<Scenarios.Entry> scenarios() {
        return Scenarios.all().stream();
    }

    @ParameterizedTest
    @EnumSource(Era.class)
    void verdictsAreThoseOfTheTable(Era era) {
        StringBuilder table = new StringBuilder("scenario");
        backends().forEach(backend -> table.append(" | ").append(backend.name()));
        for (Scenarios.Entry scenario : Scenarios.all()) {
            table.append('\n').append(scenario.name());
            backends().forEach(backend -> table.append(" | ")
                    .append(text(explore(model(scenario, backend, era), Reduction.FULL).verdict())));
        }
        Golden.check("scenarios/" + era.id() + ".txt", table.append('\n').toString());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void reductionsAgree(Scenarios.Entry scenario) {
        Map<String, List<String>> verdicts = new LinkedHashMap<>();
        for (Variant backend : backends()) {
            List<String> found = new ArrayList<>();
            for (Reduction reduction : Reduction.values()) {
                found.add(text(explore(model(scenario, backend, Era.COUNTED), reduction).verdict()));
            }
            verdicts.put(backend.name(), found);
        }
        assertThat(verdicts.values()).allSatisfy(found -> assertThat(found.stream().distinct()).hasSize(1));
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void onlyWhatIsSaidIsBroken(Scenarios.Entry scenario) {
        List<String> broken = backends().stream().flatMap(backend -> Stream.of(Era.values()).map(
                era -> explore(model(scenario, backend, era), Reduction.FULL).verdict()))
                .flatMap(verdict -> verdict instanceof Verdict.Broken b
                        ? Stream.of(b.violation().property().id())
                        : Stream.empty())
                .distinct().sorted().toList();
        assertThat(broken)
                .containsExactlyElementsOf(scenario.breaks().stream().map(property -> property.id()).sorted().toList());
    }

    private static Model model(Scenarios.Entry scenario, Variant backend, Era era) {
        return new Setup(backend, new GenericCode.Version(era), scenario.scenario(), scenario.sizes(), false, false,
                false, era.properties(), PeerQuirks.NONE).model();
    }

    private static Exploration explore(Model model, Reduction reduction) {
        return Explorer.explore(model, new Options(reduction, 1, LIMITS, true), () -> false, progress -> {
        });
    }

    private static String text(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Holds _ -> "holds";
            case Verdict.Broken broken -> broken.violation().property().id() + " in "
                    + broken.trace().orElseThrow().entries().size();
            case Verdict.Inconclusive inconclusive -> "inconclusive: " + inconclusive.limit();
        };
    }
}
