package org.lazymmu.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Model;
import org.lazymmu.explore.Process;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Slot;
import org.lazymmu.explore.Source;
import org.lazymmu.report.Catalogue;
import org.lazymmu.report.Recording;

/**
 * A model with nothing but what there is to show: tasks that take the address of their CPU's batch and write to it later, with
 * or without preemption in between, or wait for each other for ever.
 */
final class TinyModels implements Models {
    static final Property BATCH_CPU = new Property("batch-cpu", "a CPU's batch is touched only from that CPU");

    private record Locals(int preemptCount, int pointer) {
    }

    @Override
    public Catalogue catalogue() {
        return new Catalogue(List.of(new Catalogue.Entry("regions", "each task enters the mode, and leaves it again")),
                List.of(new Catalogue.Backend("tiny", "an architecture that does not exist", List.of(
                        new Catalogue.Entry("b9ef323ea168", "preemption is off from enter to leave"),
                        new Catalogue.Entry("0123456789ab",
                                "tasks lock one another out; as this says so much more, it has to go on on another line")))),
                List.of(new Catalogue.Entry("6606c3e0da53", "the mode itself")),
                List.of(new Catalogue.Entry("ptl", "regions lie inside the page table lock")),
                List.of(new Catalogue.Entry(BATCH_CPU.id(), BATCH_CPU.text())));
    }

    @Override
    public Configuration configure(Map<String, String> settings) throws Failure {
        for (String name : settings.keySet()) {
            if (!Set.of("backend", "cpus").contains(name)) {
                throw Failure.usage("there is no " + name + " in tiny models");
            }
        }
        String backend = settings.getOrDefault("backend", "tiny@b9ef323ea168");
        Choice.check("backend", backend, List.of("tiny@b9ef323ea168", "tiny@b9ef323ea168^", "tiny@0123456789ab"));
        Map<String, String> setup = new TreeMap<>(settings);
        setup.put("backend", backend);
        int cpus = Integer.parseInt(settings.getOrDefault("cpus", "2"));
        Model.Builder builder = Model.builder(backend);
        List<Slot<String>> on = new ArrayList<>();
        List<Process<?>> tasks = new ArrayList<>();
        List<Slot<Boolean>> active = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            active.add(builder.shared("cpu" + cpu + ".active", false));
        }
        for (String name : List.of("user0", "kernel0")) {
            Process<Locals> task = builder.process(name, new Locals(0, -1));
            on.add(task.owned(name + ".on", "off"));
            tasks.add(task);
            start(task, on, active, backend);
        }
        List<Lane> lanes = new ArrayList<>();
        for (int cpu = 0; cpu < cpus; cpu++) {
            String name = "cpu" + cpu;
            lanes.add(new Lane(name, Recording.Kind.CPU, List.of(), now -> occupant(now, name, on, tasks)));
        }
        for (Process<?> task : tasks) {
            lanes.add(new Lane(task.name(), Recording.Kind.TASK, List.of(task), _ -> ""));
        }
        return new Configuration(setup, List.of(BATCH_CPU), builder.build(), lanes);
    }

    private static String occupant(Execution now, String cpu, List<Slot<String>> on, List<Process<?>> tasks) {
        for (int task = 0; task < tasks.size(); task++) {
            if (now.get(on.get(task)).equals(cpu)) {
                return tasks.get(task).name();
            }
        }
        return "";
    }

    private static void start(Process<Locals> task, List<Slot<String>> ons, List<Slot<Boolean>> active,
            String backend) {
        Slot<String> on = ons.getLast();
        boolean off = !backend.endsWith("^");
        Source enter = new Source("arch_enter_lazy_mmu_mode", "arch/tiny/include/asm/tlbflush-hash.h",
                off ? "b9ef323ea168" : "b9ef323ea168^");
        Code program = Code.function(enter, Code.seq(
                Code.step("batch = this_cpu_ptr(&tiny_batch), preemption " + (off ? "off" : "stays on"),
                        c -> c.set(task.locals(), new Locals(off ? 1 : 0, cpu(c.get(on))))),
                Code.step("batch->active = 1", c -> {
                    int pointer = c.get(task.locals()).pointer();
                    c.check(BATCH_CPU, pointer == cpu(c.get(on)),
                            task.name() + " writes to the batch of cpu" + pointer + " from " + c.get(on));
                    c.set(active.get(pointer), true);
                    c.set(task.locals(), new Locals(0, -1));
                })));
        Consumer<Context> stop = c -> c
                .require(!backend.equals("tiny@0123456789ab") || active.stream().noneMatch(c::get));
        task.guard(c -> {
            stop.accept(c);
            c.require(!c.get(on).equals("off"));
        }).program(Code.forever(program));
        List<Code> switches = new ArrayList<>();
        switches.add(Code.step("switch out", c -> {
            stop.accept(c);
            c.require(!c.get(on).equals("off") && c.get(task.locals()).preemptCount() == 0);
            c.set(on, "off");
        }));
        for (int cpu = 0; cpu < active.size(); cpu++) {
            String name = "cpu" + cpu;
            switches.add(Code.step("switch in on " + name, c -> {
                stop.accept(c);
                c.require(c.get(on).equals("off"));
                c.require(ons.stream().noneMatch(other -> c.get(other).equals(name)));
                c.set(on, name);
            }));
        }
        task.anytime(Code.function(new Source("__schedule", "kernel/sched/core.c", "v6.12"), Code.choose(switches)));
    }

    private static int cpu(String name) {
        return Integer.parseInt(name.substring("cpu".length()));
    }
}
