package org.lazymmu.mmu;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Model;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Slot;

/**
 * What every model has, whatever the architecture: CPUs, tasks, interrupts, the page table lock, and the numbers of the PTEs.
 *
 * <p>
 * PTEs are numbered through: those of the first task, of the second, and so on, then one for the interrupt of each CPU. Tasks
 * are numbered through as well, those of users first. What an architecture adds, it gets from {@link #perCpu},
 * {@link #perTask}, {@link #ownedPerTask} and {@link #perPte}, so that the machine can tell what is alike.
 */
public final class Machine {
    /** What the slots of a family belong to, one slot each. */
    enum Kind {
        TASK, CPU, PTE
    }

    /** Slots that a renaming exchanges. */
    record Family(Kind kind, List<? extends Slot<?>> slots) {
    }

    private final Model.Builder model;
    private final Sizes sizes;
    private final Set<Property> checks;
    private final boolean sleepingLocks;
    private final boolean walker;
    private final PeerQuirks quirks;
    private final List<Family> families = new ArrayList<>();
    private final List<Task> tasks;
    private final List<Interrupt> interrupts;
    private final Slot<Lock> pageTableLock;
    private final Slot<Lock> otherPageTableLock;
    private final List<Slot<LazyMmuState>> lazyMmuStates;
    private final Tlb tlb;
    private final List<Slot<Boolean>> freePages;
    private List<Slot<Boolean>> interruptsOff = List.of();

    Machine(Model.Builder model, Setup setup) {
        this.model = model;
        this.sizes = setup.sizes();
        this.checks = setup.checks();
        this.sleepingLocks = setup.sleepingLocks();
        this.walker = setup.walker();
        this.quirks = setup.quirks();
        this.tasks = IntStream.range(0, sizes.tasks()).mapToObj(this::task).toList();
        this.interrupts = IntStream.range(0, setup.interrupts() ? sizes.cpus() : 0).mapToObj(this::interrupt).toList();
        this.pageTableLock = model.shared("ptl", Lock.FREE);
        families.add(new Family(Kind.TASK, tasks.stream().map(task -> task.process().locals()).toList()));
        families.add(new Family(Kind.TASK, tasks.stream().map(Task::on).toList()));
        if (!interrupts.isEmpty()) {
            families.add(new Family(Kind.CPU, interrupts.stream().map(irq -> irq.process().locals()).toList()));
            families.add(new Family(Kind.CPU, interrupts.stream().map(Interrupt::active).toList()));
        }
        this.otherPageTableLock = setup.scenario().movesBetweenTables()
                ? model.shared("ptl of the other table", Lock.FREE)
                : pageTableLock;
        this.lazyMmuStates = setup.generic().era() == Era.COUNTED
                ? ownedPerTask("lazy_mmu_state", LazyMmuState.START)
                : List.of();
        this.tlb = new Tlb(setup.scenario().flushesTlb() ? perPte("tlb of ", false) : List.of());
        this.freePages = setup.scenario().freesPages() ? perPte("free page of ", false) : List.of();
    }

    private Task task(int number) {
        boolean kernel = number >= sizes.users();
        String name = kernel ? "kernel" + (number - sizes.users()) : "user" + number;
        return new Task(this, number, kernel, model.process(name, Registers.START));
    }

    private Interrupt interrupt(int cpu) {
        return new Interrupt(this, cpu, model.process("irq" + cpu, Interrupt.Handler.START));
    }

    /** New slots, one for each CPU; any code may write them. */
    public <V> List<Slot<V>> perCpu(String what, V initial) {
        return family(Kind.CPU, IntStream.range(0, sizes.cpus())
                .mapToObj(cpu -> model.shared("cpu" + cpu + "." + what, initial)).toList());
    }

    /** New slots, one for each task, that an interrupt may write too. */
    public <V> List<Slot<V>> perTask(String what, V initial) {
        return family(Kind.TASK,
                tasks.stream().map(task -> model.shared(task.process().name() + "." + what, initial)).toList());
    }

    /** New slots, one for each task, that the task alone writes. */
    public <V> List<Slot<V>> ownedPerTask(String what, V initial) {
        return family(Kind.TASK, tasks.stream()
                .map(task -> task.process().owned(task.process().name() + "." + what, initial)).toList());
    }

