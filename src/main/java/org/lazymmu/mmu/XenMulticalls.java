package org.lazymmu.mmu;

import java.util.List;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Slot;

/**
 * The page tables of a guest of Xen, which the hypervisor writes, and the queues of each CPU in which hypercalls wait to be made
 * together.
 */
final class XenMulticalls {
    /**
     * A PTE.
     *
     * @param wanted whether the kernel wants it present
     * @param present whether it is present in memory
     */
    private record Pte(boolean wanted, boolean present) {
        @Override
        public String toString() {
            return (present ? "present" : "absent") + (wanted == present ? "" : ", write queued");
        }
    }

    private final Machine machine;
    private final Tlb tlb;
    private final List<Slot<Hypercalls>> queue;
    private final List<Slot<Pte>> ptes;

    XenMulticalls(Machine machine) {
        this.machine = machine;
        this.tlb = machine.tlb();
        this.queue = machine.perCpu("mc_buffer", Hypercalls.NONE);
        this.ptes = machine.perPte(new Pte(true, true));
    }

    /** {@code xen_mc_flush()}: the hypervisor makes the queued writes. */
    void flush(Context context, int cpu) {
        List<Hypercalls.Call> calls = context.get(queue.get(cpu)).calls();
        context.count(Counters.FLUSHES, calls.isEmpty() ? 0 : 1);
        context.count(Counters.HYPERCALLS, calls.isEmpty() ? 0 : 1);
        for (Hypercalls.Call call : calls) {
            if (call.flushTlb()) {
                tlb.flushAll(context, machine.tasks().get(machine.taskOf(call.pte())));
            } else {
                becomes(context, call.pte(), call.present());
            }
        }
        context.set(queue.get(cpu), Hypercalls.NONE);
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

    /** The kernel turns a PTE over; memory does not follow yet. */
    void want(Context context, int pte) {
        Slot<Pte> slot = ptes.get(pte);
        Pte now = context.get(slot);
        context.set(slot, new Pte(!now.wanted(), now.present()));
    }

    private void write(Context context, int pte) {
        becomes(context, pte, context.get(ptes.get(pte)).wanted());
    }

    /** Makes memory what the kernel wants, at once. */
    void hypercall(Context context, int pte) {
        context.count(Counters.HYPERCALLS, 1);
        write(context, pte);
    }

    /** {@code xen_extend_mmu_update()}: one more write in the queue, which is flushed before if it is full. */
    void enqueue(Context context, int cpu, int pte) {
        enqueue(context, cpu, Hypercalls.Call.update(pte, context.get(ptes.get(pte)).wanted()));
    }

    private void enqueue(Context context, int cpu, Hypercalls.Call call) {
        Slot<Hypercalls> slot = queue.get(cpu);
        if (context.branch("mc_buffer is full", context.get(slot).calls().size() == machine.sizes().batchSlots())) {
            flush(context, cpu);
        }
        context.set(slot, context.get(slot).with(call));
    }

    /** Queues a flush of the TLB, for all PTEs of a task. */
    void enqueueTlbFlush(Context context, int cpu, Task task) {
        enqueue(context, cpu, Hypercalls.Call.flushTlb(task));
    }

    /** An atomic access of the kernel to memory turns a PTE over, past the queue: the hypervisor emulates it at once. */
    void emulate(Context context, int pte) {
        context.count(Counters.EMULATED_WRITES, 1);
        want(context, pte);
        write(context, pte);
    }

    /** Whether nothing but updates of a task is in a CPU's queue, as its first call tells. */
    boolean holdsOnly(Context context, int cpu, Task task) {
        List<Hypercalls.Call> calls = context.get(queue.get(cpu)).calls();
        return calls.isEmpty() || machine.taskOf(calls.getFirst().pte()) == task.number();
    }

    boolean isWanted(Context context, int pte) {
        return context.get(ptes.get(pte)).wanted();
    }

    /** Whether a PTE is present in memory, whatever waits in the queue. */
    boolean isPresent(Context context, int pte) {
        return context.get(ptes.get(pte)).present();
    }

    boolean isReachable(Context context, int pte) {
        return isPresent(context, pte) || tlb.isStale(context, pte);
    }

    void place(Execution execution, int pte, boolean present) {
        execution.put(ptes.get(pte), new Pte(present, present));
    }
}
