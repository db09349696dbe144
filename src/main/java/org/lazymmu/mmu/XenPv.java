package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.BATCHING_KEPT;
import static org.lazymmu.mmu.Properties.BATCH_ONE_MM;
import static org.lazymmu.mmu.Properties.UPDATE_OUTSIDE_REGION;

import java.util.List;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Slot;
import org.lazymmu.explore.Source;

/** x86 as a paravirtualised guest of Xen: what is deferred is the write itself, a hypercall in a queue of each CPU. */
final class XenPv implements Backend {
    /**
     * Its versions.
     *
     * @param interruptTest in an interrupt the mode reads as none
     * @param nestCounter enters inside the mode are counted, for each CPU (49147beb0ccb, until c36549ff8d84)
     * @param switching how a context switch leaves the mode and comes back to it
     */
    record Version(boolean interruptTest, boolean nestCounter, Switching switching) implements Variant {
        Version(boolean interruptTest, boolean nestCounter) {
            this(interruptTest, nestCounter, Switching.BY_FLAG);
        }

        /** As of v7.1. */
        static Version newest() {
            return new Version(true, false, Switching.BY_COUNT_TOLERANT);
        }

        @Override
        public String name() {
            return "xen";
        }

        @Override
        public Backend on(Machine machine) {
            return new XenPv(machine, this);
        }
    }

    /** How a context switch leaves the mode and comes back to it. */
    enum Switching {
        /** {@code TIF_LAZY_MMU_UPDATES} remembers that the task was in the mode. */
        BY_FLAG,
        /** The counts of the task say so (291b3abed657), and they change before the mode does. */
        BY_COUNT,
        /** The same; an enter while the mode is on and a leave while it is off do nothing (4594437880ce). */
        BY_COUNT_TOLERANT
    }

    /** {@code xen_lazy_mode}. */
    private enum Mode {
        NONE, MMU
    }

    private static final String MMU = "arch/x86/xen/mmu_pv.c";
    private static final String ENLIGHTEN = "arch/x86/xen/enlighten_pv.c";
    private static final String LAZY = "arch/x86/include/asm/xen/hypervisor.h";

    private final Version version;
    private final XenMulticalls multicalls;
    private final List<Slot<Mode>> mode;
    /** {@code xen_lazy_nesting}; none without the counter. */
    private final List<Slot<Integer>> nesting;
    /** {@code TIF_LAZY_MMU_UPDATES}: the task was in the mode when it was switched out. */
    private final List<Slot<Boolean>> lazyFlag;

    XenPv(Machine machine, Version version) {
        this.version = version;
        if (isCounted()) {
            machine.requireCounted(version.name());
        }
        this.mode = machine.perCpu("xen_lazy_mode", Mode.NONE);
        this.nesting = version.nestCounter ? machine.perCpu("xen_lazy_nesting", 0) : List.of();
        this.lazyFlag = machine.ownedPerTask("TIF_LAZY_MMU_UPDATES", false);
        this.multicalls = new XenMulticalls(machine);
    }

    private Source lazy(String function) {
        return new Source(function, LAZY, switch (version.switching) {
            case BY_FLAG -> version.nestCounter ? "49147beb0ccb" : "c36549ff8d84";
            case BY_COUNT -> "291b3abed657";
            case BY_COUNT_TOLERANT -> "4594437880ce";
        });
    }

    @Override
    public boolean isCounted() {
        return version.switching != Switching.BY_FLAG;
    }

    private boolean isTolerant() {
        return version.switching == Switching.BY_COUNT_TOLERANT;
    }

    /** {@code enter_lazy()}: the mode is read and written by accesses of their own, between which the task may migrate. */
    @Override
    public Code enter(Task task) {
        if (isTolerant()) {
            return Code.function(new Source("xen_enter_lazy_mmu", MMU, "4594437880ce"),
                    task.step("if (xen_get_lazy_mode() != XEN_LAZY_MMU) enter_lazy(XEN_LAZY_MMU)", k -> {
                        k.checkNotNested();
                        k.set(mode.get(k.cpu()), Mode.MMU);
                        k.regionBegins();
                    }));
        }
        Code write = task.step("this_cpu_write(xen_lazy_mode, XEN_LAZY_MMU)", k -> {
            k.set(mode.get(k.cpu()), Mode.MMU);
            k.regionBegins();
        });
        if (!version.nestCounter) {
            return Code.function(lazy("enter_lazy"), Code.seq(task.step("BUG_ON(old_mode != XEN_LAZY_NONE)", k -> {
                k.checkNotNested();
                k.bugOn(!isNone(k.context(), k.cpu()), "enter_lazy(): the mode is on already");
            }), write));
        }
        Code count = task.step("this_cpu_inc(xen_lazy_nesting)", k -> {
            Slot<Integer> counter = nesting.get(k.cpu());
            k.set(counter, k.get(counter) + 1);
            k.regionBegins();
        });
        return Code.function(lazy("enter_lazy"), task.decide("if (mode == old_mode)", k -> {
            k.checkNotNested();
            return isNone(k.context(), k.cpu());
        }, write, count));
    }

