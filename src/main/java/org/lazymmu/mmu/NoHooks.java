package org.lazymmu.mmu;

import java.util.List;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Slot;
import org.lazymmu.explore.Source;

/** An architecture that gains nothing from the mode: its hooks are empty, its updates immediate. */
final class NoHooks implements Backend {
    /** Its only version. */
    record Version() implements Variant {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public Backend on(Machine machine) {
            return new NoHooks(machine);
        }
    }

    private static final String PGTABLE = "include/linux/pgtable.h";

    private final Tlb tlb;
    private final List<Slot<Boolean>> ptes;

    NoHooks(Machine machine) {
        this.tlb = machine.tlb();
        this.ptes = machine.perPte(true);
    }

    private static Source hook(String function) {
        return new Source(function, PGTABLE, "v6.15");
    }

    @Override
    public Code enter(Task task) {
        return Code.function(hook("arch_enter_lazy_mmu_mode"), task.step("do {} while (0)", k -> {
            k.checkNotNested();
            k.regionBegins();
        }));
    }

    @Override
    public Code leave(Task task) {
        return Code.function(hook("arch_leave_lazy_mmu_mode"), task.step("do {} while (0)", Running::regionEnds));
    }

    @Override
    public void flush(Running k) {
        // nothing is ever deferred
    }

    @Override
    public Code setPte(Task task) {
        return Code.function(hook("set_pte"), task.step("WRITE_ONCE(*ptep, pte)", k -> turnOver(k.context(), k.pte())));
    }

    private void turnOver(Context context, int pte) {
        context.count(Counters.STORES, 1);
        Slot<Boolean> slot = ptes.get(pte);
        boolean was = context.get(slot);
        context.set(slot, !was);
        if (was) {
            tlb.removed(context, pte);
        }
    }

    @Override
    public void flushTlb(Running k) {
        tlb.flushAll(k.context(), k.task());
    }

    @Override
    public Code enter(Interrupt interrupt) {
        return Code.function(hook("arch_enter_lazy_mmu_mode"), interrupt.step("do {} while (0)", c -> {
        }));
    }

    @Override
    public Code leave(Interrupt interrupt) {
        return Code.function(hook("arch_leave_lazy_mmu_mode"), interrupt.step("do {} while (0)", c -> {
        }));
    }

    @Override
    public Code setPte(Interrupt interrupt) {
        return Code.function(hook("set_pte"),
                interrupt.step("WRITE_ONCE(*ptep, pte)", c -> turnOver(c, interrupt.pte())));
    }

    @Override
    public boolean done(Context context, int pte) {
        return true;
    }

    @Override
    public boolean written(Context context, int pte) {
        return context.get(ptes.get(pte));
    }

    @Override
    public boolean read(Context context, int pte) {
        return context.get(ptes.get(pte));
    }

    @Override
    public boolean reachable(Context context, int pte) {
        return context.get(ptes.get(pte)) || tlb.isStale(context, pte);
    }

    @Override
    public void place(Execution execution, int pte, boolean present) {
        execution.put(ptes.get(pte), present);
    }
}
