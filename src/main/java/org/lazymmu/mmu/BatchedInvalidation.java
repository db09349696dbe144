package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.BATCHING_KEPT;
import static org.lazymmu.mmu.Properties.BATCH_CPU;
import static org.lazymmu.mmu.Properties.BATCH_ONE_MM;
import static org.lazymmu.mmu.Properties.UPDATE_OUTSIDE_REGION;

import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Source;

/**
 * An architecture that writes PTEs at once and puts off invalidating what is cached of them, in a batch of each CPU. powerpc and
 * sparc64 do the same by other names; the names are what a subclass has.
 */
abstract class BatchedInvalidation implements Backend {
    /** A version of such hooks. */
    interface Version extends Variant {
        /** Whether preemption is off from enter to leave. */
        boolean preemptDisable();

        /** Whether an interrupt invalidates at once, whatever it has interrupted. */
        boolean interruptTest();

        /** Whether {@code set_ptes()} enters and leaves the mode itself. */
        boolean setPtesEnters();

        /** Whether the counts of the task say whether it is in the mode, not a flag of the batch. */
        boolean counted();

        /** Whether {@code arch_flush_lazy_mmu_mode()} flushes; else it is an empty macro. */
        boolean flushHook();
    }

    private final Version version;
    private final TlbBatches batches;

    BatchedInvalidation(Machine machine, Version version) {
        this.version = version;
        if (version.counted()) {
            machine.requireCounted(version.name());
        }
        this.batches = new TlbBatches(machine);
    }

    /** What a hook abstracts, with the commit that made it what it is. */
    abstract Source hook(String function);

    TlbBatches batches() {
        return batches;
    }

    @Override
    public boolean isCounted() {
        return version.counted();
    }

    @Override
    public boolean setPtesEnters() {
        return version.setPtesEnters();
    }

    /**
     * {@code arch_enter_lazy_mmu_mode()}.
     *
     * @param pointer takes the address of this CPU's batch
     * @param active says in the batch that it is in use
     */
    Code enter(Task task, String pointer, String active) {
        if (version.counted()) {
            return Code.function(hook("arch_enter_lazy_mmu_mode"), task.step("preempt_disable()", k -> {
                k.checkNotNested();
                k.preemptDisable();
                k.regionBegins();
            }));
        }
        Code preemption = task.step("preempt_disable()", k -> {
            k.checkNotNested();
            k.preemptDisable();
        });
        Code take = task.step(pointer, k -> {
            if (!version.preemptDisable()) {
                k.checkNotNested();
            }
            k.takePointer();
        });
        Code use = task.step(active, k -> {
            checkCpu(k);
            k.set(batches.active(k.pointer()), true);
            k.regionBegins();
            k.dropPointer();
        });
        return Code.function(hook("arch_enter_lazy_mmu_mode"),
                Code.seq(version.preemptDisable() ? preemption : Code.nothing(), take, use));
    }

    /**
     * {@code arch_leave_lazy_mmu_mode()}.
     *
     * @param pointer takes the address of this CPU's batch
     * @param pending the count of its entries
     * @param flush flushes it if there are any
     * @param inactive says in the batch that it is not in use any more
     */
    Code leave(Task task, String pointer, String pending, String flush, String inactive) {
        Code take = task.step(pointer, Running::takePointer);
        Code write = task.step(flush, k -> {
            if (k.branch(pending, k.get(batches.batch(k.pointer())).count() > 0)) {
                checkCpu(k);
                batches.flush(k.context(), k.pointer());
            }
        });
        Code stop = task.step(version.counted() ? "return" : inactive, k -> {
            checkCpu(k);
            if (!version.counted()) {
                k.set(batches.active(k.pointer()), false);
            }
            k.dropPointer();
            k.regionEnds();
        });
        Code preemption = task.step("preempt_enable()", Running::preemptEnable);
        return Code.function(hook("arch_leave_lazy_mmu_mode"),
                Code.seq(take, write, stop, version.preemptDisable() ? preemption : Code.nothing()));
    }

    private static void checkCpu(Running k) {
        k.check(BATCH_CPU, k.pointer() == k.cpu(), "the batch is that of another CPU");
    }

    /**
     * Adds the PTE that the task is at to this CPU's batch, or invalidates at once if that is not in use.
     *
     * @param test takes the batch and looks whether it is in use
     * @param fill writes an entry
     * @param count counts it
     */
    Code add(Task task, Source function, String test, String fill, String count) {
        Code add = Code.seq(task.step(fill, k -> batches.fill(k.context(), k.pointer(), k.entry(), k.pte())),
                task.step(count, k -> {
                    batches.commit(k.context(), k.pointer(), k.entry());
                    k.preemptEnable();
                    k.dropPointer();
                    k.setEntry(0);
                }));
        return Code.function(function, task.decide(test, this::takesEntry, add, Code.nothing()));
    }

    private boolean takesEntry(Running k) {
        if (!(version.counted() ? LazyMode.isActive(k) : k.get(batches.active(k.cpu())))) {
            k.check(BATCHING_KEPT, k.depth() == 0, "an update in a region is not batched");
            batches.invalidateOne(k.context(), k.pte());
            return false;
        }
        k.check(UPDATE_OUTSIDE_REGION, k.depth() > 0, "an update outside every region is batched");
        k.preemptDisable();
        k.takePointer();
        k.check(BATCH_ONE_MM, batches.firstTask(k.context(), k.pointer(), k.task()) == k.task().number(),
                "the batch holds updates of another task");
        k.setEntry(batches.prepare(k.context(), k.pointer(), k.task().mm()));
        return true;
    }

    /** Whether removing what the PTE maps needs an invalidation; either way the PTE is turned over. */
    boolean turnOver(Running k, boolean everNeeded) {
        if (everNeeded && batches.needsInvalidation(k.context(), k.pte())) {
            batches.unmap(k.context(), k.pte());
            return true;
        }
        batches.turnOver(k.context(), k.pte());
        return false;
    }

    @Override
    public void flush(Running k) {
        if (version.flushHook()) {
            batches.flushPending(k.context(), k.cpu());
        }
    }

    /** {@code arch_enter_lazy_mmu_mode()} in an interrupt, as one step. */
    Code enter(Interrupt interrupt, String active) {
        return Code.function(hook("arch_enter_lazy_mmu_mode"),
                interrupt.step(active, c -> c.set(batches.active(interrupt.cpu()), !version.counted())));
    }

    /** {@code arch_leave_lazy_mmu_mode()} in an interrupt, as one step. */
    Code leave(Interrupt interrupt, String inactive) {
        return Code.function(hook("arch_leave_lazy_mmu_mode"), interrupt.step(inactive, c -> {
            batches.flushPending(c, interrupt.cpu());
            c.set(batches.active(interrupt.cpu()), false);
        }));
    }

    /** The update of an interrupt. */
    Code setPte(Interrupt interrupt, Source function) {
        return batches.setPte(interrupt, function, version.interruptTest());
    }

    @Override
    public void place(Execution execution, int pte, boolean present) {
        batches.place(execution, pte, present);
    }

    @Override
    public boolean done(Context context, int pte) {
        return batches.done(context, pte);
    }

    @Override
    public boolean written(Context context, int pte) {
        return batches.isPresent(context, pte);
    }

    @Override
    public boolean read(Context context, int pte) {
        return batches.isPresent(context, pte);
    }

    @Override
    public boolean reachable(Context context, int pte) {
        return batches.isPresent(context, pte) || !batches.done(context, pte);
    }

    @Override
    public void walk(Context context, int pte) {
        batches.walk(context, pte);
    }
}
