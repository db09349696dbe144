package org.lazymmu.mmu;

import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/** sparc64: what is deferred is to flush entries of the TLB and of the TSB, its cache in memory. Nothing at a context switch. */
final class Sparc64 extends BatchedInvalidation {
    /**
     * Its versions.
     *
     * @param preemptDisable preemption is off from enter to leave (a1d416bf9faf)
     * @param interruptTest an interrupt flushes at once, whatever it has interrupted
     * @param setPtesEnters {@code set_ptes()} enters and leaves the mode itself (1a10a44dfc1d, until eb61ad14c459)
     * @param counted the counts of the task say whether it is in the mode, not {@code tb->active} (dacd24ec4965)
     * @param flushHook {@code arch_flush_lazy_mmu_mode()} flushes (442bf488b9e8); before, it is an empty macro
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
            return "sparc64";
        }

        @Override
        public Backend on(Machine machine) {
            return new Sparc64(machine, this);
        }
    }

    private static final String TLB = "arch/sparc/mm/tlb.c";
    private static final Source ADD_ONE = new Source("tlb_batch_add_one", TLB, "v6.15");
    private static final String POINTER = "tb = this_cpu_ptr(&tlb_batch)";

    private final Version version;

    Sparc64(Machine machine, Version version) {
        super(machine, version);
        this.version = version;
    }

    @Override
    Source hook(String function) {
        return new Source(function, TLB,
                version.counted ? "dacd24ec4965" : version.preemptDisable ? "a1d416bf9faf" : "a1d416bf9faf^");
    }

    @Override
    public Source setPtes() {
        return new Source("set_ptes", "arch/sparc/include/asm/pgtable_64.h", "1a10a44dfc1d");
    }

    @Override
    public Code enter(Task task) {
        return enter(task, POINTER, "tb->active = 1");
    }

    @Override
    public Code leave(Task task) {
        return leave(task, POINTER, "tb->tlb_nr", "if (tb->tlb_nr) flush_tlb_pending()", "tb->active = 0");
    }

    /** {@code __set_pte_at()}: what it unmaps of {@code init_mm} is not flushed here, the caller does it. */
    @Override
    public Code setPte(Task task) {
        return Code.function(new Source("maybe_tlb_batch_add", "arch/sparc/include/asm/pgtable_64.h", "v6.15"),
                task.decide("*ptep = pte, if (mm != &init_mm && pte_accessible(orig)) tlb_batch_add()",
                        k -> turnOver(k, !task.isKernel()), batchAdd(task), Code.nothing()));
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
        return add(task, ADD_ONE, "tb = &get_cpu_var(tlb_batch), if (!tb->active) flush_tsb_user_page()",
                "tb->vaddrs[nr] = vaddr", "tb->tlb_nr = ++nr, put_cpu_var(tlb_batch)");
    }

    @Override
    public Code enter(Interrupt interrupt) {
        return enter(interrupt, "tb->active = 1");
    }

    @Override
    public Code leave(Interrupt interrupt) {
        return leave(interrupt, "if (tb->tlb_nr) flush_tlb_pending(), tb->active = 0");
    }

    @Override
    public Code setPte(Interrupt interrupt) {
        return setPte(interrupt, ADD_ONE);
    }
}