    @Override
    public Code leave(Task task) {
        return Code.function(new Source("xen_leave_lazy_mmu", MMU, lazy("").revision()),
                Code.seq(task.step("preempt_disable(), xen_mc_flush()", k -> {
                    k.preemptDisable();
                    multicalls.flush(k.context(), k.cpu());
                }), task.step("leave_lazy(XEN_LAZY_MMU), preempt_enable()", k -> {
                    leaveLazy(k);
                    k.preemptEnable();
                    k.regionEnds();
                })));
    }

    private void leaveLazy(Running k) {
        k.bugOn(!isTolerant() && isNone(k.context(), k.cpu()), "leave_lazy(): the mode is off");
        unwind(k, k.cpu());
    }

    /** Leaves one level. */
    private void unwind(Running k, int cpu) {
        if (version.nestCounter && k.branch("xen_lazy_nesting", k.get(nesting.get(cpu)) > 0)) {
            k.set(nesting.get(cpu), k.get(nesting.get(cpu)) - 1);
        } else {
            k.set(mode.get(cpu), Mode.NONE);
        }
    }

    @Override
    public void flush(Running k) {
        multicalls.flush(k.context(), k.cpu());
    }

    private boolean isNone(Context context, int cpu) {
        return context.get(mode.get(cpu)) == Mode.NONE;
    }

    @Override
    public Code setPte(Task task) {
        Code immediate = task.step("xen_mc_issue(): do_mmu_update", k -> multicalls.hypercall(k.context(), k.pte()));
        Code queued = task.step("xen_extend_mmu_update()", k -> {
            k.check(BATCH_ONE_MM, multicalls.holdsOnly(k.context(), k.cpu(), k.task()),
                    "the queue holds updates of another task");
            multicalls.enqueue(k.context(), k.cpu(), k.pte());
            if (k.branch("mode left meanwhile", isNone(k.context(), k.cpu()))) {
                multicalls.flush(k.context(), k.cpu());
            }
        });
        return Code.function(new Source("__xen_set_pte", MMU, "v6.15"),
                task.decide("if (xen_get_lazy_mode() != XEN_LAZY_MMU)", k -> {
                    boolean none = isNone(k.context(), k.cpu());
                    if (none) {
                        k.check(BATCHING_KEPT, k.depth() == 0, "an update in a region is not queued");
                    } else {
                        k.check(UPDATE_OUTSIDE_REGION, k.depth() > 0, "an update outside every region is queued");
                    }
                    multicalls.want(k.context(), k.pte());
                    return none;
                }, immediate, queued));
    }

    @Override
    public Source switchingOut() {
        return new Source("xen_start_context_switch", ENLIGHTEN, "v6.15");
    }

    @Override
    public Source switchingIn() {
        return new Source("xen_end_context_switch", ENLIGHTEN, "v6.15");
    }

    /** An exchange on memory, which the hypervisor emulates at once; what is queued of the same PTE comes after it. */
    @Override
    public Code clear(Task task) {
        return atomic(task, "native_ptep_get_and_clear", "xchg(&xp->pte, 0)");
    }

    /** Only the commit writes the PTE, by a hypercall that may be queued. */
    @Override
    public Code modifyProt(Task task, boolean grant) {
        return Code.function(new Source("xen_ptep_modify_prot_commit", MMU, "v6.15"), setPte(task));
    }

    /** {@code xen_flush_tlb_multi()}: one more call in the queue. */
    @Override
    public void flushTlb(Running k) {
        multicalls.enqueueTlbFlush(k.context(), k.cpu(), k.task());
        if (k.branch("xen_lazy_mode != XEN_LAZY_MMU", isNone(k.context(), k.cpu()))) {
            multicalls.flush(k.context(), k.cpu());
        }
    }

