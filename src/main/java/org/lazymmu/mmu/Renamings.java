package org.lazymmu.mmu;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.lazymmu.explore.Process;
import org.lazymmu.explore.Renaming;
import org.lazymmu.explore.Slot;

/** What is alike on a machine: tasks of one kind, and CPUs. PTEs go with their tasks, interrupts with their CPUs. */
final class Renamings {
    /** So many exchanges are looked at for each state that more of them cost more than they save. */
    private static final int MOST = 1000;

    private final Machine machine;
    private final Scenario scenario;

    Renamings(Machine machine, Scenario scenario) {
        this.machine = machine;
        this.scenario = scenario;
    }

    /** All exchanges of what is alike, without the one that exchanges nothing; none if they are too many. */
    List<Renaming> all() {
        PeerQuirks quirks = machine.quirks();
        if (machine.walker() && machine.ptes() > quirks.walkedPtes()) {
            return List.of();
        }
        List<int[]> tasks = permutations(machine.sizes().tasks(), this::kind);
        List<int[]> cpus = permutations(machine.sizes().cpus(),
                cpu -> cpu < quirks.scheduledCpus() ? Names.NONE : cpu);
        List<Renaming> renamings = new ArrayList<>();
        if ((long) tasks.size() * cpus.size() <= MOST) {
            tasks.forEach(task -> cpus.forEach(cpu -> renamings.add(renaming(task, cpu))));
            renamings.removeFirst();
        }
        return renamings;
    }

    /** The first task that a task is like. */
    private int kind(int task) {
        if (!isExchangeable(task)) {
            return task;
        }
        return IntStream.rangeClosed(0, task).filter(this::isExchangeable)
                .filter(other -> scenario.alike(machine.tasks().get(other), machine.tasks().get(task))).findFirst()
                .orElseThrow();
    }

    private boolean isExchangeable(int task) {
        PeerQuirks quirks = machine.quirks();
        return task < quirks.scheduledTasks() && !(quirks.fourthTaskIsCurrent() && task == 3)
                && !(quirks.emptyEntryIsPteZero() && task == 0);
    }

    /** All permutations that keep the kind of everything, the one that moves nothing first; up to more than {@link #MOST}. */
    private static List<int[]> permutations(int size, IntUnaryOperator kind) {
        List<int[]> permutations = new ArrayList<>();
        extend(new int[size], 0, kind, permutations);
        return permutations;
    }

    private static void extend(int[] images, int from, IntUnaryOperator kind, List<int[]> into) {
        if (from == images.length) {
            into.add(images.clone());
            return;
        }
        for (int to = 0; to < images.length && into.size() <= MOST; to++) {
            int image = to;
            boolean free = IntStream.range(0, from).noneMatch(i -> images[i] == image);
            if (free && kind.applyAsInt(to) == kind.applyAsInt(from)) {
                images[from] = to;
                extend(images, from + 1, kind, into);
            }
        }
    }

    private Renaming renaming(int[] tasks, int[] cpus) {
        int ptesPerTask = machine.sizes().ptesPerTask();
        int ofTasks = tasks.length * ptesPerTask;
        int[] ptes = IntStream.range(0, machine.ptes()).map(pte -> pte < ofTasks
                ? tasks[pte / ptesPerTask] * ptesPerTask + pte % ptesPerTask
                : ofTasks + cpus[pte - ofTasks]).toArray();
        Map<Slot<?>, Slot<?>> slots = new HashMap<>();
        for (Machine.Family family : machine.families()) {
            int[] images = switch (family.kind()) {
                case TASK -> tasks;
                case CPU -> cpus;
                case PTE -> ptes;
            };
            List<? extends Slot<?>> members = family.slots();
            for (int i = 0; i < members.size(); i++) {
                slots.put(members.get(i), members.get(images[i]));
            }
        }
        Map<Process<?>, Process<?>> processes = new HashMap<>();
        for (Task task : machine.tasks()) {
            processes.put(task.process(), machine.tasks().get(tasks[task.number()]).process());
        }
        for (Interrupt interrupt : machine.interrupts()) {
            processes.put(interrupt.process(), machine.interrupts().get(cpus[interrupt.cpu()]).process());
        }
        return new Exchange(slots, processes, new Names(tasks, cpus, ptes));
    }

    /** What is in neither map stays where it is. */
    private record Exchange(Map<Slot<?>, Slot<?>> slots, Map<Process<?>, Process<?>> processes,
            Names names) implements Renaming {
        @Override
        public Slot<?> slot(Slot<?> slot) {
            return Objects.requireNonNullElse(slots.get(slot), slot);
        }

        @Override
        public Process<?> process(Process<?> process) {
            return Objects.requireNonNullElse(processes.get(process), process);
        }

        @Override
        public Object value(Slot<?> slot, Object value) {
            return names.in(value);
        }
    }
}
