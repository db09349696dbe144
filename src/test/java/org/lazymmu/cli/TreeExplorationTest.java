package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.golden.Golden;
import org.lazymmu.report.Schemas;

/** A tree's own hooks in the explorer, by hand. */
class TreeExplorationTest {
    private static final String HEADER = "trees/after/arch/arm64/include/asm/pgtable.h";

    @TempDir
    private Path folder;
    private Session session = new Session(Path.of(""));

    @BeforeEach
    void saveTheTrees() {
        session = new Session(folder);
        session.run("demo", "--save", "trees");
    }

    private Session.Result explore(String... options) {
        return session.run(Stream.concat(Stream.of("model", "explore", "--tree", "trees/after"), Stream.of(options))
                .toArray(String[]::new));
    }

    @Test
    void hooksThatAreRightHold() {
        Session.Result result = explore("--backend", "arm64");
        assertThat(result.err()).isEmpty();
        Golden.check("trials/arm64.txt", result.out());
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
    }

    /** The trace is told in the lines of the tree. */
    @Test
    void hooksThatAreWrongAreShownToBe() throws IOException {
        leaveWithoutBarriers();
        Session.Result result = explore("--backend", "arm64", "--trial", "kernel");
        Golden.check("trials/arm64-broken.txt", result.out());
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 120);
        assertThat(result.status()).isEqualTo(Exit.FINDINGS);
    }

    @Test
    void theJsonFollowsItsSchema() throws IOException {
        leaveWithoutBarriers();
        String json = explore("--backend", "arm64", "--trial", "alone,kernel", "--format", "json").out();
        Golden.check("trials/arm64-broken.json", json);
        assertThat(Schemas.violations("hook-trials-1.json", json)).isEmpty();
        hardwareUnknown();
        String unfinished = explore("--backend", "powerpc", "--trial", "users", "--format", "json").out();
        assertThat(unfinished).contains("\"unfinished\"");
        assertThat(Schemas.violations("hook-trials-1.json", unfinished)).isEmpty();
    }

    @Test
    void whatCannotBeFollowedIsInconclusive() throws IOException {
        hardwareUnknown();
        Session.Result result = explore("--backend", "powerpc", "--trial", "users");
        assertThat(result.status()).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(result.out()).contains("  unfinished: the tree has no ");
        assertThat(explore("--backend", "arm64", "--max-states", "9").status()).isEqualTo(Exit.INCONCLUSIVE);
    }

    @Test
    void architecturesHaveTheNamesOfTheModelToo() {
        assertThat(explore("--backend", "xen", "--trial", "users").out())
                .isEqualTo(explore("--backend", "x86", "--trial", "users").out()).contains("\nx86 of after: ");
    }

    /** An interrupt is nothing that the contract spoke of before v6.15. */
    @Test
    void theContractSaysWhatIsTried() {
        assertThat(explore("--backend", "arm64").out()).contains("\ninterrupts: ");
        assertThat(explore("--backend", "arm64", "--era", "ptl").out()).doesNotContain("interrupts: ")
                .contains("contract ptl (forced)");
    }

    @Test
    void wrongUsageIsOneLine() throws IOException {
        Files.createDirectories(folder.resolve("trees/after/arch/um"));
        Files.writeString(folder.resolve("trees/after/arch/um/Kconfig"), "");
        usage("after has no hooks of um; there are those of arm64, powerpc, sparc, x86", "--backend", "um");
        usage("unknown trial 'kernl', did you mean kernel? known: alone, full, users, gather, kernel, rt-kernel,"
                + " interrupts, nested, nested-kernel", "--trial", "kernl");
        usage("--backend powerpc@v6.6: with --tree the hooks are as they stand there, say powerpc", "--backend",
                "powerpc@v6.6");
        usage("--cpus does not go with --tree, whose trials say what runs (--trial)", "--cpus", "2");
        usage("--save, --threads, --reduction and --no-checks do not go with --tree", "--save", "trace.json");
        assertThat(explore("--backend", "pwerpc").err()).startsWith("lazymmu: unknown backend 'pwerpc', did you mean");
        assertThat(session.run("model", "explore", "--trial", "kernel").err())
                .isEqualTo("lazymmu: --trial says what to try with the hooks of a tree: give --tree\n");
    }

    private void usage(String why, String... options) {
        Session.Result result = explore(options);
        assertThat(result.err()).isEqualTo("lazymmu: " + why + "\n");
        assertThat(result.status()).isEqualTo(Exit.USAGE);
    }

    /** The hardware goes by another name. */
    private void hardwareUnknown() throws IOException {
        Path batch = folder.resolve("trees/after/arch/powerpc/mm/hash_tlb.c");
        Files.writeString(batch, Files.readString(batch).replace("flush_hash_page", "forget_page"));
    }

    private void leaveWithoutBarriers() throws IOException {
        Path header = folder.resolve(HEADER);
        String text = Files.readString(header);
        int leave = text.indexOf("arch_leave_lazy_mmu_mode(void)");
        String broken = text.substring(0, leave)
                + text.substring(leave).replaceFirst("arch_flush_lazy_mmu_mode\\(\\);", ";");
        assertThat(broken).isNotEqualTo(text);
        Files.writeString(header, broken);
    }
}
