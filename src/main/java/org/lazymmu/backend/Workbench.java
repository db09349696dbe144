package org.lazymmu.backend;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lazymmu.explore.Slot;
import org.lazymmu.mmu.Hypercalls;
import org.lazymmu.mmu.Machine;
import org.lazymmu.mmu.Names;
import org.lazymmu.mmu.PageTable;
import org.lazymmu.mmu.Properties;

/** What code of the tree works on in a model: variables of CPUs, flags and fields of tasks, a hypervisor's queue, page tables. */
final class Workbench {
    private static final Pattern ELEMENT = Pattern.compile("(\\w+)(?:%\\d+)?\\.(\\w+)\\[(\\d+)\\].*");

    private final Machine machine;
    private final TreeHooks hooks;
    private final PageTable pages;
    private final Map<String, List<Slot<Cells>>> perCpu = new TreeMap<>();
    private final List<Slot<Cells>> tasks;
    private final List<Slot<Hypercalls>> queues;

    /** @param taken tests and how they are answered */
    Workbench(Machine machine, TreeHooks hooks, Map<String, Boolean> taken) {
        this.machine = machine;
        this.hooks = hooks;
        machine.switchesInterruptsOff();
        this.pages = new PageTable(machine, hooks.environment().needs(taken));
        for (String variable : hooks.variables()) {
            perCpu.put(variable, machine.perCpu(variable, Cells.ZERO));
        }
        this.tasks = machine.interrupts().isEmpty() ? machine.ownedPerTask("task", Cells.ZERO)
                : machine.perTask("task", Cells.ZERO);
        this.queues = hooks.environment().hasQueue() ? machine.perCpu("queue", Hypercalls.NONE) : List.of();
    }

    Machine machine() {
        return machine;
    }

    PageTable pages() {
        return pages;
    }

    /** A place in a slot. */
    private record Spot(Slot<Cells> slot, String path) {
    }

    /** Where a cell is; a cell of a CPU's variable that names no CPU is that of the one it is used on. */
    private Spot spot(String cell, Actor by) {
        if (cell.startsWith(Flags.PREFIX)) {
            return new Spot(tasks.get(by.task()), cell);
        }
        int end = 0;
        while (end < cell.length() && ".[".indexOf(cell.charAt(end)) < 0) {
            end++;
        }
        String root = cell.substring(0, end);
        String path = cell.substring(end);
        if (root.equals(Storage.TASK)) {
            return new Spot(tasks.get(by.task()), path);
        }
        int mark = root.indexOf('%');
        int cpu = mark < 0 ? by.cpu() : Integer.parseInt(root.substring(mark + 1));
        by.check(Properties.BATCH_CPU, cpu == by.cpu(), "the data are those of another CPU");
        List<Slot<Cells>> slots = perCpu.get(mark < 0 ? root : root.substring(0, mark));
        if (slots == null) {
            throw new IllegalStateException("no variable " + root);
        }
        return new Spot(slots.get(cpu), path);
    }

    Datum read(String cell, Actor by) {
        if (isNobodys(cell, by)) {
            return Datum.ZERO;
        }
        if (Storage.isPte(cell)) {
            int pte = pte(cell);
            return Identity.value(pte, pages.isPresent(by.context(), pte));
        }
        Spot spot = spot(cell, by);
        return by.context().get(spot.slot()).get(spot.path());
    }

    /** What an interrupt sees of a task when it has interrupted none. */
    private static boolean isNobodys(String cell, Actor by) {
        return by.task() == Names.NONE && (cell.startsWith(Flags.PREFIX) || cell.startsWith(Storage.TASK + "."));
    }

    private static int pte(String cell) {
        return Identity.of(new Datum.Pointer(cell)).first();
    }

    /** Changes a cell of state or a PTE; what it held before. */
    Datum change(String cell, UnaryOperator<Datum> change, Actor by) {
        Datum old = read(cell, by);
        if (isNobodys(cell, by)) {
            return old;
        }
        Datum value = change.apply(old);
        if (Storage.isPte(cell)) {
            int pte = pte(cell);
            pages.store(by.context(), by.cpu(), pte, isPresent(value, pte, by));
            return old;
        }
        checkOneMm(cell, value, by);
        checkRoom(cell, by);
        Spot spot = spot(cell, by);
        by.context().set(spot.slot(), by.context().get(spot.slot()).with(spot.path(), value));
        return old;
    }

