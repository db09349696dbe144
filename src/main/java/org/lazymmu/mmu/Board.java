package org.lazymmu.mmu;

import java.util.ArrayList;
import java.util.List;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Model;
import org.lazymmu.explore.Process;
import org.lazymmu.explore.Slot;

/** Who is who in a model of this package, and where everybody is: what one needs to draw it. */
public final class Board {
    private final List<Process<?>> tasks = new ArrayList<>();
    private final List<Process<?>> interrupts = new ArrayList<>();
    /** Where each task runs. */
    private final List<Slot<?>> on = new ArrayList<>();

    public Board(Model model) {
        for (Process<?> process : model.processes()) {
            if (process.locals().initial() instanceof Registers) {
                tasks.add(process);
            } else if (process.locals().initial() instanceof Interrupt.Handler) {
                interrupts.add(process);
            }
        }
        for (Slot<?> slot : model.slots()) {
            if (slot.initial() instanceof Cpu) {
                on.add(slot);
            }
        }
    }

    /** The tasks, users first. */
    public List<Process<?>> tasks() {
        return List.copyOf(tasks);
    }

    /** The interrupts, one for each CPU, or none at all. */
    public List<Process<?>> interrupts() {
        return List.copyOf(interrupts);
    }

    /** The name of the task that is on a CPU, or nothing. */
    public String occupant(Execution now, int cpu) {
        for (int task = 0; task < tasks.size(); task++) {
            if (now.get(on.get(task)) instanceof Cpu where && where.number() == cpu) {
                return tasks.get(task).name();
            }
        }
        return "";
    }
}
