package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.explore.Options;
import org.lazymmu.explore.PlainExploration;
import org.lazymmu.explore.Reduction;
import org.lazymmu.golden.Golden;
import org.lazymmu.report.Schemas;

/** The commands about models, on top of tiny models and a plain search. */
class ModelCommandsTest {
    private static final String BEFORE = "--backend=tiny@b9ef323ea168^";
    private static final String DEADLOCK = "--backend=tiny@0123456789ab";
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

    private Session session() {
        return new Session(folder).with(new ModelEngine(new TinyModels(), PlainExploration::explore, EFFORT));
    }

    private Session.Result run(String... arguments) {
        return session().run(arguments);
    }

    @Test
    void whatThereIsIsListed() {
        Golden.check("model/list.txt", run("model", "list").out());
        Golden.check("model/list.json", run("model", "list", "--format", "json").out());
    }

    @Test
    void aModelThatHoldsSaysHowMuchWasSeen() {
        Session.Result text = run("model", "explore");
        assertThat(text.err()).isEmpty();
        assertThat(text.status()).isEqualTo(Exit.CLEAN);
        Golden.check("model/holds.txt", text.out());
        Golden.check("model/holds.json", run("model", "explore", "--format", "json").out());
    }

    @Test
    void aModelThatBreaksShowsTheShortestTrace() {
        Session.Result text = run("model", "explore", BEFORE);
        assertThat(text.status()).isEqualTo(Exit.FINDINGS);
        Golden.check("model/broken.txt", text.out());
        Golden.check("model/broken.json", run("model", "explore", BEFORE, "--format", "json").out());
    }

    @Test
    void aDeadlockEndsAfterTheLastStep() {
        Session.Result text = run("model", "explore", DEADLOCK, "--save", "trace.json");
        assertThat(text.status()).isEqualTo(Exit.FINDINGS);
        Golden.check("model/deadlock.txt", text.out());
        assertThat(run("model", "replay", "trace.json").status()).isEqualTo(Exit.CLEAN);
    }

    @Test
    void tablesFitTheirWidthAndCarryNoBlanksAtTheEnd() {
        for (String text : List.of(run("model", "explore", BEFORE).out(), run("model", "list").out(),
                run("model", "run", BEFORE).out())) {
            assertThat(text.lines()).allMatch(line -> line.length() <= 120 && line.equals(line.stripTrailing()));
        }
    }

    @Test
    void coloursAddNothingButColours() {
        String plain = run("model", "explore", BEFORE).out();
        String coloured = session().onTerminal(Map.of()).run("model", "explore", BEFORE).out();
        assertThat(coloured).contains("\u001b[1;31m");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(plain);
        assertThat(session().onTerminal(Map.of("NO_COLOR", "1")).run("model", "explore", BEFORE).out())
                .isEqualTo(plain);
    }

    @Test
    void aLimitMakesItInconclusive() {
        Session.Result text = run("model", "explore", "--max-states", "5");
        assertThat(text.status()).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(text.out()).startsWith("inconclusive: more than 5 states; nothing was broken in what was reached\n");
        assertThat(run("model", "explore", "--max-states", "5", "--format", "json").out())
                .contains("\"verdict\" : \"inconclusive\"", "\"limit\" : \"more than 5 states\"",
                        "\"property\" : null", "\"traceLength\" : 0");
    }

    @Test
    void aFullHeapIsALimitToo() {
        Session.Result result = new Session(folder)
                .with(new ModelEngine(new TinyModels(), (model, options, stop, at) -> {
                    at.accept(new org.lazymmu.explore.Explorer.Progress(3, 1000, 2000, 10));
                    throw new OutOfMemoryError("Java heap space");
                }, EFFORT)).run("model", "explore");
        assertThat(result.status()).isEqualTo(Exit.INCONCLUSIVE);
        assertThat(result.out()).contains("inconclusive: the heap is full", "1,000 states, 2,000 transitions");
    }

    @Test
    void optionsReachTheSearch() {
        List<Options> seen = new ArrayList<>();
        new Session(folder).with(new ModelEngine(new TinyModels(), (model, options, stop, at) -> {
            seen.add(options);
            return PlainExploration.explore(model, options, stop, at);
        }, EFFORT)).run("model", "explore", "--reduction", "order", "--threads", "2", "--max-states", "7m", "--memory",
                "10m", "--time", "90s", "--no-checks");
        assertThat(seen).singleElement().satisfies(options -> {
            assertThat(options.reduction()).isEqualTo(Reduction.ORDER);
            assertThat(options.threads()).isEqualTo(2);
            assertThat(options.limits().states()).isEqualTo(7_000_000);
            assertThat(options.limits().bytes()).isEqualTo(10 << 20);
            assertThat(options.limits().millis()).isEqualTo(90_000);
            assertThat(options.checks()).isFalse();
        });
    }

