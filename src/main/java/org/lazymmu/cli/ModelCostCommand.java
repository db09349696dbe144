package org.lazymmu.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.mmu.CostBackend;
import org.lazymmu.mmu.CostWorkload;
import org.lazymmu.report.CostPlot;
import org.lazymmu.report.CostReport;
import org.lazymmu.report.JsonCost;
import org.lazymmu.report.Palette;
import org.lazymmu.report.TextCost;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lazymmu model cost}: what batching saves. */
@Command(name = "cost", sortOptions = false, abbreviateSynopsis = true, optionListHeading = "%n", description = "Changes many PTEs through the hooks of each backend, and counts what that costs with the mode, without it, and with the nesting of v6.6.", footer = {
        "", "For example:", "", "  lazymmu model cost --workload vmalloc,munmap --ptes 10M",
        "  lazymmu model cost --batch 1,8,32,192 --svg cost.svg", "",
        "Exit status: 0 all is counted, 2 wrong usage, 3 stopped by a signal, 4 the system failed." })
final class ModelCostCommand implements Callable<Integer> {
    /** 100 page tables. */
    private static final String DEFAULT_PTES = "51200";
    private static final long MOST_PTES = 10_000_000_000L;
    private static final int MOST_SLOTS = 4096;

    private final Terminal terminal;

    @Option(names = "--workload", paramLabel = "A,B", split = ",", hideParamSyntax = true, description = "Any of vmalloc, vfree, fork, munmap, mprotect and apply_to_page_range. Default: all.")
    private List<String> workloads = Stream.of(CostWorkload.values()).map(CostWorkload::id).toList();

    @Option(names = "--backend", paramLabel = "A,B", split = ",", hideParamSyntax = true, description = "The architectures' hooks. Default: all.")
    private List<String> backends = Stream.of(CostBackend.values()).map(CostBackend::id).toList();

    @Option(names = "--ptes", paramLabel = "N", defaultValue = DEFAULT_PTES, description = "Pages whose PTE each run changes, such as 4k or 10M. Default: 51200, which are 100 page tables.")
    private String ptes = DEFAULT_PTES;

    @Option(names = "--batch", paramLabel = "N,N", split = ",", hideParamSyntax = true, description = "Entries of a batch or queue, for backends that have one. Default: as many as in the kernel.")
    private List<String> batches = List.of();

    @Option(names = "--rt", description = "As with PREEMPT_RT: the page table lock sleeps.")
    private boolean rt;

    @Option(names = "--all", description = "All counters, not only those of what is expensive.")
    private boolean all;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default) or json.")
    private String format = "text";

    @Option(names = "--output", paramLabel = "FILE", description = "Write to a file, all or nothing, instead of standard output.")
    private @Nullable Path output;

    @Option(names = "--svg", paramLabel = "FILE", description = "Also draw it: bars, or curves over the sizes of --batch.")
    private @Nullable Path svg;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    ModelCostCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure {
        Choice.format(format);
        CostReport report = count(plan());
        Output.write(terminal, output, out -> write(out, report));
        if (svg != null) {
            Output.write(terminal, svg, out -> new CostPlot(out).write(report));
        }
        return report.complete() ? Exit.CLEAN : Exit.INCONCLUSIVE;
    }

    private CostPlan plan() throws Failure {
        Choice.checkAll("workload", workloads, Stream.of(CostWorkload.values()).map(CostWorkload::id).toList());
        Choice.checkAll("backend", backends, Stream.of(CostBackend.values()).map(CostBackend::id).toList());
        long pages = atMost("--ptes", Quantity.count("--ptes", ptes), MOST_PTES);
        List<Integer> sizes = new ArrayList<>();
        for (String batch : batches) {
            sizes.add((int) atMost("--batch", Quantity.count("--batch", batch), MOST_SLOTS));
        }
        return new CostPlan(
                Stream.of(CostWorkload.values()).filter(workload -> workloads.contains(workload.id())).toList(),
                Stream.of(CostBackend.values()).filter(backend -> backends.contains(backend.id())).toList(),
                sizes.stream().distinct().sorted().toList(), pages, rt, all);
    }

    private static long atMost(String option, long number, long most) throws Failure {
        if (number > most) {
            throw Failure.usage(option + " " + number + ": more than " + most);
        }
        return number;
    }

    private CostReport count(CostPlan plan) {
        try (Interruption interruption = new Interruption();
                ProgressLine progress = new ProgressLine(terminal.err(), terminal.errIsSeen(),
                        System::currentTimeMillis)) {
            return plan.run(progress, interruption::requested);
        }
    }

    private void write(Writer out, CostReport report) throws IOException {
        if (format.equals("json")) {
            new JsonCost(out).write(report);
        } else {
            new TextCost(out, output == null ? terminal.palette() : Palette.PLAIN).write(report);
        }
    }
}
