package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.explore.Explorer;
import org.lazymmu.golden.Golden;
import org.lazymmu.report.Catalogue;
import org.lazymmu.report.Schemas;

/** The commands about models, on top of the mode and the explorer as they are. */
class ModelExploreTest {
    private static final String BROKEN = "-DARCH_PPC -DNU=1 -DNK=1 -DRN=2 -DBN=2 -DPLAIN";
    private static final String HOLDS = "-DARCH_PPC -DNU=1 -DNK=1 -DRN=2 -DBN=2 -DPLAIN -DFIX_PREEMPT -DNEST -DGENNEST"
            + " -DCHECK_KEPT";
    private static final Effort EFFORT = new Effort() {
        @Override
        public long cpuMillis() {
            return 410;
        }

        @Override
        public long wallMillis() {
            return 350;
        }
    };

    @TempDir
    private Path folder;

    private Session.Result run(String... arguments) {
        return new Session(folder).with(new ModelEngine(new MmuModels(), Explorer::explore, EFFORT)).run(arguments);
    }

    @Test
    void aDefectIsShown() throws Exception {
        Session.Result text = run("model", "explore", "--defines", BROKEN, "--reduction", "none");
        assertThat(text.err()).isEmpty();
        assertThat(text.status()).isEqualTo(Exit.FINDINGS);
        Golden.check("model/powerpc-before.txt", text.out());
        String json = run("model", "explore", "--defines", BROKEN, "--reduction", "none", "--format", "json").out();
        Golden.check("model/powerpc-before.json", json);
        assertThat(Schemas.violations("exploration-1.json", json)).isEmpty();
        assertThat(json).contains("\"traceLength\" : 6");
    }

    @Test
    void whatHoldsHasTheStatesOfItsPeer() throws Exception {
        Session.Result text = run("model", "explore", "--defines", HOLDS, "--reduction", "none");
        assertThat(text.status()).isEqualTo(Exit.CLEAN);
        Golden.check("model/powerpc-counted.txt", text.out());
        String json = run("model", "explore", "--defines", HOLDS, "--reduction", "none", "--format", "json").out();
        Golden.check("model/powerpc-counted.json", json);
        assertThat(Schemas.violations("exploration-1.json", json)).isEmpty();
        assertThat(json).contains("\"verdict\" : \"holds\"", "\"states\" : 7192");
    }

    @Test
    void everyBackendOfTheListCanBeExploredAtEveryCommit() {
        for (Catalogue.Backend backend : new MmuModels().catalogue().backends()) {
            for (Catalogue.Entry commit : backend.variants()) {
                for (String name : List.of(backend.name() + "@" + commit.name(),
                        backend.name() + "@" + commit.name() + "^")) {
                    assertThat(run("model", "explore", "--backend", name, "--users", "1").status()).as(name)
                            .isIn(Exit.CLEAN, Exit.FINDINGS);
                }
            }
        }
    }

    @Test
    void everyScenarioEraAndPropertyOfTheListCanBeChosen() {
        Catalogue catalogue = new MmuModels().catalogue();
        for (Catalogue.Entry scenario : catalogue.scenarios()) {
            assertThat(run("model", "run", "--scenario", scenario.name()).err()).as(scenario.name()).isEmpty();
        }
        for (Catalogue.Entry era : catalogue.eras()) {
            assertThat(run("model", "run", "--backend", "powerpc@v6.12", "--era", era.name()).err())
                    .as(era.name()).isEmpty();
        }
        for (Catalogue.Entry property : catalogue.properties()) {
            assertThat(run("model", "run", "--property", property.name()).err()).isEmpty();
        }
    }

    @Test
    void aTraceOfEveryBackendIsReplayed() {
        for (String backend : List.of("powerpc@b9ef323ea168^", "sparc64@a1d416bf9faf^", "xen@bcc6cc832573",
                "arm64@b81c688426a9^")) {
            run("model", "explore", "--backend", backend, "--interrupts", "--save", "trace.json");
            Session.Result replayed = run("model", "replay", "trace.json");
            assertThat(replayed.status()).as(backend).isEqualTo(Exit.CLEAN);
            assertThat(replayed.out()).endsWith("is broken again\n");
        }
    }

    @Test
    void wrongUsageIsOneLine() {
        usage("unknown backend 'powrpc', did you mean powerpc? known: powerpc, sparc64, xen, arm64, s390, none",
                "--backend",
                "powrpc");
        usage("only a commit can have ^, not 'v6.6^'", "--backend", "powerpc@v6.6^");
        assertThat(run("model", "explore", "--backend", "powerpc@1234567").err())
                .startsWith("lazymmu: no commit '1234567' is known to have changed the mode; there are 6606c3e0da53, ");
        assertThat(run("model", "explore", "--backend", "powerpc@").status()).isEqualTo(Exit.USAGE);
        usage("cpus is a number of at most 16, not 17", "--cpus", "17");
        usage("CPUs: at least 1, not 0", "--cpus", "0");
        usage("users is a number of at most 16, not -1", "--users", "-1");
        usage("tasks: at least 1, not 0", "--users", "0", "--kernel-tasks", "0");
        usage("unknown define: FOO", "--defines", "-DARCH_PPC -DFOO");
        usage("no architecture is defined: one of ARCH_PPC, ARCH_SPARC, ARCH_XEN, ARCH_ARM64 is needed", "--defines",
                "");
        usage("--defines says all that --backend could say: give one of them", "--defines", "-DARCH_PPC", "--backend",
                "xen");
        usage("unknown property 'batch-cp', did you mean batch-cpu? known: done-after-leave, done-after-update, use-after-update, batch-cpu,"
                + " batch-one-mm, update-outside-region, batching-kept, never-nested, not-in-interrupt, may-sleep,"
                + " kernel-bug, kernel-warn, stale-read, page-reuse, lock-order", "--property", "kernel-bug,batch-cp");
    }

    private void usage(String why, String... options) {
        String[] arguments = new String[options.length + 2];
        arguments[0] = "model";
        arguments[1] = "explore";
        System.arraycopy(options, 0, arguments, 2, options.length);
        Session.Result result = run(arguments);
        assertThat(result.err()).isEqualTo("lazymmu: " + why + "\n");
        assertThat(result.status()).isEqualTo(Exit.USAGE);
    }
}
