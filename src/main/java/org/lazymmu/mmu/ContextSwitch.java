package org.lazymmu.mmu;

import java.util.ArrayList;
import java.util.List;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;

/**
 * Context switches: a task that may be preempted can leave its CPU at any time, and can go on at any time on any idle one. So
 * migration is leaving one CPU and going on on another.
 */
final class ContextSwitch {
    private final Machine machine;
    private final Backend backend;

    ContextSwitch(Machine machine, Backend backend) {
        this.machine = machine;
        this.backend = backend;
    }

    /** The context switches of a task. */
    Code of(Task task) {
        List<Code> steps = new ArrayList<>();
        if (task.number() < machine.quirks().scheduledTasks()) {
            steps.add(Code.function(backend.switchingOut(), Code.step("switch out", c -> switchOut(task.in(c)))));
            int cpus = Math.min(machine.sizes().cpus(), machine.quirks().scheduledCpus());
            for (int i = 0; i < cpus; i++) {
                int cpu = i;
                steps.add(Code.function(backend.switchingIn(),
                        Code.step("switch in on cpu" + cpu, c -> switchIn(task.in(c), cpu))));
            }
        }
        return Code.choose(steps);
    }

    private void switchOut(Running k) {
        Cpu cpu = k.get(k.task().on());
        k.require(!cpu.isOff());
        k.require(k.isPreemptible());
        machine.requireNoInterrupt(k.context(), cpu.number());
        backend.switchOut(k);
        k.set(k.task().on(), Cpu.OFF);
    }

    private void switchIn(Running k, int cpu) {
        k.require(k.get(k.task().on()).isOff());
        requireIdle(k.context(), cpu);
        machine.requireNoInterrupt(k.context(), cpu);
        k.set(k.task().on(), new Cpu(cpu));
        backend.switchIn(k);
    }

    private void requireIdle(Context context, int cpu) {
        for (Task task : machine.tasks()) {
            context.require(context.get(task.on()).number() != cpu);
        }
    }
}
