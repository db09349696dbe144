package org.lazymmu.mmu;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Slot;
import org.lazymmu.explore.Source;

/**
 * A task goes through one page table after the other, as a {@link CostWorkload} does.
 *
 * @param todo pages of the page table that is next, 0 if there is none yet
 * @param table the most pages of a page table; if the workload copies, the PTEs of the copy are this many numbers higher
 */
record CostProgram(CostWorkload workload, CostMode mode, Slot<Integer> todo, int table) implements Scenario {
    @Override
    public Code program(Task task, GenericCode kernel) {
        Backend backend = kernel.backend();
        Slot<Integer> end = task.process().owned(task.process().name() + ".end", 0);
        List<Code> parts = new ArrayList<>();
        parts.add(task.step("the next page table", k -> {
            k.require(k.get(todo) > 0);
            k.set(end, k.get(todo));
            k.set(todo, 0);
            k.setIndex(0);
        }));
        parts.add(kernel.lock(task));
        if (mode != CostMode.WITHOUT) {
            parts.add(workload.tellsPtes() ? backend.enter(task, new PteRange(0, table)) : backend.enter(task));
        }
        parts.add(task.loop(k -> k.index() < k.get(end), page(task, backend)));
        if (mode != CostMode.WITHOUT) {
            parts.add(backend.leave(task));
        }
        parts.add(task.step("use the mappings", k -> k.check(Properties.DONE_AFTER_LEAVE,
                IntStream.range(0, task.ptes()).allMatch(i -> backend.done(k.context(), task.pte(i))),
                "after leaving the mode an update of the task has not taken effect")));
        parts.add(kernel.unlock(task));
        return Code.forever(Code.function(workload.source(), Code.seq(parts)));
    }

    private Code page(Task task, Backend backend) {
        Code setPteAt = setPteAt(task, backend);
        List<Code> parts = new ArrayList<>();
        parts.add(backend.change(task, workload.primitive(), setPteAt));
        if (workload.copies()) {
            parts.add(task.local(k -> k.setIndex(k.index() + table)));
            parts.add(backend.change(task, Primitive.SET_PTE_AT, setPteAt));
            parts.add(task.local(k -> k.setIndex(k.index() - table)));
        }
        parts.add(task.local(k -> {
            k.context().count(Counters.CHANGES, workload.copies() ? 2 : 1);
            k.setIndex(k.index() + 1);
        }));
        return Code.seq(parts);
    }

    private Code setPteAt(Task task, Backend backend) {
        Code store = backend.setPte(task);
        return mode == CostMode.NESTED
                ? Code.function(new Source("set_ptes", "include/linux/pgtable.h", "bcc6cc832573"),
                        Code.seq(backend.enter(task), store, backend.leave(task)))
                : store;
    }

    @Override
    public Code handler(Interrupt interrupt, GenericCode kernel) {
        return interrupt.step("return", interrupt::returns);
    }
}
