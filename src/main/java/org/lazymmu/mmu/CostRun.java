package org.lazymmu.mmu;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongPredicate;
import org.lazymmu.explore.Counter;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Model;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Slot;

/**
 * One task on one CPU that changes many PTEs, through the step code that is explored elsewhere, while it is counted what that
 * costs. The PTEs of one page table are in the model at a time; then others take their places.
 *
 * @param batchSlots entries of a batch or queue; of no effect on a backend without one
 * @param pages pages to map, to unmap, and so on
 * @param sleepingLocks whether the page table lock sleeps instead of switching preemption off, as with PREEMPT_RT
 */
public record CostRun(CostWorkload workload, CostBackend backend, CostMode mode, int batchSlots, long pages,
        boolean sleepingLocks) {
    /** The stretches with preemption off. */
    private static final class Stretches {
        private long changes;
        private long length;
        private long longest;

        /** A step is over: whether preemption is off, and how many PTEs have been changed so far. */
        void after(boolean preemptionOff, long now) {
            length = preemptionOff ? length + now - changes : 0;
            changes = now;
            longest = Math.max(longest, length);
        }
    }

    /**
     * Runs it.
     *
     * @param goesOn told after each page table how many pages are done; returns whether to go on
     * @return what it has cost; empty if it was not to go on to the end
     * @throws IllegalStateException if an update has not taken effect when it must, or the kernel would have run into a BUG
     */
    public Optional<Cost> run(LongPredicate goesOn) {
        Model.Builder builder = Model.builder(backend.id());
        Slot<Integer> todo = builder.shared("todo", 0);
        CostProgram program = new CostProgram(workload, mode, todo, backend.table());
        Setup setup = setup(program);
        Machine machine = new Machine(builder, setup);
        Backend hooks = setup.variant().on(machine);
        Task task = machine.tasks().getFirst();
        task.start(program.program(task, new GenericCode(setup.generic(), hooks)), hooks);
        Execution execution = new Execution(builder.build());
        execution.take(execution.moves().getFirst());
        Stretches stretches = new Stretches();
        long done = 0;
        while (done < pages) {
            int count = (int) Math.min(backend.table(), pages - done);
            for (int i = 0; i < task.ptes(); i++) {
                hooks.place(execution, task.pte(i), i < backend.table() && workload.present());
            }
            execution.put(todo, count);
            while (execution.advance(task.process())) {
                stretches.after(execution.get(task.process().locals()).preemptCount() > 0,
                        execution.count(Counters.CHANGES));
            }
            done += count;
            if (!goesOn.test(done)) {
                return Optional.empty();
            }
        }
        Map<Counter, Long> counts = new HashMap<>();
        Counters.all().forEach(counter -> counts.put(counter, execution.count(counter)));
        return Optional.of(new Cost(counts, stretches.longest));
    }

    private Setup setup(Scenario scenario) {
        Sizes sizes = new Sizes(1, workload.kernel() ? 0 : 1, workload.kernel() ? 1 : 0,
                backend.table() * (workload.copies() ? 2 : 1), Math.max(1, batchSlots));
        Set<Property> checks = new HashSet<>(Properties.all());
        if (mode == CostMode.NESTED) {
            checks.removeAll(List.of(Properties.NEVER_NESTED, Properties.BATCHING_KEPT));
        }
        return new Setup(backend.variant(mode), new GenericCode.Version(false, false), scenario, sizes, false,
                sleepingLocks, false, checks, PeerQuirks.NONE);
    }
}
