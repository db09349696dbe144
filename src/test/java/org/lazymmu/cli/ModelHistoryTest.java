package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.explore.Trace;
import org.lazymmu.golden.Golden;
import org.lazymmu.mmu.Board;
import org.lazymmu.mmu.Commit;
import org.lazymmu.mmu.Commits;
import org.lazymmu.mmu.Environment;
import org.lazymmu.mmu.History;
import org.lazymmu.mmu.Variants;
import org.lazymmu.report.JsonHistory;
import org.lazymmu.report.Palette;
import org.lazymmu.report.Schemas;
import org.lazymmu.report.TextHistory;
import org.lazymmu.report.TraceTable;

/** The history of the mode: every repair broken before and holding after, with the shortest traces as golden files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelHistoryTest {
    private static final Path PAGE = Path.of("docs/model-history.md");
    private static final String BEGIN = "<!-- output: ./lazymmu model history -->\n```\n";
    private static final String END = "```\n";
    private static final int CPUS = 2;

    private final Commits commits = Commits.read();
    private final History history = new History(commits, () -> false);
    private final History.Table table = history.table(List.of(Variants.Architecture.values()));

    @Test
    void thePageShowsWhatTheCommandPrints() throws IOException {
        StringWriter text = new StringWriter();
        new TextHistory(text, Palette.PLAIN).write(table);
        String page = Files.readString(PAGE, StandardCharsets.UTF_8);
        String shown = BEGIN + text + END;
        if (Boolean.getBoolean("golden.update")) {
            int begin = page.indexOf(BEGIN);
            page = page.substring(0, begin) + shown
                    + page.substring(page.indexOf(END, begin + BEGIN.length()) + END.length());
            Files.writeString(PAGE, page, StandardCharsets.UTF_8);
        }
        assertThat(page).as("rewrite with -Dgolden.update=true").contains(shown);
    }

    @Test
    void theTableFollowsItsSchema() throws IOException {
        StringWriter json = new StringWriter();
        new JsonHistory(json).write(table);
        assertThat(Schemas.violations("history-1.json", json.toString())).isEmpty();
        assertThat(table.isComplete()).isTrue();
    }

    Stream<Commit> repairs() {
        return commits.all().stream().filter(commit -> commit.repairs().isPresent());
    }

    @ParameterizedTest
    @MethodSource("repairs")
    void everyRepairIsBrokenBeforeAndHoldsAfter(Commit commit) throws IOException {
        StringBuilder text = new StringBuilder(commit.title()).append('\n');
        List<History.Repair> repairs = table.repairs().stream().filter(repair -> repair.commit().equals(commit))
                .toList();
        List<History.Repair> effects = repairs.stream().filter(History.Repair::changes).toList();
        if (effects.isEmpty()) {
            effects = repairs.stream().filter(History.Repair::wasOutOfReach).toList();
        }
        assertThat(effects).as("something is broken without " + commit).isNotEmpty();
        Set<String> shown = new HashSet<>();
        for (History.Repair repair : effects) {
            story(text, repair, shown);
        }
        Golden.check("history/" + commit.id() + ".txt", text.toString());
    }

    /** A trace for each property that is repaired, in the first environment where it is; for the others its length. */
    private static void story(StringBuilder into, History.Repair repair, Set<String> shown) throws IOException {
        boolean late = repair.before().holds() && repair.came().isPresent();
        History.Outcome broken = late ? repair.came().get() : repair.before();
        into.append("\n==== ").append(repair.architecture().id()).append(", ").append(repair.environment().id())
                .append(late ? ", as of " + repair.commit().repairs().orElseThrow() : ", before").append('\n');
        for (History.Break each : broken.breaks()) {
            boolean left = repair.after().breaks().stream().anyMatch(after -> after.property().equals(each.property()));
            if (!left && shown.add(repair.architecture().id() + each.property().id())) {
                into.append('\n').append(table(each));
            } else {
                into.append(each.property().id()).append(" in ").append(each.steps())
                        .append(left ? ", not repaired\n" : "\n");
            }
        }
        into.append("---- with ").append(repair.commit().id()).append(": ");
        if (repair.after().holds()) {
            into.append("holds, ").append(repair.after().states()).append(" states\n");
        } else {
            into.append(String.join(", ", repair.after().breaks().stream()
                    .map(left -> left.property().id() + " in " + left.steps()).toList())).append('\n');
        }
    }

    private static String table(History.Break broken) throws IOException {
        Recorder recorder = new Recorder(new Models.Configuration(Map.of(), List.of(), broken.model(),
                MmuModels.lanes(new Board(broken.model()), CPUS)));
        for (Trace.Entry entry : broken.trace().entries()) {
            recorder.take(entry.move());
        }
        StringWriter table = new StringWriter();
        new TraceTable(table, Palette.PLAIN).write(recorder.recording(recorder.violation()));
        return table.toString();
    }

    /** As SPIN has them of the peer's model, where that has the same environment. */
    @ParameterizedTest
    @CsvSource({ "powerpc, b9ef323ea168^, kernel, batch-cpu, 6",
            "powerpc, b9ef323ea168^, kernel, done-after-update, 13",
            "powerpc, b9ef323ea168^, rt-kernel, batch-cpu, 6", "powerpc, 47b8def9358c^, kernel, batching-kept, 20",
            "powerpc, 47b8def9358c^, kernel, never-nested, 7",
            "powerpc, 313a05a15a1b^, interrupts, done-after-update, 11",
            "sparc64, 1a10a44dfc1d^, kernel, batch-cpu, 6", "sparc64, 1a10a44dfc1d^, kernel, done-after-update, 12",
            "sparc64, 1a10a44dfc1d^, rt-kernel, done-after-update, 12",
            "sparc64, 1a10a44dfc1d^, rt-users, done-after-leave, 16",
            "sparc64, eb61ad14c459^, kernel, batching-kept, 20", "xen, 49147beb0ccb^, kernel, kernel-bug, 6",
            "xen, 691ee97e1a9d^, kernel, kernel-bug, 8", "xen, 691ee97e1a9d^, rt-users, kernel-bug, 8",
            "arm64, b81c688426a9^, interrupts, done-after-update, 7",
            "arm64, 1ef3095b1405^, pagealloc, batching-kept, 13", "arm64, 1ef3095b1405^, pagealloc, never-nested, 5" })
    void tracesAreAsLongAsThePeers(String backend, String revision, String environment, String property, int steps) {
        History.Outcome outcome = outcome(backend, revision, environment);
        assertThat(outcome.breaks()).filteredOn(each -> each.property().id().equals(property))
                .extracting(History.Break::steps).containsExactly(steps);
    }

    @ParameterizedTest
    @CsvSource({ "powerpc, b9ef323ea168^, users", "sparc64, 1a10a44dfc1d^, users", "powerpc, b9ef323ea168, rt-kernel",
            "xen, c36549ff8d84, rt-kernel", "arm64, b81c688426a9, interrupts", "sparc64, eb61ad14c459, rt-kernel" })
    void holdsWhereThePeerDoes(String backend, String revision, String environment) {
        assertThat(outcome(backend, revision, environment).breaks()).isEmpty();
    }

    private History.Outcome outcome(String backend, String revision, String environment) {
        Variants.At at = new Variants(commits).at(backend + "@" + revision);
        Variants.Architecture architecture = Stream.of(Variants.Architecture.values())
                .filter(each -> each.id().equals(backend)).findFirst().orElseThrow();
        Environment where = Stream.of(Environment.values()).filter(each -> each.id().equals(environment)).findFirst()
                .orElseThrow();
        return history.outcome(architecture, at.revision(), where).orElseThrow();
    }
}
