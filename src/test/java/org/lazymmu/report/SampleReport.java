package org.lazymmu.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Effect;
import org.lazymmu.finding.Example;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Region;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Severity;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.Undecided;

/** A report with one of everything, and with names that try to harm a terminal. */
public final class SampleReport {
    private SampleReport() {
    }

    /** Three findings, two places that were not analysed, two regions. */
    public static Report full() {
        return report(List.of(leak(), nested(), hostile()),
                List.of(new Unanalysed(new Place("arch/x86/xen/mmu_pv.c", 2140, 1), "xen_flush_lazy_mmu",
                        "goes on after 1000 paths", true),
                        new Unanalysed(new Place("drivers/atm/iphase.c", 1, 1), "", "a brace is not closed", false)));
    }

    /** The same tree with nothing to say about it. */
    public static Report clean() {
        return report(List.of(), List.of());
    }

    /** A patch that introduces a finding with a gap, leaves another pair, and fixes two findings and a gap. */
    public static Comparison comparison() {
        Report full = full();
        Unanalysed later = new Unanalysed(new Place("mm/memory.c", 603, 24), "vm_normal_page", "not followed", false);
        return Comparison.of(List.of("a.patch", "\u001b[31mstandard input"),
                report(List.of(full.findings().get(1), full.findings().get(2)), full.unanalysed()),
                report(List.of(leak(), full.findings().get(1)), List.of(full.unanalysed().getFirst(), later)),
                (gone, here) -> false);
    }

    /** The same tree with as many places that could not be decided. */
    public static Report undecided(int places) {
        List<Undecided> undecided = IntStream.rangeClosed(1, places)
                .mapToObj(line -> new Undecided(new Place("mm/memory.c", line, 9), "zap_pte_range", "sleep-in-region",
                        "alloc_page() is called in a region, with flags that depend on callers"))
                .toList();
        Report clean = clean();
        return new Report(clean.treeName(), clean.treeVersion(), clean.era(), clean.eraEvidence(), List.of(), List.of(),
                clean.regions(), clean.statistics(), undecided);
    }

    /** A tree with these findings and gaps. */
    public static Report report(List<Finding> findings, List<Unanalysed> gaps) {
        return new Report("linux-6.12", "6.12.117", "no-nesting", "include/linux/pgtable.h:194", findings, gaps,
                List.of(new Region(new Place("mm/madvise.c", 444, 2), "madvise_cold_or_pageout_pte_range",
                        "arch_enter_lazy_mmu_mode", "enter", "", new TreeSet<>(List.of("powerpc", "sparc", "x86"))),
                        new Region(new Place("mm/madvise.c", 452, 5), "madvise_cold_or_pageout_pte_range",
                                "arch_leave_lazy_mmu_mode", "leave", "CONFIG_SWAP && !CONFIG_SMP",
                                new TreeSet<>(List.of("x86")))),
                new Report.Statistics(59_932, 1_234, 1, List.of("generic", "powerpc", "sparc", "x86"), 2, 9_876,
                        5_432));
    }

    /** An error of one function, with a condition. */
    public static Finding leak() {
        Place exit = new Place("mm/vmalloc.c", 554, 4);
        return new Finding("missing-leave", Severity.ERROR, exit, "vmap_pages_pte_range",
                "the region entered at line 546 is still on at this return", "CONFIG_MMU && !CONFIG_SMP",
                new TreeMap<>(Map.of("powerpc", does(Effect.MISBEHAVES, "preemption stays off"), "sparc",
                        does(Effect.MISBEHAVES, "preemption stays off"), "x86",
                        does(Effect.CONTRACT_ONLY, "nothing\nis deferred"), "arm64",
                        does(Effect.NOT_AFFECTED, "the hooks do nothing"))),
                List.of(new TraceStep(new Place("mm/vmalloc.c", 546, 2), "vmap_pages_pte_range", "region entered here"),
                        new TraceStep(exit, "vmap_pages_pte_range", "returns with the region on")),
                List.of(), "00112233445566aa",
                new Example("powerpc", List.of("CONFIG_EXPERT=y", "CONFIG_SMP=n")));
    }

    private static Finding.Consequence does(Effect effect, String reason) {
        return new Finding.Consequence(effect, reason);
    }

    private static Finding nested() {
        Place inner = new Place("include/linux/pgtable.h", 271, 2);
        return new Finding("nested-enter", Severity.WARNING, inner, "set_ptes",
                "enters the mode inside the regions of its callers", "",
                new TreeMap<>(Map.of("x86", does(Effect.MISBEHAVES, "a second enter stops the kernel"))),
                List.of(new TraceStep(new Place("mm/mprotect.c", 109, 2), "change_pte_range", "region entered here"),
                        new TraceStep(new Place("mm/mprotect.c", 200, 5), "change_pte_range", "calls set_pte_at"),
                        new TraceStep(inner, "set_ptes", "enters again")),
                List.of(new TraceStep(new Place("mm/mremap.c", 219, 4), "move_ptes",
                        "also reached in the region of move_ptes()")),
                "00112233445566bb");
    }

    private static Finding hostile() {
        return new Finding("lock-order", Severity.NOTE, new Place("mm/\u001b[31mred.c", 1, 1), "f\u202eg",
                "the lock \"ptl\" is dropped\nhere \u0007", "A < B", new TreeMap<>(), List.of(), List.of(),
                "00112233445566cc");
    }
}
