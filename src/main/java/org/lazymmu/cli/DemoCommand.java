package org.lazymmu.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Report;
import org.lazymmu.report.TextReport;
import org.lazymmu.rule.Check;
import org.lazymmu.source.TextTree;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lazymmu demo}: the bundled trees before and after the series, with what there is to see. */
@Command(name = "demo", sortOptions = false, optionListHeading = "%n", description = "Checks two small trees that come with lazymmu, and says what there is to see.")
final class DemoCommand implements Callable<Integer> {
    private static final String INTRODUCTION = """
            The lazy MMU mode lets a kernel change many page-table entries in one go: between
            arch_enter_lazy_mmu_mode() and arch_leave_lazy_mmu_mode() an architecture may put
            the changes off. In 2025 the five patches of "Fix lazy mmu mode" (Linux v6.15) mended
            code that had come to use it wrongly. Here is a small kernel with four architectures,
            written for this demo, as it was before the series and as it is after it.

            """;
    private static final String BEFORE = """
            ==== before the series

            """;
    private static final String BEFORE_EXPLAINED = """

            What this says: set_ptes() enters the mode by itself, in a generic form and in forms of
            powerpc's and sparc's own, and whoever calls it is in the mode already. The inner leave
            ends the mode of the outer region too early. It stands in helpers and macros, where it
            went unseen for several releases; each helper is reported once, with all the regions that
            nest through it. The scan of /proc/PID/pagemap enters the mode before it takes the lock
            of the page table and leaves it after the unlock, so that changes are still pending when
            the next CPU takes the lock. The other two show when the hooks themselves are run in every
            order that preemption allows: on sparc, a task may go on on another CPU between taking the
            address of its queue and writing to it; on Xen, a task that is switched out in a region
            inside a region leaves only the inner one.

            """;
    private static final String AFTER = """
            ==== after the series

            """;
    private static final String CLOSING = """

            'lazymmu explain nested-enter' says more about a rule, 'lazymmu check FOLDER' checks a
            real tree, 'lazymmu demo --save FOLDER' gives you these two to break.
            """;

    private final Terminal terminal;

    @Option(names = "--save", paramLabel = "FOLDER", description = "Only write the two trees into a new folder, to change them and to check them.")
    private @Nullable Path folder;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure, IOException {
        if (folder != null) {
            save(folder);
            return Exit.CLEAN;
        }
        Report before = check(DemoTree.BEFORE);
        Report after = check(DemoTree.AFTER);
        Output.write(terminal, null, out -> {
            TextReport text = new TextReport(out, terminal.palette());
            out.write(INTRODUCTION + BEFORE);
            text.write(before);
            out.write(BEFORE_EXPLAINED + AFTER);
            text.write(after);
            out.write(CLOSING);
        });
        return Exit.CLEAN;
    }

    private static Report check(DemoTree demo) {
        Check.Options options = new Check.Options(new TreeSet<>(), null, new TreeSet<>(), 1);
        try (TextTree tree = demo.open()) {
            return Check.run(tree, options, (phase, done, total) -> {
            });
        }
    }

    private void save(Path named) throws Failure, IOException {
        Path target = terminal.folder().resolve(named);
        if (Files.exists(target)) {
            throw Failure.usage(named + ": exists already; name a folder that does not");
        }
        for (DemoTree demo : DemoTree.values()) {
            for (Map.Entry<String, String> file : demo.files().entrySet()) {
                Path place = target.resolve(demo.id()).resolve(file.getKey());
                Files.createDirectories(place.getParent());
                Files.writeString(place, file.getValue(), StandardCharsets.UTF_8);
            }
        }
        String lines = String.join("\n", List.of("lazymmu check " + named.resolve(DemoTree.BEFORE.id()),
                "lazymmu check " + named.resolve(DemoTree.AFTER.id()), ""));
        Output.write(terminal, null, out -> out.write(lines));
    }
}
