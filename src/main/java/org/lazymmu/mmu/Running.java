package org.lazymmu.mmu;

import org.lazymmu.explore.Context;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Slot;

/** A task in the middle of one step: the state as its code sees it, and what it can do to it. */
public final class Running {
    private final Machine machine;
    private final Task task;
    private final Context context;

    Running(Machine machine, Task task, Context context) {
        this.machine = machine;
        this.task = task;
        this.context = context;
    }

    public Context context() {
        return context;
    }

    public Task task() {
        return task;
    }

    public <V> V get(Slot<V> slot) {
        return context.get(slot);
    }

    public <V> void set(Slot<V> slot, V value) {
        context.set(slot, value);
    }

    void require(boolean enabled) {
        context.require(enabled);
    }

    boolean branch(String name, boolean taken) {
        return context.branch(name, taken);
    }

    public void check(Property property, boolean holds, String message) {
        machine.check(context, property, holds, message);
    }

    /** The kernel's {@code BUG_ON()}. */
    public void bugOn(boolean bug, String message) {
        check(Properties.KERNEL_BUG, !bug, message);
    }

    /** The kernel's {@code WARN_ON()}, or {@code VM_WARN_ON()}. */
    public void warnOn(boolean warning, String message) {
        check(Properties.KERNEL_WARN, !warning, message);
    }

    /** What the counted layer knows of the task. */
    LazyMmuState lazyMmuState() {
        return get(machine.lazyMmuStates().get(task.number()));
    }

    void set(LazyMmuState state) {
        set(machine.lazyMmuStates().get(task.number()), state);
    }

    /** {@code in_interrupt()} in a task: it is true also where the task has merely switched bottom halves off. */
    boolean inInterrupt() {
        return lazyMmuState().bottomHalvesOff();
    }

    /** Whether the page that a PTE has mapped is free. */
    Slot<Boolean> freePage(int pte) {
        return machine.freePages().get(pte);
    }

    /** The lock of a second page table. */
    Slot<Lock> otherPageTableLock() {
        return machine.otherPageTableLock();
    }

    private Registers registers() {
        return context.get(task.process().locals());
    }

    private void registers(Registers changed) {
        context.set(task.process().locals(), changed);
    }

    /** {@code smp_processor_id()}; the task is on a CPU. */
    public int cpu() {
        return context.get(task.on()).number();
    }

    public int preemptCount() {
        return registers().preemptCount();
    }

    public void preemptDisable() {
        if (preemptCount() == 0) {
            context.count(Counters.PREEMPTION_OFF, 1);
        }
        registers(registers().withPreemptCount(preemptCount() + 1));
    }

    public void preemptEnable() {
        registers(registers().withPreemptCount(preemptCount() - 1));
    }

    /** Whether it could leave its CPU now: the kernel's {@code preemptible()}. */
    public boolean isPreemptible() {
        return preemptCount() == 0 && registers().interruptsOff() == 0;
    }

    public boolean areInterruptsOff() {
        return registers().interruptsOff() > 0;
    }

    /** {@code local_irq_disable()}, or its opposite: nothing interrupts the task on its CPU, and nothing preempts it. */
    public void interruptsOff(int change) {
        int times = registers().interruptsOff() + change;
        registers(registers().withInterruptsOff(times));
        machine.interruptsOff(context, cpu(), times > 0);
    }

    /** How far the task has come in code of its backend. */
    public Named hook() {
        return registers().hook();
    }

    public void setHook(Named place) {
        registers(registers().withHook(place));
    }

    /** {@code is_lazy_mmu_mode_active()} of the counted layer. */
    public boolean isModeActive() {
        return LazyMode.isActive(this);
    }

    /** Takes the address of this CPU's data, as {@code this_cpu_ptr()} does; it stays what it is when the task migrates. */
    void takePointer() {
        registers(registers().withPointer(cpu()));
    }

    /** The CPU to which the data behind the pointer belong. */
    int pointer() {
        return registers().pointer();
    }

    /** Forgets the pointer, which is not used any more. */
    void dropPointer() {
        registers(registers().withPointer(Names.NONE));
    }

    /** The entry of a batch that was read off it earlier. */
    public int entry() {
        return registers().entry();
    }

    public void setEntry(int entry) {
        registers(registers().withEntry(entry));
    }

    /** Which of its PTEs the task is at. */
    int index() {
        return registers().index();
    }

    void setIndex(int index) {
        registers(registers().withIndex(index));
    }

    /** The number of the PTE that the task is at. */
    public int pte() {
        return task.pte(index());
    }

    /** How many regions the task is in. */
    public int depth() {
        return registers().depth();
    }

    void setDepth(int depth) {
        registers(registers().withDepth(depth));
    }

    /** The task is about to enter the mode: the contract, where it forbids nesting. */
    public void checkNotNested() {
        check(Properties.NEVER_NESTED, depth() == 0, "the mode is entered inside a region");
    }

    /** From here on the task is in one more region. */
    public void regionBegins() {
        context.count(Counters.ENTERS, 1);
        setDepth(depth() + 1);
    }

    /** From here on the task is in one region less. */
    public void regionEnds() {
        context.count(Counters.LEAVES, 1);
        setDepth(depth() - 1);
    }

    /** {@code spin_lock(ptl)}. */
    void lockPageTable() {
        lock(machine.pageTableLock());
    }

    /** Takes a page table lock. */
    void lock(Slot<Lock> pageTableLock) {
        require(get(pageTableLock).equals(Lock.FREE));
        set(pageTableLock, new Lock(task.number()));
        if (!machine.sleepingLocks()) {
            preemptDisable();
        }
    }

    /** {@code spin_unlock(ptl)}. */
    void unlockPageTable() {
        unlock(machine.pageTableLock());
    }

    /** Releases a page table lock. */
    void unlock(Slot<Lock> pageTableLock) {
        set(pageTableLock, Lock.FREE);
        if (!machine.sleepingLocks()) {
            preemptEnable();
        }
    }
}
