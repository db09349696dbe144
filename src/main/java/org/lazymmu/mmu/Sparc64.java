package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.BATCHING_KEPT;
import static org.lazymmu.mmu.Properties.BATCH_CPU;
import static org.lazymmu.mmu.Properties.BATCH_ONE_MM;
import static org.lazymmu.mmu.Properties.UPDATE_OUTSIDE_REGION;

import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Source;

/** sparc64: what is deferred is to flush entries of the TLB and of the TSB, its cache in memory. Nothing at a context switch. */
final class Sparc64 implements Backend {
    /**
     * Its versions.
     *
     * @param preemptDisable preemption is off from enter to leave (a1d416bf9faf)
     * @param interruptTest an interrupt flushes at once, whatever it has interrupted
     * @param setPtesEnters {@code set_ptes()} enters and leaves the mode itself (1a10a44dfc1d, until eb61ad14c459)
     */
    record Version(boolean preemptDisable, boolean interruptTest, boolean setPtesEnters) implements Variant {
        Version(boolean preemptDisable, boolean interruptTest) {
            this(preemptDisable, interruptTest, false);
        }

        @Override
        public String name() {
            return "sparc64";
        }

        @Override
        public Backend on(Machine machine) {
            return new Sparc64(machine, this);
        }
    }

    private static final String TLB = "arch/sparc/mm/tlb.c";

    private final Version version;
    private final TlbBatches batches;

    Sparc64(Machine machine, Version version) {
        this.version = version;
        this.batches = new TlbBatches(machine);
    }

    private Source hook(String function) {
        return new Source(function, TLB, version.preemptDisable ? "a1d416bf9faf" : "a1d416bf9faf^");
    }

    @Override
    public boolean setPtesEnters() {
        return version.setPtesEnters;
    }

    @Override
    public Code enter(Task task) {
        Code preemption = task.step("preempt_disable()", k -> {
            k.checkNotNested();
            k.preemptDisable();
        });
        Code pointer = task.step("tb = this_cpu_ptr(&tlb_batch)", k -> {
            if (!version.preemptDisable) {
                k.checkNotNested();
            }
            k.takePointer();
        });
        Code active = task.step("tb->active = 1", k -> {
            checkCpu(k);
            k.set(batches.active(k.pointer()), true);
            k.regionBegins();
            k.dropPointer();
        });
        return Code.function(hook("arch_enter_lazy_mmu_mode"),
                Code.seq(version.preemptDisable ? preemption : Code.nothing(), pointer, active));
    }

    @Override
    public Code leave(Task task) {
        Code pointer = task.step("tb = this_cpu_ptr(&tlb_batch)", Running::takePointer);
        Code flush = task.step("if (tb->tlb_nr) flush_tlb_pending()", k -> {
            if (k.branch("tb->tlb_nr", k.get(batches.batch(k.pointer())).count() > 0)) {
                checkCpu(k);
                batches.flush(k.context(), k.pointer());
            }
        });
        Code inactive = task.step("tb->active = 0", k -> {
            checkCpu(k);
            k.set(batches.active(k.pointer()), false);
            k.dropPointer();
            k.regionEnds();
        });
        Code preemption = task.step("preempt_enable()", Running::preemptEnable);
        return Code.function(hook("arch_leave_lazy_mmu_mode"),
                Code.seq(pointer, flush, inactive, version.preemptDisable ? preemption : Code.nothing()));
    }

    private static void checkCpu(Running k) {
        k.check(BATCH_CPU, k.pointer() == k.cpu(), "the batch is that of another CPU");
    }

    @Override
    public void flush(Running k) {
        batches.flushPending(k.context(), k.cpu());
    }

    /** {@code __set_pte_at()}: what it unmaps of {@code init_mm} is not flushed here, the caller does it. */
    @Override
    public Code setPte(Task task) {
        return Code.function(new Source("maybe_tlb_batch_add", "arch/sparc/include/asm/pgtable_64.h", "v6.15"),
                task.decide("*ptep = pte, if (mm != &init_mm && pte_accessible(orig)) tlb_batch_add()", k -> {
                    if (!task.isKernel() && batches.needsInvalidation(k.context(), k.pte())) {
                        batches.unmap(k.context(), k.pte());
                        return true;
                    }
                    batches.turnOver(k.context(), k.pte());
                    return false;
                }, batchAdd(task), Code.nothing()));
    }

    /** All of them end in {@code set_pte_at()}. */
    @Override
    public Code change(Task task, Primitive primitive, Code setPteAt) {
        return switch (primitive) {
            case SET_PTE_AT, PTEP_GET_AND_CLEAR, PTEP_SET_WRPROTECT, SET_MEMORY -> setPteAt;
            case PTEP_MODIFY_PROT -> Code.seq(setPteAt, setPteAt);
        };
    }

    private Code batchAdd(Task task) {
        Code add = Code.seq(task.step("tb->vaddrs[nr] = vaddr",
                k -> batches.fill(k.context(), k.pointer(), k.entry(), k.pte())),
                task.step("tb->tlb_nr = ++nr, put_cpu_var(tlb_batch)", k -> {
                    batches.commit(k.context(), k.pointer(), k.entry());
                    k.preemptEnable();
                    k.dropPointer();
                    k.setEntry(0);
                }));
        return Code.function(new Source("tlb_batch_add_one", TLB, "v6.15"),
                task.decide("tb = &get_cpu_var(tlb_batch), if (!tb->active) flush_tsb_user_page()", k -> {
                    if (!k.get(batches.active(k.cpu()))) {
                        k.check(BATCHING_KEPT, k.depth() == 0, "an update in a region is not batched");
                        batches.invalidateOne(k.context(), k.pte());
                        return false;
                    }
                    k.check(UPDATE_OUTSIDE_REGION, k.depth() > 0, "an update outside every region is batched");
                    k.preemptDisable();
                    k.takePointer();
                    k.check(BATCH_ONE_MM,
                            batches.firstTask(k.context(), k.pointer(), k.task()) == k.task().number(),
                            "the batch holds updates of another task");
                    k.setEntry(batches.prepare(k.context(), k.pointer(), k.task().mm()));
                    return true;
                }, add, Code.nothing()));
    }

    @Override
    public Code enter(Interrupt interrupt) {
        return Code.function(hook("arch_enter_lazy_mmu_mode"),
                interrupt.step("tb->active = 1", c -> c.set(batches.active(interrupt.cpu()), true)));
    }

    @Override
    public Code leave(Interrupt interrupt) {
        return Code.function(hook("arch_leave_lazy_mmu_mode"),
                interrupt.step("if (tb->tlb_nr) flush_tlb_pending(), tb->active = 0", c -> {
                    batches.flushPending(c, interrupt.cpu());
                    c.set(batches.active(interrupt.cpu()), false);
                }));
    }

    @Override
    public Code setPte(Interrupt interrupt) {
        return batches.setPte(interrupt, new Source("tlb_batch_add_one", TLB, "v6.15"), version.interruptTest);
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
