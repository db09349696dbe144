package org.lazymmu.cli;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import org.lazymmu.mmu.Cost;
import org.lazymmu.mmu.CostBackend;
import org.lazymmu.mmu.CostMode;
import org.lazymmu.mmu.CostRun;
import org.lazymmu.mmu.CostWorkload;
import org.lazymmu.mmu.Counters;
import org.lazymmu.report.CostReport;

/**
 * The runs that a table of costs is made of.
 *
 * @param batches sizes of batches; none: as in the kernel
 * @param pages of each run
 * @param sleepingLocks as with PREEMPT_RT
 * @param all whether all counters are to be shown
 */
record CostPlan(List<CostWorkload> workloads, List<CostBackend> backends, List<Integer> batches, long pages,
        boolean sleepingLocks, boolean all) {
    private static final int MODES = CostMode.values().length;
    private static final int PER_MILLE = 1000;

    /** A row that is still to be counted; the size of the batch is 0 if there is none. */
    private record Task(CostWorkload workload, CostBackend backend, int batch) {
    }

    private List<Task> tasks() {
        List<Task> tasks = new ArrayList<>();
        for (CostWorkload workload : workloads) {
            for (CostBackend backend : backends) {
                if (backend.batchSlots() == 0 || batches.isEmpty()) {
                    tasks.add(new Task(workload, backend, backend.batchSlots()));
                } else {
                    batches.forEach(batch -> tasks.add(new Task(workload, backend, batch)));
                }
            }
        }
        return tasks;
    }

    /** Runs one after the other; what is stopped before its end is left out. */
    CostReport run(ProgressLine progress, BooleanSupplier stopped) {
        List<Task> tasks = tasks();
        List<CostReport.Row> rows = new ArrayList<>();
        for (Task task : tasks) {
            Map<CostMode, CostReport.Paid> paid = new EnumMap<>(CostMode.class);
            for (CostMode mode : CostMode.values()) {
                int before = rows.size() * MODES + paid.size();
                Optional<CostReport.Paid> run = run(task, mode, done -> {
                    progress.at(task.workload.id() + ", " + task.backend.id(),
                            before * PER_MILLE + Math.toIntExact(done * PER_MILLE / pages),
                            tasks.size() * MODES * PER_MILLE);
                    return !stopped.getAsBoolean();
                });
                if (run.isEmpty()) {
                    return report(false, rows);
                }
                paid.put(mode, run.get());
            }
            rows.add(row(task, paid));
        }
        return report(true, rows);
    }

    private static CostReport.Row row(Task task, Map<CostMode, CostReport.Paid> paid) {
        return new CostReport.Row(task.workload.id(), task.workload.text(), task.backend.id(), task.backend.table(),
                task.batch == 0 ? OptionalInt.empty() : OptionalInt.of(task.batch), task.backend.saved(),
                Objects.requireNonNull(paid.get(CostMode.WITH)), Objects.requireNonNull(paid.get(CostMode.WITHOUT)),
                Objects.requireNonNull(paid.get(CostMode.NESTED)));
    }

    private Optional<CostReport.Paid> run(Task task, CostMode mode, LongPredicate goesOn) {
        return new CostRun(task.workload, task.backend, mode, task.batch, pages, sleepingLocks).run(goesOn)
                .map(CostPlan::paid);
    }

    private static CostReport.Paid paid(Cost cost) {
        return new CostReport.Paid(cost.counts(), cost.count(Counters.PREEMPTION_OFF), cost.longestPreemptionOff());
    }

    private CostReport report(boolean complete, List<CostReport.Row> rows) {
        return new CostReport(pages, all ? Counters.all() : Counters.expensive(), Counters.all(),
                complete, rows);
    }
}
