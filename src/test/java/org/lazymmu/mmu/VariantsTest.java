package org.lazymmu.mmu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VariantsTest {
    private final Commits commits = Commits.read();
    private final Variants variants = new Variants(commits);

    @Test
    void theCatalogueNamesEveryCommitOfTheStory() {
        assertThat(commits.all().stream().map(Commit::id).toList()).contains("6606c3e0da53", "38e0edb15bd0",
                "bcc6cc832573", "9fee28baa601", "1a10a44dfc1d", "49147beb0ccb", "b9ef323ea168", "47b8def9358c",
                "691ee97e1a9d", "ad449d856bd7", "a1d416bf9faf", "eb61ad14c459", "c36549ff8d84", "f3cd4ab0aabf",
                "4594437880ce", "5fdd05efa1cd", "b81c688426a9", "1ef3095b1405").doesNotHaveDuplicates();
        assertThat(commits.all()).allSatisfy(commit -> assertThat(
                List.of(commit.title(), commit.change(), commit.source())).noneMatch(String::isBlank));
    }

    @Test
    void whatIsRepairedCameBeforeTheRepair() {
        for (Commit repair : commits.all()) {
            repair.repairs()
                    .ifPresent(id -> assertThat(commits.find(id).order()).isLessThan(repair.order()));
        }
    }

    @Test
    void releasesAreInOrderWithinEveryComponent() {
        for (Commit.Component component : Commit.Component.values()) {
            assertThat(commits.all().stream().filter(commit -> commit.component() == component)
                    .flatMap(commit -> commit.release().stream()).toList()).isSorted();
        }
    }

    @ParameterizedTest
    @CsvSource({ "powerpc@6606c3e0da53, false, false, false",
            "powerpc@b9ef323ea168^, false, false, false", "powerpc@b9ef323ea168, true, false, false",
            "powerpc@B9EF323, true, false, false", "powerpc@9fee28baa601^, true, false, false",
            "powerpc@9fee28baa601, true, false, true", "powerpc@47b8def9358c^, true, false, true",
            "powerpc@47b8def9358c, true, false, false", "powerpc@v6.0, false, false, false",
            "powerpc@v6.1, true, false, false", "powerpc@6.1, true, false, false",
            "powerpc@v6.6, true, false, false",
            "powerpc@a1d416bf9faf, true, false, false" })
    void powerpc(String name, boolean preemptDisable, boolean interruptTest, boolean setPtesEnters) {
        assertThat(variants.resolve(name))
                .isEqualTo(new PowerpcHash.Version(preemptDisable, interruptTest, setPtesEnters, false));
    }

    @ParameterizedTest
    @CsvSource({ "sparc64@a1d416bf9faf^, false, true", "sparc64@eb61ad14c459, true, false",
            "sparc64@v6.5, false, false", "sparc64@v6.6, false, true", "sparc64@v6.1.y, true, false",
            "sparc64@v6.12, false, true", "sparc64@v6.12.y, true, false" })
    void sparc64(String name, boolean preemptDisable, boolean setPtesEnters) {
        assertThat(variants.resolve(name)).isEqualTo(new Sparc64.Version(preemptDisable, true, setPtesEnters, false));
    }

    @ParameterizedTest
    @CsvSource({ "xen@49147beb0ccb^, false", "xen@49147beb0ccb, true", "xen@v6.12.y, true", "xen@c36549ff8d84^, true",
            "xen@c36549ff8d84, false", "xen@v6.5, false" })
    void xen(String name, boolean nestCounter) {
        assertThat(variants.resolve(name)).isEqualTo(new XenPv.Version(true, nestCounter));
    }

    @ParameterizedTest
    @CsvSource({ "arm64@5fdd05efa1cd^, false, false, true", "arm64@5fdd05efa1cd, false, true, true",
            "arm64@b81c688426a9, true, true, true", "arm64@1ef3095b1405, true, true, false",
            "arm64@v6.15, false, false, true" })
    void arm64(String name, boolean interruptTest, boolean deferring, boolean warns) {
        assertThat(variants.resolve(name)).isEqualTo(new Arm64.Version(interruptTest, deferring, warns, false));
    }

    @ParameterizedTest
    @CsvSource({ "generic, false, true, true", "generic@38e0edb15bd0^, false, false, false",
            "generic@38e0edb15bd0, false, false, true", "generic@bcc6cc832573, true, false, true",
            "generic@691ee97e1a9d^, true, false, true", "generic@691ee97e1a9d, false, false, true",
            "generic@v6.12, true, false, true", "generic@v6.12.y, false, false, true" })
    void generic(String name, boolean setPtesEnters, boolean counted, boolean kernelRegions) {
        assertThat(variants.generic(name)).isEqualTo(new GenericCode.Version(setPtesEnters, counted, kernelRegions,
                variants.generic(name).era()));
    }

    @Test
    void fromV70OnTheCountsSayWhoIsInTheMode() {
        assertThat(variants.resolve("powerpc")).isEqualTo(PowerpcHash.Version.newest());
        assertThat(variants.resolve("sparc64")).isEqualTo(Sparc64.Version.newest());
        assertThat(variants.resolve("arm64")).isEqualTo(Arm64.Version.newest());
        assertThat(variants.resolve("xen")).isEqualTo(XenPv.Version.newest());
        assertThat(variants.resolve("xen@v7.0"))
                .isEqualTo(new XenPv.Version(true, false, XenPv.Switching.BY_COUNT));
        assertThat(variants.resolve("powerpc@313a05a15a1b^"))
                .isEqualTo(new PowerpcHash.Version(true, false, false, false, true));
    }

    @Test
    void theEraIsThatOfTheGenericCode() {
        assertThat(variants.generic("generic").era()).isEqualTo(Era.COUNTED);
        assertThat(variants.generic("generic@691ee97e1a9d").era()).isEqualTo(Era.NO_NESTING);
        assertThat(variants.generic("generic@691ee97e1a9d^").era()).isEqualTo(Era.PTL);
    }

    @Test
    void aPointInHistoryIsBackendAndGenericCode() {
        assertThat(variants.at("xen@691ee97e1a9d^").generic().setPtesEnters()).isTrue();
        assertThat(variants.at("xen@691ee97e1a9d").generic().setPtesEnters()).isFalse();
        assertThat(variants.at("powerpc@691ee97e1a9d^").generic().setPtesEnters())
                .as("powerpc has a set_ptes() of its own").isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
            "powerpc@b9ef | too short: a commit is given by 7 or more digits",
            "powerpc@1234567 | no commit '1234567' is known to have changed the mode; there are 6606c3e0da53, 38e0edb15bd0",
            "powerpc@ | no commit ''", "powerpc@^ | no commit ''", "powerpc@b9ef323ea168^^ | no commit 'b9ef323ea168^'",
            "powerpc@v6.6^ | only a commit can have ^", "powerpc@v6.6.y | and the stable series v6.1.y, v6.12.y",
            "powerpc@v6.12.117 | 'v6.12.117' is not known", "powerpc@6606c3e0da53^ | there is no mode at 6606c3e0da53^",
            "powerpc@v2.6.18 | there is no mode at v2.6.18",
            "mips | no backend 'mips'; there are powerpc, sparc64, xen",
            "generic@691ee97e1a9d | no backend 'generic'" })
    void whatCannotBeResolvedIsSaid(String name, String message) {
        assertThatThrownBy(() -> variants.resolve(name)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
