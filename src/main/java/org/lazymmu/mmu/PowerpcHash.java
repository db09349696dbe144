package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.BATCHING_KEPT;
import static org.lazymmu.mmu.Properties.BATCH_CPU;
import static org.lazymmu.mmu.Properties.BATCH_ONE_MM;
import static org.lazymmu.mmu.Properties.UPDATE_OUTSIDE_REGION;

import java.util.List;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Slot;
import org.lazymmu.explore.Source;

/** powerpc with the hash MMU: what is deferred is to invalidate entries of the hash table. */
final class PowerpcHash implements Backend {
    /**
     * Its versions.
     *
     * @param preemptDisable preemption is off from enter to leave (b9ef323ea168)
     * @param interruptTest an interrupt invalidates at once, whatever it has interrupted
     * @param setPtesEnters {@code set_ptes()} enters and leaves the mode itself (9fee28baa601, until 47b8def9358c)
     * @param counted the counts of the task say whether it is in the mode, not {@code batch->active} (313a05a15a1b); then
     * preemption is off in it and no interrupt is batched
     * @param flushHook {@code arch_flush_lazy_mmu_mode()} flushes (c3f0778ffeca); before, it is an empty macro
     */
    record Version(boolean preemptDisable, boolean interruptTest, boolean setPtesEnters,
            boolean counted, boolean flushHook) implements Variant {
        /** As the model's peer has it: with a flush. */
        Version(boolean preemptDisable, boolean interruptTest) {
            this(preemptDisable, interruptTest, false, false, true);
        }

        Version(boolean preemptDisable, boolean interruptTest, boolean setPtesEnters, boolean counted) {
            this(preemptDisable, interruptTest, setPtesEnters, counted, counted);
        }

        /** As of v7.0. */
        static Version newest() {
            return new Version(true, true, false, true);
        }

        @Override
        public String name() {
            return "powerpc";
        }

        @Override
        public Backend on(Machine machine) {
            return new PowerpcHash(machine, this);
        }
    }

    private static final String HASH_TLB = "arch/powerpc/mm/book3s64/hash_tlb.c";

    private final Version version;
    private final TlbBatches batches;
    /** {@code TLF_LAZY_MMU}: the task was in the mode when it was switched out. */
    private final List<Slot<Boolean>> lazyFlag;

    PowerpcHash(Machine machine, Version version) {
        this.version = version;
        if (version.counted) {
            machine.requireCounted(version.name());
        }
        this.batches = new TlbBatches(machine);
        this.lazyFlag = machine.ownedPerTask("TLF_LAZY_MMU", false);
    }

    private Source hook(String function) {
        return new Source(function, "arch/powerpc/include/asm/book3s/64/tlbflush-hash.h",
                version.counted ? "313a05a15a1b" : version.preemptDisable ? "b9ef323ea168" : "b9ef323ea168^");
    }

    @Override
    public boolean isCounted() {
        return version.counted;
    }

    private boolean isActive(Running k) {
        return version.counted ? LazyMode.isActive(k) : k.get(batches.active(k.cpu()));
    }

    @Override
    public Source setPtes() {
        return new Source("set_ptes", "arch/powerpc/mm/pgtable.c", "9fee28baa601");
    }

    @Override
    public boolean setPtesEnters() {
        return version.setPtesEnters;
    }

