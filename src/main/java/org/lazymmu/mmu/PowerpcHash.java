package org.lazymmu.mmu;

import java.util.List;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Slot;
import org.lazymmu.explore.Source;

/** powerpc with the hash MMU: what is deferred is to invalidate entries of the hash table. */
final class PowerpcHash extends BatchedInvalidation {
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
            boolean counted, boolean flushHook) implements BatchedInvalidation.Version {
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

    private static final Source NEED_FLUSH = new Source("hpte_need_flush", "arch/powerpc/mm/book3s64/hash_tlb.c",
            "v6.15");
    private static final String POINTER = "batch = this_cpu_ptr(&ppc64_tlb_batch)";

    private final Version version;
    /** {@code TLF_LAZY_MMU}: the task was in the mode when it was switched out. */
    private final List<Slot<Boolean>> lazyFlag;

    PowerpcHash(Machine machine, Version version) {
        super(machine, version);
        this.version = version;
        this.lazyFlag = machine.ownedPerTask("TLF_LAZY_MMU", false);
    }

    @Override
    Source hook(String function) {
        return new Source(function, "arch/powerpc/include/asm/book3s/64/tlbflush-hash.h",
                version.counted ? "313a05a15a1b" : version.preemptDisable ? "b9ef323ea168" : "b9ef323ea168^");
    }

    @Override
    public Source setPtes() {
        return new Source("set_ptes", "arch/powerpc/mm/pgtable.c", "9fee28baa601");
    }

    @Override
    public Code enter(Task task) {
        return enter(task, POINTER, "batch->active = 1");
    }

    @Override
    public Code leave(Task task) {
        return leave(task, POINTER, "batch->index", "if (batch->index) __flush_tlb_pending(batch)",
                "batch->active = 0");
    }

    @Override
    public Code setPte(Task task) {
        return Code.function(new Source("hash__pte_update", "arch/powerpc/include/asm/book3s/64/hash.h", "v6.15"),
                task.decide("*ptep = pte, if (old & H_PAGE_HASHPTE) hpte_need_flush()", k -> turnOver(k, true),
                        needFlush(task), Code.nothing()));
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
        return add(task, NEED_FLUSH,
                "batch = &get_cpu_var(ppc64_tlb_batch), if (!batch->active) flush_hash_page()",
                "batch->vpn[i] = vpn", "batch->index = ++i, put_cpu_var(ppc64_tlb_batch)");
    }

    @Override
    public Source switchingOut() {
        return new Source("__switch_to", "arch/powerpc/kernel/process.c", "v6.15");
    }

    /** {@code __switch_to()} on the way out. */
    @Override
    public void switchOut(Running k) {
        if (k.branch("batch->active", k.get(batches().active(k.cpu())))) {
            k.set(lazyFlag.get(k.task().number()), true);
            batches().flushPending(k.context(), k.cpu());
            k.set(batches().active(k.cpu()), false);
        }
    }

    /** {@code __switch_to()} on the way back. */
    @Override
    public void switchIn(Running k) {
        Slot<Boolean> flag = lazyFlag.get(k.task().number());
        if (k.branch("TLF_LAZY_MMU", k.get(flag))) {
            k.set(flag, false);
            k.set(batches().active(k.cpu()), true);
        }
    }

    @Override
    public Code enter(Interrupt interrupt) {
        return enter(interrupt, "batch->active = 1");
    }

    @Override
    public Code leave(Interrupt interrupt) {
        return leave(interrupt, "if (batch->index) __flush_tlb_pending(batch), batch->active = 0");
    }

    @Override
    public Code setPte(Interrupt interrupt) {
        return setPte(interrupt, NEED_FLUSH);
    }
}
