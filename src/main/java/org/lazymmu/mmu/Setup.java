package org.lazymmu.mmu;

import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Model;
import org.lazymmu.explore.Property;

/**
 * All that selects a model.
 *
 * @param variant the architecture's hooks
 * @param generic the generic code
 * @param scenario what tasks and interrupts do
 * @param sizes how large the machine is
 * @param interrupts whether there are interrupts
 * @param sleepingLocks whether the page table lock sleeps instead of switching preemption off, as with PREEMPT_RT
 * @param walker whether a table walker loads translations one by one; else every present PTE is cached at once, which is the
 * worst that it can do
 * @param checks what the model is held against
 * @param quirks peculiarities of the model's peer to be shared
 */
public record Setup(Variant variant, GenericCode.Version generic, Scenario scenario, Sizes sizes, boolean interrupts,
        boolean sleepingLocks, boolean walker, Set<Property> checks, PeerQuirks quirks) {
    public Setup {
        checks = Set.copyOf(checks);
    }

    /** The same, held against other properties. */
    Setup against(Set<Property> properties) {
        return new Setup(variant, generic, scenario, sizes, interrupts, sleepingLocks, walker, properties, quirks);
    }

    /** The same with other hooks. */
    public Setup with(Variant hooks) {
        return new Setup(hooks, generic, scenario, sizes, interrupts, sleepingLocks, walker, checks, quirks);
    }

    /** Builds the model. */
    public Model model() {
        Model.Builder builder = Model.builder(variant.name());
        Machine machine = new Machine(builder, this);
        Backend backend = variant.on(machine);
        GenericCode kernel = new GenericCode(generic, backend);
        for (Task task : machine.tasks()) {
            task.start(scenario.program(task, kernel), backend);
        }
        for (Interrupt interrupt : machine.interrupts()) {
            interrupt.start(scenario.handler(interrupt, kernel));
        }
        if (walker) {
            builder.process("walker", Walker.IDLE).program(walk(machine, backend));
        }
        return builder.symmetry(new Renamings(machine, scenario).all()).build();
    }

    /** The locals of the table walker: it has none. */
    private enum Walker {
        IDLE
    }

    private Code walk(Machine machine, Backend backend) {
        List<Code> loads = IntStream.range(0, Math.min(machine.ptes(), quirks.walkedPtes()))
                .mapToObj(pte -> Code.step("load the translation of " + machine.pteName(pte),
                        c -> backend.walk(c, pte)))
                .toList();
        return Code.forever(Code.choose(loads));
    }
}