    @Override
    public Code enter(Task task) {
        if (version.counted) {
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
        Code pointer = task.step("batch = this_cpu_ptr(&ppc64_tlb_batch)", k -> {
            if (!version.preemptDisable) {
                k.checkNotNested();
            }
            k.takePointer();
        });
        Code active = task.step("batch->active = 1", k -> {
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
        Code pointer = task.step("batch = this_cpu_ptr(&ppc64_tlb_batch)", Running::takePointer);
        Code flush = task.step("if (batch->index) __flush_tlb_pending(batch)", k -> {
            if (k.branch("batch->index", k.get(batches.batch(k.pointer())).count() > 0)) {
                checkCpu(k);
                batches.flush(k.context(), k.pointer());
            }
        });
        Code inactive = task.step(version.counted ? "return" : "batch->active = 0", k -> {
            checkCpu(k);
            if (!version.counted) {
                k.set(batches.active(k.pointer()), false);
            }
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
        if (version.flushHook) {
            batches.flushPending(k.context(), k.cpu());
        }
    }

    @Override
    public Code setPte(Task task) {
        return Code.function(new Source("hash__pte_update", "arch/powerpc/include/asm/book3s/64/hash.h", "v6.15"),
                task.decide("*ptep = pte, if (old & H_PAGE_HASHPTE) hpte_need_flush()", k -> {
                    if (batches.needsInvalidation(k.context(), k.pte())) {
                        batches.unmap(k.context(), k.pte());
                        return true;
                    }
                    batches.turnOver(k.context(), k.pte());
                    return false;
                }, needFlush(task), Code.nothing()));
    }

    /** {@code set_memory_ro()} ends in {@code pte_update()} here, not in {@code set_pte_at()}. */
    @Override
    public Code change(Task task, Primitive primitive, Code setPteAt) {
        return switch (primitive) {
            case SET_PTE_AT -> setPteAt;
            case PTEP_GET_AND_CLEAR, PTEP_SET_WRPROTECT, SET_MEMORY -> clear(task);
            case PTEP_MODIFY_PROT -> Code.seq(clear(task), setPteAt);
        };
    }

    private Code needFlush(Task task) {
        Code add = Code.seq(task.step("batch->vpn[i] = vpn",
                k -> batches.fill(k.context(), k.pointer(), k.entry(), k.pte())),
                task.step("batch->index = ++i, put_cpu_var(ppc64_tlb_batch)", k -> {
                    batches.commit(k.context(), k.pointer(), k.entry());
                    k.preemptEnable();
                    k.dropPointer();
                    k.setEntry(0);
                }));
        return Code.function(new Source("hpte_need_flush", HASH_TLB, "v6.15"),
                task.decide("batch = &get_cpu_var(ppc64_tlb_batch), if (!batch->active) flush_hash_page()", k -> {
                    if (!isActive(k)) {
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
    public Source switchingOut() {
        return new Source("__switch_to", "arch/powerpc/kernel/process.c", "v6.15");
    }

    /** {@code __switch_to()} on the way out. */
    @Override
    public void switchOut(Running k) {
        if (k.branch("batch->active", k.get(batches.active(k.cpu())))) {
            k.set(lazyFlag.get(k.task().number()), true);
            batches.flushPending(k.context(), k.cpu());
            k.set(batches.active(k.cpu()), false);
        }
    }

    /** {@code __switch_to()} on the way back. */
    @Override
    public void switchIn(Running k) {
        Slot<Boolean> flag = lazyFlag.get(k.task().number());
        if (k.branch("TLF_LAZY_MMU", k.get(flag))) {
            k.set(flag, false);
            k.set(batches.active(k.cpu()), true);
        }
    }

    @Override
    public Code enter(Interrupt interrupt) {
        return Code.function(hook("arch_enter_lazy_mmu_mode"),
                interrupt.step("batch->active = 1", c -> c.set(batches.active(interrupt.cpu()), !version.counted)));
    }

    @Override
    public Code leave(Interrupt interrupt) {
        return Code.function(hook("arch_leave_lazy_mmu_mode"),
                interrupt.step("if (batch->index) __flush_tlb_pending(batch), batch->active = 0", c -> {
                    batches.flushPending(c, interrupt.cpu());
                    c.set(batches.active(interrupt.cpu()), false);
                }));
    }

    @Override
    public Code setPte(Interrupt interrupt) {
        return batches.setPte(interrupt, new Source("hpte_need_flush", HASH_TLB, "v6.15"),
                version.interruptTest);
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
