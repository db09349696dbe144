package org.lazymmu.mmu;

import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Source;

/**
 * An architecture's implementation of the mode, on one machine: its slots, the code of its hooks, and when an update has taken
 * effect.
 *
 * <p>
 * A method that returns {@link Code} is code of the task or interrupt that it is built for; a method that takes a
 * {@link Running} or a {@link Context} is a part of one step.
 */
public interface Backend {
    /** The context switch of an architecture that does nothing there. */
    Source SCHEDULE = new Source("__schedule", "kernel/sched/core.c", "v6.15");

    /** {@code arch_enter_lazy_mmu_mode()}. Its first step checks the nesting, its last begins the region. */
    Code enter(Task task);

    /** {@code arch_leave_lazy_mmu_mode()}. Its last step but preemption ends the region. */
    Code leave(Task task);

    /** The updates of a region, and the leave at its end. */
    default Code updatesAndLeave(Task task, Code updates) {
        return Code.seq(updates, leave(task));
    }

    /** {@code arch_flush_lazy_mmu_mode()}, within a step. */
    void flush(Running k);

    /** Turns the PTE that the task {@linkplain Running#pte is at} over: unmaps it if it is present, else maps it. */
    Code setPte(Task task);

    /** Where that is done which the architecture does when a task leaves its CPU. */
    default Source switchingOut() {
        return SCHEDULE;
    }

    /** Where that is done which the architecture does when a task has come to a CPU. */
    default Source switchingIn() {
        return switchingOut();
    }

    /**
     * Changes the PTE that the task {@linkplain Running#pte is at} by a function of mm/.
     *
     * @param setPteAt generic code's {@code set_pte_at()}, which comes to {@link #setPte}
     */
    default Code change(Task task, Primitive primitive, Code setPteAt) {
        return switch (primitive) {
            case SET_PTE_AT, SET_MEMORY -> setPteAt;
            case PTEP_GET_AND_CLEAR, PTEP_SET_WRPROTECT -> setPte(task);
            case PTEP_MODIFY_PROT -> Code.seq(setPte(task), setPteAt);
        };
    }

    /** Puts a PTE in place of another one, present or not, of which nothing is pending. */
    void place(Execution execution, int pte, boolean present);

    /** What the architecture does when the task leaves its CPU, within that step. */
    default void switchOut(Running k) {
    }

    /** What the architecture does when the task has come to a CPU, within that step. */
    default void switchIn(Running k) {
    }

    /** {@code arch_enter_lazy_mmu_mode()} in an interrupt. */
    Code enter(Interrupt interrupt);

    /** {@code arch_leave_lazy_mmu_mode()} in an interrupt. */
    Code leave(Interrupt interrupt);

    /** Turns the PTE of an interrupt over. */
    Code setPte(Interrupt interrupt);

    /** Whether all updates of a PTE have taken effect for those who use the mapping. */
    boolean done(Context context, int pte);

    /** Loads the translation of a PTE, as the hardware's table walker does; not enabled if there is nothing to load. */
    default void walk(Context context, int pte) {
        context.require(false);
    }
}
