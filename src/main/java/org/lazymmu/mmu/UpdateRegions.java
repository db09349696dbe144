package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.DONE_AFTER_LEAVE;
import static org.lazymmu.mmu.Properties.DONE_AFTER_UPDATE;
import static org.lazymmu.mmu.Properties.MAY_SLEEP;
import static org.lazymmu.mmu.Properties.NOT_IN_INTERRUPT;
import static org.lazymmu.mmu.Properties.USE_AFTER_UPDATE;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * Again and again, each task turns all its PTEs over in a region, a user task under the page table lock, a kernel task as
 * {@code apply_to_page_range()} does it for kernel mappings; each interrupt turns one PTE over.
 *
 * @param plainUpdates user tasks also change one PTE outside every region
 * @param use whether a region uses the mappings it has changed
 * @param sleepingCallback the callback that a kernel task passes to {@code apply_to_page_range()} may sleep
 * @param interruptsEnter an interrupt enters the mode for its update
 */
record UpdateRegions(boolean plainUpdates, Use use, boolean sleepingCallback, boolean interruptsEnter)
        implements
        Scenario {
    /** What a region does with the mappings it has just changed. */
    enum Use {
        /** Nothing. */
        NONE,
        /** It uses them. */
        USE,
        /** It flushes, then uses them. */
        FLUSH_AND_USE,
        /** It flushes the TLB as before pages are freed, then lets them go. */
        GATHER_AND_USE
    }

    private static final String MEMORY = "mm/memory.c";

    @Override
    public Code program(Task task, GenericCode kernel) {
        List<Code> programs = new ArrayList<>();
        if (plainUpdates && !task.isKernel()) {
            programs.add(plainUpdate(task, kernel));
        }
        programs.add(region(task, kernel));
        return Code.forever(Code.choose(programs));
    }

    private static Code plainUpdate(Task task, GenericCode kernel) {
        return Code.function(new Source("wp_page_copy", MEMORY, "v6.15"),
                Code.seq(kernel.lock(task), kernel.backend().setPte(task),
                        task.step("use the mapping",
                                k -> k.check(DONE_AFTER_UPDATE, kernel.backend().done(k.context(), k.pte()),
                                        "an update outside every region has not taken effect")),
                        kernel.unlock(task)));
    }

    private Code region(Task task, GenericCode kernel) {
        List<Code> parts = new ArrayList<>();
        if (!kernel.hasRegions(task)) {
            return withoutRegion(task, kernel);
        }
        parts.add(kernel.lock(task));
        parts.add(kernel.enter(task));
        if (sleepingCallback) {
            parts.add(callback(task));
        }
        List<Code> updates = new ArrayList<>();
        updates.add(kernel.updateAll(task));
        if (use != Use.NONE) {
            updates.addAll(use(task, kernel));
        }
        updates.add(task.local(k -> k.setIndex(0)));
        parts.add(kernel.updatesAndLeave(task, Code.seq(updates)));
        parts.add(task.step("use the mappings", k -> k.check(DONE_AFTER_LEAVE, allDone(k, kernel),
                "after leaving the mode an update of the task has not taken effect")));
        parts.add(kernel.unlock(task));
        return Code.function(new Source("apply_to_pte_range", MEMORY, "v6.15"), Code.seq(parts));
    }

    /** Kernel mappings before 38e0edb15bd0. */
    private static Code withoutRegion(Task task, GenericCode kernel) {
        Code update = Code.seq(kernel.backend().setPte(task),
                task.step("use the mapping", k -> {
                    k.check(DONE_AFTER_UPDATE, kernel.backend().done(k.context(), k.pte()),
                            "an update outside every region has not taken effect");
                    k.setIndex((k.index() + 1) % task.ptes());
                }));
        return Code.function(new Source("apply_to_pte_range", MEMORY, "38e0edb15bd0^"), update);
    }

    private static Code callback(Task task) {
        return task.isKernel()
                ? task.step("might_sleep()",
                        k -> k.check(MAY_SLEEP, k.preemptCount() == 0, "a callback sleeps while preemption is off"))
                : task.step("a callback that does not sleep", k -> {
                });
    }

    private List<Code> use(Task task, GenericCode kernel) {
        Code flush = switch (use) {
            case FLUSH_AND_USE -> task.step("arch_flush_lazy_mmu_mode()", kernel.backend()::flush);
            case GATHER_AND_USE -> task.step("tlb_flush()", kernel.backend()::flushGather);
            case USE, NONE -> task.step("no flush", k -> {
            });
        };
        return List.of(flush, task.step("use the mappings in the region", k -> k.check(USE_AFTER_UPDATE,
                allDone(k, kernel), "a mapping is used in the region before its update has taken effect")));
    }

    private static boolean allDone(Running k, GenericCode kernel) {
        return IntStream.range(0, k.task().ptes())
                .allMatch(i -> kernel.backend().done(k.context(), k.task().pte(i)));
    }

    @Override
    public Code handler(Interrupt interrupt, GenericCode kernel) {
        Backend backend = kernel.backend();
        Code use = interrupt.step("use the mapping, return from the interrupt", c -> {
            interrupt.check(c, DONE_AFTER_UPDATE, backend.done(c, interrupt.pte()),
                    "the update of an interrupt has not taken effect when it is used");
            interrupt.returns(c);
        });
        if (!interruptsEnter) {
            return Code.seq(backend.setPte(interrupt), use);
        }
        Code contract = interrupt.step("about to enter the mode",
                c -> interrupt.check(c, NOT_IN_INTERRUPT, false, "the mode is entered in an interrupt"));
        return Code.seq(contract, backend.enter(interrupt), backend.setPte(interrupt), backend.leave(interrupt), use);
    }
}