    /** What {@code ptep_modify_prot_commit()} queues goes past generic code, atomic operations go past the queue. */
    @Override
    public Code change(Task task, Primitive primitive, Code setPteAt) {
        return switch (primitive) {
            case SET_PTE_AT, SET_MEMORY -> setPteAt;
            case PTEP_GET_AND_CLEAR, PTEP_SET_WRPROTECT -> clear(task);
            case PTEP_MODIFY_PROT -> setPte(task);
        };
    }

    private Code atomic(Task task, String function, String text) {
        return Code.function(new Source(function, "arch/x86/include/asm/pgtable.h", "v6.15"), task.step(text,
                k -> multicalls.emulate(k.context(), k.pte())));
    }

    @Override
    public void place(Execution execution, int pte, boolean present) {
        multicalls.place(execution, pte, present);
    }

    /** {@code xen_start_context_switch()}: leaves the mode, and remembers that; then enters the mode of context switches. */
    @Override
    public void switchOut(Running k) {
        int cpu = k.cpu();
        if (k.branch("xen_lazy_mode == XEN_LAZY_MMU", !isNone(k.context(), cpu))) {
            multicalls.flush(k.context(), cpu);
            unwind(k, cpu);
            k.set(lazyFlag.get(k.task().number()), !isCounted());
        }
        k.bugOn(!isNone(k.context(), cpu), "enter_lazy(): the mode is on at a context switch");
        multicalls.flush(k.context(), cpu);
    }

    /** {@code xen_end_context_switch()}. */
    @Override
    public void switchIn(Running k) {
        Slot<Boolean> flag = lazyFlag.get(k.task().number());
        boolean lazy = isCounted() ? LazyMode.isActive(k) : k.get(flag);
        if (k.branch("the task is in the mode", lazy)) {
            k.set(flag, false);
            k.bugOn(!isNone(k.context(), k.cpu()), "enter_lazy(): the mode is on already");
            k.set(mode.get(k.cpu()), Mode.MMU);
        }
    }

    @Override
    public Code enter(Interrupt interrupt) {
        if (isCounted()) {
            return Code.nothing();
        }
        return Code.function(lazy("enter_lazy"), interrupt.step("this_cpu_write(xen_lazy_mode, XEN_LAZY_MMU)", c -> {
            interrupt.check(c, Properties.KERNEL_BUG, isNone(c, interrupt.cpu()),
                    "enter_lazy() in an interrupt: the mode is on already");
            c.set(mode.get(interrupt.cpu()), Mode.MMU);
        }));
    }

    @Override
    public Code leave(Interrupt interrupt) {
        if (isCounted()) {
            return Code.nothing();
        }
        return Code.function(new Source("xen_leave_lazy_mmu", MMU, "v6.15"),
                interrupt.step("xen_mc_flush(), leave_lazy(XEN_LAZY_MMU)", c -> {
                    multicalls.flush(c, interrupt.cpu());
                    interrupt.check(c, Properties.KERNEL_BUG, !isNone(c, interrupt.cpu()),
                            "leave_lazy() in an interrupt: the mode is off");
                    c.set(mode.get(interrupt.cpu()), Mode.NONE);
                }));
    }

    @Override
    public Code setPte(Interrupt interrupt) {
        Code immediate = interrupt.step("xen_mc_issue(): do_mmu_update", c -> multicalls.hypercall(c, interrupt.pte()));
        Code queued = interrupt.step("xen_extend_mmu_update()",
                c -> multicalls.enqueue(c, interrupt.cpu(), interrupt.pte()));
        return Code.function(new Source("__xen_set_pte", MMU, "v6.15"),
                interrupt.decide("if (xen_get_lazy_mode() != XEN_LAZY_MMU)", c -> {
                    multicalls.want(c, interrupt.pte());
                    return version.interruptTest || isNone(c, interrupt.cpu());
                }, immediate, queued));
    }

    @Override
    public boolean done(Context context, int pte) {
        return multicalls.isWanted(context, pte) == multicalls.isPresent(context, pte);
    }

    @Override
    public boolean written(Context context, int pte) {
        return multicalls.isWanted(context, pte);
    }

    /** Memory, whatever waits in the queue. */
    @Override
    public boolean read(Context context, int pte) {
        return multicalls.isPresent(context, pte);
    }

    @Override
    public boolean reachable(Context context, int pte) {
        return multicalls.isReachable(context, pte);
    }
}
