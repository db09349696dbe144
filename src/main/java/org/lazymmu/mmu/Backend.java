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

    /** {@code arch_enter_lazy_mmu_mode_with_ptes()}: tells which of the task's PTEs are going to be changed; few can use it. */
    default Code enter(Task task, PteRange hint) {
        return enter(task);
    }

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

    /** What {@code set_ptes()} is: the generic one, if the architecture has none of its own. */
    default Source setPtes() {
        return new Source("set_ptes", "include/linux/pgtable.h", "bcc6cc832573");
    }

    /** Whether the hooks look at the counts of the counted layer, so that the mode must be entered through that. */
    default boolean isCounted() {
        return false;
    }

    /** Whether the architecture has a {@code set_ptes()} of its own that enters and leaves the mode. */
    default boolean setPtesEnters() {
        return false;
    }

    /**
     * {@code ptep_get_and_clear()} or {@code ptep_set_wrprotect()} of the PTE that the task is at, which is present: it reads
     * and writes the PTE in one access, so it may have to do so at once where {@link #setPte} may be deferred.
     */
    default Code clear(Task task) {
        return setPte(task);
    }

    /**
     * {@code ptep_modify_prot_start()} and {@code ptep_modify_prot_commit()} of the PTE that the task is at.
     *
     * @param grant whether a right is given, to a PTE that lacks it; else it is taken away from one that has it
     */
    default Code modifyProt(Task task, boolean grant) {
        Code start = grant ? task.step("ptep_modify_prot_start(): nothing to take away", k -> {
        }) : clear(task);
        Code commit = grant ? setPte(task) : task.step("ptep_modify_prot_commit(): nothing to give", k -> {
        });
        return Code.seq(start, commit);
    }

    /** {@code tlb_flush()} of an {@code mmu_gather}, within a step: pages that were unmapped are free after it. */
    default void flushGather(Running k) {
        flush(k);
    }

    /** {@code flush_tlb_range()} of all PTEs of the task, within a step, where generic code has to flush at all. */
    default void flushTlb(Running k) {
    }

    /**
     * Changes the PTE that the task {@linkplain Running#pte is at} by a function of mm/.
     *
     * @param setPteAt generic code's {@code set_pte_at()}, which comes to {@link #setPte}
     */
    default Code change(Task task, Primitive primitive, Code setPteAt) {
        return switch (primitive) {
            case SET_PTE_AT, SET_MEMORY -> setPteAt;
            case PTEP_GET_AND_CLEAR, PTEP_SET_WRPROTECT -> clear(task);
            case PTEP_MODIFY_PROT -> Code.seq(clear(task), setPteAt);
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

    /** Whether a PTE is present as the kernel has last written it, whether or not that has taken effect. */
    boolean written(Context context, int pte);

    /** Whether a PTE is present as {@code ptep_get()} reads it. */
    boolean read(Context context, int pte);

    /** Whether a PTE is present as a plain {@code *ptep} reads it. */
    default boolean readRaw(Context context, int pte) {
        return read(context, pte);
    }

    /** Whether somebody can still get at what a PTE maps or has mapped. */
    boolean reachable(Context context, int pte);

    /** Loads the translation of a PTE, as the hardware's table walker does; not enabled if there is nothing to load. */
    default void walk(Context context, int pte) {
        context.require(false);
    }
}
