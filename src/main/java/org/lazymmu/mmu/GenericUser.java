package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.DONE_AFTER_LEAVE;
import static org.lazymmu.mmu.Properties.DONE_AFTER_UPDATE;
import static org.lazymmu.mmu.Properties.LOCK_ORDER;
import static org.lazymmu.mmu.Properties.MAY_SLEEP;

import java.util.stream.IntStream;
import org.lazymmu.explore.Code;

/**
 * A scenario around one function of mm/ that uses the mode. The PTEs of a task are what the function works on; one bit of each is
 * modelled, the one that the function changes: a mapping, or a right.
 */
interface GenericUser extends Scenario {
    /** The tree that a function is from, where no commit matters. */
    String TREE = "v6.15";

    @Override
    default Code handler(Interrupt interrupt, GenericCode kernel) {
        Backend backend = kernel.backend();
        return Code.seq(backend.setPte(interrupt), interrupt.step("use the mapping, return from the interrupt", c -> {
            interrupt.check(c, DONE_AFTER_UPDATE, backend.done(c, interrupt.pte()),
                    "the update of an interrupt has not taken effect when it is used");
            interrupt.returns(c);
        }));
    }

    /** Goes over some PTEs of a task; what is done to each takes at least one step. */
    static Code forEach(Task task, PteRange ptes, Code body) {
        return Code.seq(task.local(k -> k.setIndex(ptes.from())),
                task.loop(k -> k.index() < ptes.to(), Code.seq(body, task.local(k -> k.setIndex(k.index() + 1)))),
                task.local(k -> k.setIndex(0)));
    }

    /** {@code pte_offset_map_lock()}; there is no lock for kernel mappings. */
    static Code lock(Task task) {
        return task.isKernel() ? Code.nothing() : task.step("spin_lock(ptl)", k -> {
            k.check(LOCK_ORDER, k.depth() == 0, "the page table lock is taken inside the region");
            k.lockPageTable();
        });
    }

    /** {@code pte_unmap_unlock()}. */
    static Code unlock(Task task) {
        return task.isKernel() ? Code.nothing() : task.step("spin_unlock(ptl)", k -> {
            k.check(LOCK_ORDER, k.depth() == 0, "the page table lock is released inside the region");
            k.unlockPageTable();
        });
    }

    /** {@code spin_lock(ptl)} for a second table, while the first one may be locked. */
    static Code lockOther(Task task) {
        return task.isKernel() ? Code.nothing() : task.step("spin_lock(ptl of the other table)", k -> {
            k.check(LOCK_ORDER, k.depth() == 0, "the page table lock is taken inside the region");
            k.lock(k.otherPageTableLock());
        });
    }

    /** {@code spin_unlock(ptl)} for a second table. */
    static Code unlockOther(Task task) {
        return task.isKernel() ? Code.nothing() : task.step("spin_unlock(ptl of the other table)", k -> {
            k.check(LOCK_ORDER, k.depth() == 0, "the page table lock is released inside the region");
            k.unlock(k.otherPageTableLock());
        });
    }

    /** {@code spin_lock_nested(ptl)} for the first table, while the second is locked. */
    static Code lockNested(Task task) {
        return task.isKernel() ? Code.nothing() : task.step("spin_lock_nested(ptl, SINGLE_DEPTH_NESTING)",
                Running::lockPageTable);
    }

    /** {@code flush_tlb_range()}. */
    static Code flushTlb(Task task, GenericCode kernel) {
        return task.step("flush_tlb_range()", kernel.backend()::flushTlb);
    }

    /** Code that may sleep, where that is so. */
    static Code mightSleep(Task task, String what) {
        return task.step(what + ": might_sleep()",
                k -> k.check(MAY_SLEEP, k.preemptCount() == 0, what + " sleeps while preemption is off"));
    }

    /** What follows a region relies on what has been written in it. */
    static Code rely(Task task, GenericCode kernel, PteRange ptes, String what) {
        return task.step(what, k -> k.check(DONE_AFTER_LEAVE,
                IntStream.range(ptes.from(), ptes.to())
                        .allMatch(i -> kernel.backend().done(k.context(), task.pte(i))),
                "after leaving the mode an update of the task has not taken effect"));
    }

    /** Nobody gets at what has been taken away any more. */
    static Code relyOnRemoval(Task task, GenericCode kernel, PteRange ptes, String what) {
        return task.step(what, k -> k.check(DONE_AFTER_LEAVE,
                IntStream.range(ptes.from(), ptes.to())
                        .noneMatch(i -> kernel.backend().reachable(k.context(), task.pte(i))),
                "what has been taken away in the region is still in use"));
    }
}