    /** Whether a PTE that is given a value maps something; what is not known is what the kernel wants. */
    private boolean isPresent(Datum value, int pte, Actor by) {
        return Identity.isMapping(value) || !Identity.isNothing(value) && pages.isWanted(by.context(), pte);
    }

    /** Stores an unknown value in a PTE, as an assembler statement does. */
    void store(String cell, Actor by) {
        int pte = pte(cell);
        pages.store(by.context(), by.cpu(), pte, pages.isWanted(by.context(), pte));
    }

    private void checkRoom(String cell, Actor by) {
        Matcher element = ELEMENT.matcher(cell);
        if (element.matches()) {
            OptionalLong room = hooks.elements(element.group(1), element.group(2), machine.sizes().batchSlots());
            by.check(Properties.KERNEL_BUG, room.isEmpty() || Long.parseLong(element.group(3)) < room.getAsLong(),
                    "a write behind the end of " + element.group(1) + "." + element.group(2));
        }
    }

    private void checkOneMm(String cell, Datum value, Actor by) {
        for (int pte : Identity.of(value)) {
            for (int other : waiting(cell, by)) {
                by.check(Properties.BATCH_ONE_MM, machine.taskOf(other) == machine.taskOf(pte),
                        "the batch holds updates of another task");
            }
        }
    }

    /** The PTEs of which something waits in the variable that a cell is part of. */
    private Set<Integer> waiting(String cell, Actor by) {
        Set<Integer> waiting = new TreeSet<>();
        by.context().get(spot(cell, by).slot()).parts().values().forEach(value -> waiting.addAll(Identity.of(value)));
        waiting.removeIf(pte -> pages.done(by.context(), pte));
        return waiting;
    }

    /** The hypervisor is told of a write that can wait. */
    void queue(int pte, boolean present, Actor by) {
        Slot<Hypercalls> slot = queues.get(by.cpu());
        if (by.context().get(slot).calls().size() == machine.sizes().batchSlots()) {
            issue(by);
        }
        for (Hypercalls.Call call : by.context().get(slot).calls()) {
            by.check(Properties.BATCH_ONE_MM, machine.taskOf(call.pte()) == machine.taskOf(pte),
                    "the queue holds updates of another task");
        }
        by.context().set(slot, by.context().get(slot).with(Hypercalls.Call.update(pte, present)));
    }

    /** The hypervisor is told to flush the TLB for a task, after what waits already. */
    void queueFlush(int task, Actor by) {
        Slot<Hypercalls> slot = queues.get(by.cpu());
        Hypercalls.Call flush = Hypercalls.Call.flushTlb(machine.tasks().get(task));
        by.context().set(slot, by.context().get(slot).with(flush));
    }

    /** The hypervisor does what waits in this CPU's queue. */
    void issue(Actor by) {
        Slot<Hypercalls> slot = queues.get(by.cpu());
        for (Hypercalls.Call call : by.context().get(slot).calls()) {
            if (call.flushTlb()) {
                pages.flushTlb(by.context(), machine.tasks().get(machine.taskOf(call.pte())));
            } else {
                pages.store(by.context(), by.cpu(), call.pte(), call.present());
            }
        }
        by.context().set(slot, Hypercalls.NONE);
    }

    /** What is cached of a PTE is invalidated; nothing waits for that any more. */
    void invalidate(int pte, Actor by) {
        pages.invalidate(by.context(), pte);
        perCpu.values().forEach(slots -> {
            Slot<Cells> slot = slots.get(by.cpu());
            Cells now = by.context().get(slot);
            Cells without = now.without(pte);
            if (!without.equals(now)) {
                by.context().set(slot, without);
            }
        });
    }

    /** The PTEs in the first elements of an array. */
    Set<Integer> elements(String array, long count, Actor by) {
        Set<Integer> ptes = new TreeSet<>();
        int bracket = array.lastIndexOf('[');
        String base = bracket < 0 ? array : array.substring(0, bracket);
        for (long i = 0; i < count; i++) {
            ptes.addAll(Identity.of(read(base + "[" + i + "]", by)));
        }
        return ptes;
    }
}
