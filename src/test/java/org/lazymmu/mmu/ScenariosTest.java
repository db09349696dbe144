package org.lazymmu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.explore.Explorer;
import org.lazymmu.explore.Limits;
import org.lazymmu.explore.Model;
import org.lazymmu.explore.Options;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Reduction;
import org.lazymmu.explore.Verdict;
import org.lazymmu.golden.Golden;

/** Every scenario on every architecture, in every era: the verdict, and that it does not depend on how it is found. */
class ScenariosTest {
    private static final Limits LIMITS = new Limits(1_000_000, 400_000_000, 60_000);

    /** Architectures in the order of columns: with v7.0 their hooks as of then, before it as of v6.19. */
    private static Map<String, Variant> backends(Era era) {
        Map<String, Variant> backends = new LinkedHashMap<>();
        backends.put("none", new NoHooks.Version());
        if (era == Era.COUNTED) {
            backends.put("powerpc", PowerpcHash.Version.newest());
            backends.put("sparc64", Sparc64.Version.newest());
            backends.put("xen@291b3abed657", new XenPv.Version(true, false, XenPv.Switching.BY_COUNT));
            backends.put("xen", XenPv.Version.newest());
            backends.put("arm64", Arm64.Version.newest());
        } else {
            backends.put("powerpc", new PowerpcHash.Version(true, true));
            backends.put("sparc64", new Sparc64.Version(true, true));
            backends.put("xen", new XenPv.Version(true, false));
            backends.put("arm64", new Arm64.Version(true));
        }
        backends.put("s390", new S390.Version());
        return backends;
    }

    static Stream<Scenarios.Entry> scenarios() {
        return Scenarios.all().stream();
    }

    @ParameterizedTest
    @EnumSource(Era.class)
    void verdictsAreThoseOfTheTable(Era era) {
        StringBuilder table = new StringBuilder("scenario");
        backends(era).keySet().forEach(name -> table.append(" | ").append(name));
        for (Scenarios.Entry scenario : Scenarios.all()) {
            if (scenario.isOf(era)) {
                table.append('\n').append(scenario.name());
                backends(era).values().forEach(backend -> table.append(" | ")
                        .append(text(explore(model(scenario, backend, era), Reduction.FULL))));
            }
        }
        Golden.check("scenarios/" + era.id() + ".txt", table.append('\n').toString());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void reductionsAgree(Scenarios.Entry scenario) {
        for (Era era : List.of(Era.NO_NESTING, Era.COUNTED)) {
            if (scenario.isOf(era)) {
                backends(era).forEach((name, backend) -> {
                    List<String> verdicts = Stream.of(Reduction.values())
                            .map(reduction -> text(explore(model(scenario, backend, era), reduction))).distinct()
                            .toList();
                    assertThat(verdicts).as(name + ", " + era.id()).hasSize(1);
                });
            }
        }
    }

    /** But for the BUG of Xen between two commits, which every scenario with a region that can be preempted runs into. */
    @ParameterizedTest
    @MethodSource("scenarios")
    void onlyWhatIsSaidIsBroken(Scenarios.Entry scenario) {
        Set<String> broken = new TreeSet<>();
        for (Era era : Era.values()) {
            if (scenario.isOf(era)) {
                Map<String, Variant> backends = backends(era);
                backends.remove("xen@291b3abed657");
                backends.values().forEach(backend -> {
                    if (explore(model(scenario, backend, era), Reduction.FULL) instanceof Verdict.Broken b) {
                        broken.add(b.violation().property().id());
                    }
                });
            }
        }
        assertThat(broken).isEqualTo(scenario.breaks().stream().map(Property::id)
                .collect(Collectors.toCollection(TreeSet::new)));
    }

    private static Model model(Scenarios.Entry scenario, Variant backend, Era era) {
        return new Setup(backend, new GenericCode.Version(era), scenario.scenario(), scenario.sizes(), false, false,
                false, era.properties(), PeerQuirks.NONE).model();
    }

    private static Verdict explore(Model model, Reduction reduction) {
        return Explorer.explore(model, new Options(reduction, 1, LIMITS, true), () -> false, progress -> {
        }).verdict();
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
