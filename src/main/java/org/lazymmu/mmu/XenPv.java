package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.BATCHING_KEPT;
import static org.lazymmu.mmu.Properties.BATCH_ONE_MM;
import static org.lazymmu.mmu.Properties.UPDATE_OUTSIDE_REGION;

import java.util.ArrayList;
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

    /**
     * A PTE.
     *
     * @param wanted whether the kernel wants it present
     * @param present whether it is present in memory
     */
    record Pte(boolean wanted, boolean present) {
        @Override
        public String toString() {
            return (present ? "present" : "absent") + (wanted == present ? "" : ", write queued");
        }
    }

    /**
     * A hypercall that waits in the queue: PTE number {@code pte} is to become present, or not.
     *
     * @param flushTlb instead, the TLB is to be flushed for the task whose first PTE that is
     */
    record Call(int pte, boolean present, boolean flushTlb) implements Named {
        static Call update(int pte, boolean present) {
            return new Call(pte, present, false);
        }

        static Call flushTlb(Task task) {
            return new Call(task.pte(0), false, true);
        }

        @Override
        public String toString() {
            return (present ? "map " : "unmap ") + pte;
        }

        @Override
        public Call renamed(Names names) {
            return new Call(names.pte(pte), present, flushTlb);
        }
    }

    /** {@code mc_buffer}: what is queued, first call first. */
    record Queue(List<Call> calls) implements Named {
        static final Queue EMPTY = new Queue(List.of());

        Queue {
            calls = List.copyOf(calls);
        }

        Queue with(Call call) {
            List<Call> longer = new ArrayList<>(calls);
            longer.add(call);
            return new Queue(longer);
        }

        @Override
        public String toString() {
            return calls.toString();
        }

        @Override
        public Queue renamed(Names names) {
            return new Queue(calls.stream().map(call -> call.renamed(names)).toList());
        }
    }

    private static final String MMU = "arch/x86/xen/mmu_pv.c";
    private static final String ENLIGHTEN = "arch/x86/xen/enlighten_pv.c";
    private static final String LAZY = "arch/x86/include/asm/xen/hypervisor.h";

    private final Version version;
    private final Machine machine;
    private final Tlb tlb;
    private final List<Slot<Mode>> mode;
    private final List<Slot<Queue>> queue;
    private final List<Slot<Pte>> ptes;
    /** {@code xen_lazy_nesting}; none without the counter. */
    private final List<Slot<Integer>> nesting;
    /** {@code TIF_LAZY_MMU_UPDATES}: the task was in the mode when it was switched out. */
    private final List<Slot<Boolean>> lazyFlag;

    XenPv(Machine machine, Version version) {
        this.version = version;
        this.machine = machine;
        this.tlb = machine.tlb();
        if (isCounted()) {
            machine.requireCounted(version.name());
        }
        this.mode = machine.perCpu("xen_lazy_mode", Mode.NONE);
        this.nesting = version.nestCounter ? machine.perCpu("xen_lazy_nesting", 0) : List.of();
        this.queue = machine.perCpu("mc_buffer", Queue.EMPTY);
        this.lazyFlag = machine.ownedPerTask("TIF_LAZY_MMU_UPDATES", false);
        this.ptes = machine.perPte(new Pte(true, true));
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
                    flushQueue(k.context(), k.cpu());
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
        flushQueue(k.context(), k.cpu());
    }

    private boolean isNone(Context context, int cpu) {
        return context.get(mode.get(cpu)) == Mode.NONE;
    }

    /** {@code xen_mc_flush()}: the hypervisor makes the queued writes. */
    private void flushQueue(Context context, int cpu) {
        List<Call> calls = context.get(queue.get(cpu)).calls();
        context.count(Counters.FLUSHES, calls.isEmpty() ? 0 : 1);
        context.count(Counters.HYPERCALLS, calls.isEmpty() ? 0 : 1);
        for (Call call : calls) {
            if (call.flushTlb()) {
                tlb.flushAll(context, machine.tasks().get(machine.taskOf(call.pte())));
            } else {
                becomes(context, call.pte(), call.present());
            }
        }
        context.set(queue.get(cpu), Queue.EMPTY);
    }

    /** The hypervisor, or an access of the kernel that it emulates, writes a PTE in memory. */
    private void becomes(Context context, int pte, boolean present) {
        context.count(Counters.STORES, 1);
        Slot<Pte> slot = ptes.get(pte);
        Pte now = context.get(slot);
        context.set(slot, new Pte(now.wanted(), present));
        if (now.present() && !present) {
            tlb.removed(context, pte);
        }
    }

    private void want(Context context, int pte) {
        Slot<Pte> slot = ptes.get(pte);
        Pte now = context.get(slot);
        context.set(slot, new Pte(!now.wanted(), now.present()));
    }

    private void write(Context context, int pte) {
        becomes(context, pte, context.get(ptes.get(pte)).wanted());
    }

    private void hypercall(Context context, int pte) {
        context.count(Counters.HYPERCALLS, 1);
        write(context, pte);
    }

    /** {@code xen_extend_mmu_update()}: one more write in the queue, which is flushed before if it is full. */
    private void enqueue(Context context, int cpu, int pte) {
        enqueue(context, cpu, Call.update(pte, context.get(ptes.get(pte)).wanted()));
    }

    private void enqueue(Context context, int cpu, Call call) {
        Slot<Queue> slot = queue.get(cpu);
        if (context.branch("mc_buffer is full", context.get(slot).calls().size() == machine.sizes().batchSlots())) {
            flushQueue(context, cpu);
        }
        context.set(slot, context.get(slot).with(call));
    }

    @Override
    public Code setPte(Task task) {
        Code immediate = task.step("xen_mc_issue(): do_mmu_update", k -> hypercall(k.context(), k.pte()));
        Code queued = task.step("xen_extend_mmu_update()", k -> {
            List<Call> calls = k.get(queue.get(k.cpu())).calls();
            k.check(BATCH_ONE_MM,
                    calls.isEmpty() || machine.taskOf(calls.getFirst().pte()) == k.task().number(),
                    "the queue holds updates of another task");
            enqueue(k.context(), k.cpu(), k.pte());
            if (k.branch("mode left meanwhile", isNone(k.context(), k.cpu()))) {
                flushQueue(k.context(), k.cpu());
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
                    want(k.context(), k.pte());
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
        return Code.function(new Source("native_ptep_get_and_clear", "arch/x86/include/asm/pgtable_64.h", "v6.15"),
                task.step("xchg(ptep, 0)", k -> {
                    k.context().count(Counters.EMULATED_WRITES, 1);
                    k.set(ptes.get(k.pte()), new Pte(false, k.get(ptes.get(k.pte())).present()));
                    becomes(k.context(), k.pte(), false);
                }));
    }

    /** Only the commit writes the PTE, by a hypercall that may be queued. */
    @Override
    public Code modifyProt(Task task, boolean grant) {
        return Code.function(new Source("xen_ptep_modify_prot_commit", MMU, "v6.15"), setPte(task));
    }

    /** {@code xen_flush_tlb_multi()}: one more call in the queue. */
    @Override
    public void flushTlb(Running k) {
        enqueue(k.context(), k.cpu(), Call.flushTlb(k.task()));
        if (k.branch("xen_lazy_mode != XEN_LAZY_MMU", isNone(k.context(), k.cpu()))) {
            flushQueue(k.context(), k.cpu());
        }
    }

    /** Atomic operations go past the queue, and what {@code ptep_modify_prot_commit()} queues past generic code. */
    @Override
    public Code change(Task task, Primitive primitive, Code setPteAt) {
        return switch (primitive) {
            case SET_PTE_AT, SET_MEMORY -> setPteAt;
            case PTEP_GET_AND_CLEAR, PTEP_SET_WRPROTECT -> clear(task);
            case PTEP_MODIFY_PROT -> setPte(task);
        };
    }

    @Override
    public void place(Execution execution, int pte, boolean present) {
        execution.put(ptes.get(pte), new Pte(present, present));
    }

    /** {@code xen_start_context_switch()}: leaves the mode, and remembers that; then enters the mode of context switches. */
    @Override
    public void switchOut(Running k) {
        int cpu = k.cpu();
        if (k.branch("xen_lazy_mode == XEN_LAZY_MMU", !isNone(k.context(), cpu))) {
            flushQueue(k.context(), cpu);
            unwind(k, cpu);
            k.set(lazyFlag.get(k.task().number()), !isCounted());
        }
        k.bugOn(!isNone(k.context(), cpu), "enter_lazy(): the mode is on at a context switch");
        flushQueue(k.context(), cpu);
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
                    flushQueue(c, interrupt.cpu());
                    interrupt.check(c, Properties.KERNEL_BUG, !isNone(c, interrupt.cpu()),
                            "leave_lazy() in an interrupt: the mode is off");
                    c.set(mode.get(interrupt.cpu()), Mode.NONE);
                }));
    }

    @Override
    public Code setPte(Interrupt interrupt) {
        Code immediate = interrupt.step("xen_mc_issue(): do_mmu_update", c -> hypercall(c, interrupt.pte()));
        Code queued = interrupt.step("xen_extend_mmu_update()", c -> enqueue(c, interrupt.cpu(), interrupt.pte()));
        return Code.function(new Source("__xen_set_pte", MMU, "v6.15"),
                interrupt.decide("if (xen_get_lazy_mode() != XEN_LAZY_MMU)", c -> {
                    want(c, interrupt.pte());
                    return version.interruptTest || isNone(c, interrupt.cpu());
                }, immediate, queued));
    }

    @Override
    public boolean done(Context context, int pte) {
        Pte now = context.get(ptes.get(pte));
        return now.wanted() == now.present();
    }

    @Override
    public boolean written(Context context, int pte) {
        return context.get(ptes.get(pte)).wanted();
    }

    /** Memory, whatever waits in the queue. */
    @Override
    public boolean read(Context context, int pte) {
        return context.get(ptes.get(pte)).present();
    }

    @Override
    public boolean reachable(Context context, int pte) {
        return context.get(ptes.get(pte)).present() || tlb.isStale(context, pte);
    }
}