    /** New slots, one for each PTE. */
    public <V> List<Slot<V>> perPte(V initial) {
        return perPte("", initial);
    }

    /** New slots, one for each PTE, named for what they hold of it. */
    <V> List<Slot<V>> perPte(String what, V initial) {
        return family(Kind.PTE,
                IntStream.range(0, ptes()).mapToObj(pte -> model.shared(what + pteName(pte), initial)).toList());
    }

    private <V> List<Slot<V>> family(Kind kind, List<Slot<V>> slots) {
        families.add(new Family(kind, slots));
        return slots;
    }

    /** What a PTE is called. */
    String pteName(int pte) {
        int task = taskOf(pte);
        return task == Names.NONE
                ? "irq" + (pte - sizes.tasks() * sizes.ptesPerTask()) + ".pte"
                : tasks.get(task).process().name() + ".pte" + pte % sizes.ptesPerTask();
    }

    /** How many PTEs there are. */
    public int ptes() {
        return sizes.tasks() * sizes.ptesPerTask() + interrupts.size();
    }

    /** The task that a PTE belongs to, or {@link Names#NONE} for that of an interrupt. */
    public int taskOf(int pte) {
        int task = pte / sizes.ptesPerTask();
        return pte < 0 || task >= sizes.tasks() ? Names.NONE : task;
    }

    /** What an empty entry of a batch holds, in place of the number of a PTE. */
    int emptyEntry() {
        return quirks.emptyEntryIsPteZero() ? 0 : Names.NONE;
    }

    /** Breaks a property unless it holds, if the model is held against it at all. */
    void check(Context context, Property property, boolean holds, String message) {
        if (checks.contains(property)) {
            context.check(property, holds, message);
        }
    }

    /** Says that code switches interrupts off, so that the machine has to remember where. */
    public void switchesInterruptsOff() {
        if (!interrupts.isEmpty() && interruptsOff.isEmpty()) {
            interruptsOff = perCpu("interrupts_off", false);
        }
    }

    void interruptsOff(Context context, int cpu, boolean off) {
        if (!interruptsOff.isEmpty()) {
            context.set(interruptsOff.get(cpu), off);
        }
    }

    /** Lets an interrupt wait until it is let in on its CPU. */
    void requireInterruptsOn(Context context, int cpu) {
        context.require(interruptsOff.isEmpty() || !context.get(interruptsOff.get(cpu)));
    }

    /** Lets a step wait until no interrupt is handled on a CPU. */
    void requireNoInterrupt(Context context, int cpu) {
        if (!interrupts.isEmpty()) {
            context.requireNotSuspendedBy(interrupts.get(cpu).active());
        }
    }

    public Sizes sizes() {
        return sizes;
    }

    PeerQuirks quirks() {
        return quirks;
    }

    /** Whether the page table lock is one that sleeps, as with PREEMPT_RT. */
    boolean sleepingLocks() {
        return sleepingLocks;
    }

    /** Whether translations are loaded by a table walker, one by one; else every present PTE is cached at once. */
    boolean walker() {
        return walker;
    }

    public List<Task> tasks() {
        return tasks;
    }

    /** One for each CPU, or none at all. */
    public List<Interrupt> interrupts() {
        return interrupts;
    }

    Slot<Lock> pageTableLock() {
        return pageTableLock;
    }

    /** The page table lock of a second table, if the scenario changes two at once. */
    Slot<Lock> otherPageTableLock() {
        return otherPageTableLock;
    }

    /** Says that the hooks of an architecture look at what the counted layer knows. */
    public void requireCounted(String name) {
        if (lazyMmuStates.isEmpty()) {
            throw new IllegalArgumentException("these hooks of " + name + " need the counted layer of v7.0");
        }
    }

    /** What the counted layer knows of each task; empty in a model without it. */
    List<Slot<LazyMmuState>> lazyMmuStates() {
        return lazyMmuStates;
    }

    Tlb tlb() {
        return tlb;
    }

    /** For each PTE, whether the page that it has mapped is free. */
    List<Slot<Boolean>> freePages() {
        return freePages;
    }

    List<Family> families() {
        return families;
    }
}