    @Test
    void wrongUsageIsOneLine() {
        for (List<String> arguments : List.of(List.of("model"), List.of("model", "explode"),
                List.of("model", "explore", "--reduction", "some"), List.of("model", "explore", "--threads", "0"),
                List.of("model", "explore", "--threads", "two"), List.of("model", "explore", "--max-states", "-1"),
                List.of("model", "explore", "--max-states", "0"), List.of("model", "explore", "--memory", "4 g"),
                List.of("model", "explore", "--memory", "900000g"), List.of("model", "explore", "--time", "soon"),
                List.of("model", "explore", "--time", "99999999999999h"),
                List.of("model", "explore", "--format", "jsonl"), List.of("model", "explore", "--backend", "tny"),
                List.of("model", "explore", "--defines", "-DARCH_PPC", "--cpus", "2"),
                List.of("model", "explore", "--cpus"), List.of("model", "run", "--steps", "0"),
                List.of("model", "run", "--seed", "x"), List.of("model", "replay"),
                List.of("model", "replay", "nowhere.json"), List.of("model", "list", "--format", "xml"))) {
            Session.Result result = run(arguments.toArray(String[]::new));
            assertThat(result.status()).as(arguments.toString()).isEqualTo(Exit.USAGE);
            assertThat(result.err().lines()).as(arguments.toString()).hasSize(1).first().asString()
                    .startsWith("lazymmu: ");
            assertThat(result.out()).isEmpty();
        }
    }

    @Test
    void aTraceIsSavedAndReplayed() throws IOException {
        run("model", "explore", BEFORE, "--save", "trace.json", "--output", "report.txt");
        assertThat(Files.readString(folder.resolve("report.txt"))).startsWith("broken: batch-cpu");
        Golden.check("model/trace.json", Files.readString(folder.resolve("trace.json")));
        Session.Result replayed = run("model", "replay", "trace.json");
        assertThat(replayed.err()).isEmpty();
        assertThat(replayed.status()).isEqualTo(Exit.CLEAN);
        Golden.check("model/replay.txt", replayed.out());
    }

    @Test
    void withoutATraceNothingIsSaved() {
        Session.Result result = run("model", "explore", "--save", "trace.json");
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        assertThat(result.err()).isEqualTo("lazymmu: trace.json is not written: there is no trace\n");
        assertThat(folder.resolve("trace.json")).doesNotExist();
    }

    @Test
    void aReportIsReplayedToo() {
        run("model", "explore", BEFORE, "--format", "json", "--output", "report.json");
        assertThat(run("model", "replay", "report.json").out())
                .endsWith("replayed: property batch-cpu is broken again\n");
        run("model", "explore", "--format", "json", "--output", "holds.json");
        assertThat(run("model", "replay", "holds.json").err())
                .isEqualTo("lazymmu: holds.json: no trace to replay, it has no steps\n");
    }

    @Test
    void aRunIsDrawnBySeed() {
        Session.Result first = run("model", "run", "--seed", "7", "--steps", "12");
        assertThat(first.status()).isEqualTo(Exit.CLEAN);
        Golden.check("model/run.txt", first.out());
        assertThat(run("model", "run", "--seed", "7", "--steps", "12").out()).isEqualTo(first.out());
        assertThat(run("model", "run", "--seed", "8", "--steps", "12").out()).isNotEqualTo(first.out());
    }

    @Test
    void aRunThatBreaksAPropertyEndsThere() {
        Session.Result result = run("model", "run", BEFORE, "--seed", "2", "--steps", "1000");
        assertThat(result.status()).isEqualTo(Exit.FINDINGS);
        assertThat(result.out()).contains("! batch->active = 1", "broken: batch-cpu");
    }

    @Test
    void aRunIsReplayed() {
        run("model", "run", "--steps", "30", "--format", "json", "--output", "run.json");
        Session.Result result = run("model", "replay", "run.json");
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        assertThat(result.out()).endsWith("replayed: all 30 steps do what they did\n");
    }

