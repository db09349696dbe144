package org.lazymmu.mmu;

import java.util.ArrayList;
import java.util.List;

/** Calls that wait for the hypervisor until they are made together, first one first: Xen's {@code mc_buffer}. */
public record Hypercalls(List<Call> calls) implements Named {
    public static final Hypercalls NONE = new Hypercalls(List.of());

    /**
     * A call that waits: PTE number {@code pte} is to become present, or not.
     *
     * @param flushTlb instead, the TLB is to be flushed for the task whose first PTE that is
     */
    public record Call(int pte, boolean present, boolean flushTlb) implements Named {
        public static Call update(int pte, boolean present) {
            return new Call(pte, present, false);
        }

        public static Call flushTlb(Task task) {
            return new Call(task.pte(0), false, true);
        }

        @Override
        public String toString() {
            return (flushTlb ? "flush from " : present ? "map " : "unmap ") + pte;
        }

        @Override
        public Call renamed(Names names) {
            return new Call(names.pte(pte), present, flushTlb);
        }
    }

    public Hypercalls {
        calls = List.copyOf(calls);
    }

    public Hypercalls with(Call call) {
        List<Call> longer = new ArrayList<>(calls);
        longer.add(call);
        return new Hypercalls(longer);
    }

    @Override
    public String toString() {
        return calls.toString();
    }

    @Override
    public Hypercalls renamed(Names names) {
        return new Hypercalls(calls.stream().map(call -> call.renamed(names)).toList());
    }
}