    @Test
    void whatIsPrintedFollowsItsSchema() throws IOException {
        assertThat(Schemas.violations("models-1.json", run("model", "list", "--format", "json").out())).isEmpty();
        for (List<String> options : List.of(List.<String>of(), List.of(BEFORE), List.of(DEADLOCK),
                List.of("--max-states", "5"))) {
            List<String> arguments = new ArrayList<>(List.of("model", "explore", "--format", "json"));
            arguments.addAll(options);
            assertThat(Schemas.violations("exploration-1.json", run(arguments.toArray(String[]::new)).out())).isEmpty();
        }
        assertThat(Schemas.violations("trace-1.json", run("model", "run", "--format", "json").out())).isEmpty();
        run("model", "explore", BEFORE, "--save", "trace.json");
        String trace = Files.readString(folder.resolve("trace.json"));
        assertThat(Schemas.violations("trace-1.json", trace)).isEmpty();
        assertThat(Schemas.violations("trace-1.json", trace.replace("\"unit\" : 0", "\"unit\" : 2"))).isNotEmpty();
        String broken = run("model", "explore", BEFORE, "--format", "json").out();
        assertThat(Schemas.violations("exploration-1.json", broken.replace("\"broken\"", "\"holds\""))).isNotEmpty();
        assertThat(Schemas.violations("exploration-1.json", broken.replace("\"wallMillis\"", "\"millis\"")))
                .isNotEmpty();
    }

    @Test
    void aReplayTellsWhatDiffers() throws IOException {
        run("model", "explore", BEFORE, "--save", "trace.json");
        String trace = Files.readString(folder.resolve("trace.json"));
        differs(trace.replace("switch out", "switch off"), "step 3 of 5 is 'switch out', and was 'switch off'");
        differs(trace.replace("\"after\" : \"cpu1\"", "\"after\" : \"cpu7\""),
                "step 4 of 5 changes user0.on from off to cpu1, and changed user0.on from off to cpu7");
        differs(trace.replace("v6.12", "v6.13"), "step 1 of 5 abstracts __schedule of kernel/sched/core.c v6.12, and"
                + " abstracted __schedule of kernel/sched/core.c v6.13");
        differs(trace.replace("user0 writes", "user0 wrote"),
                "step 5 of 5 breaks batch-cpu (user0 writes to the batch of"
                        + " cpu0 from cpu1), and broke batch-cpu (user0 wrote to the batch of cpu0 from cpu1)");
        differs(trace.replace("b9ef323ea168^\"", "b9ef323ea168\""), "step 2 of 5 is 'batch = this_cpu_ptr(&tiny_batch),"
                + " preemption off', and was 'batch = this_cpu_ptr(&tiny_batch), preemption stays on'");
        differs(trace.replace("\"alternative\" : 2", "\"alternative\" : 9"),
                "step 4 of 5, 'switch in on cpu1' of user0, cannot be taken");
    }

    private void differs(String trace, String how) throws IOException {
        Files.writeString(folder.resolve("changed.json"), trace);
        Session.Result result = run("model", "replay", "changed.json");
        assertThat(result.out()).endsWith("\ndiffers: " + how + "\n");
        assertThat(result.status()).isEqualTo(Exit.FINDINGS);
    }

    @Test
    void aFileThatIsNoTraceIsWrongUsage() throws IOException {
        run("model", "explore", BEFORE, "--save", "trace.json");
        String trace = Files.readString(folder.resolve("trace.json"));
        refused(trace.replace("\"unit\" : 1", "\"unit\" : true"), "trace[0].unit is not a whole number");
        refused(trace.replace("tiny@b9ef323ea168^\"", "tony@b9ef323ea168^\""),
                "setup: unknown backend 'tony@b9ef323ea168^', did you mean tiny@b9ef323ea168^? known: tiny@b9ef323ea168,"
                        + " tiny@b9ef323ea168^, tiny@0123456789ab");
        refused("not at all", "not JSON (line 1)");
        Files.write(folder.resolve("bytes.json"), new byte[]{ '{', '"', (byte) 0xff });
        assertThat(run("model", "replay", "bytes.json").err())
                .isEqualTo("lazymmu: bytes.json: no trace that can be replayed, not UTF-8\n");
        assertThat(run("model", "replay", ".").status()).isEqualTo(Exit.USAGE);
    }

    private void refused(String trace, String why) throws IOException {
        Files.writeString(folder.resolve("bad.json"), trace);
        Session.Result result = run("model", "replay", "bad.json");
        assertThat(result.err()).isEqualTo("lazymmu: bad.json: no trace that can be replayed, " + why + "\n");
        assertThat(result.status()).isEqualTo(Exit.USAGE);
        assertThat(result.out()).isEmpty();
    }

    @Test
    void progressIsForTerminalsAndWiped() {
        Session.Result result = session().onTerminal(Map.of()).run("model", "explore");
        assertThat(result.err()).matches("(\r\u001b\\[K[^\n]*)*");
        assertThat(run("model", "explore").err()).isEmpty();
    }
}
