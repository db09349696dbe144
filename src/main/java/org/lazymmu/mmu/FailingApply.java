package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.DONE_AFTER_LEAVE;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * apply_to_page_range() that fails: there is no page table, or the callback fails on the last PTE. The callers go on, use what has been
 * mapped, and may sleep. Meant for kernel mappings, which have no lock that an error path could forget as well.
 *
 * @param exit which way out it takes
 */
record FailingApply(Exit exit) implements GenericUser {
    /** The way out of the function. */
    enum Exit {
        /** As in the kernel: the callback fails, and the mode is left all the same. */
        LEAVES,
        /** The callback fails, and the function returns at once. */
        RETURNS,
        /** There is no page table, and the label for errors stands before the leave. */
        LEAVES_WITHOUT_ENTER
    }

    @Override
    public Code program(Task task, GenericCode kernel) {
        Code call = Code.seq(Code.function(new Source("apply_to_pte_range", "mm/memory.c", TREE), switch (exit) {
            case LEAVES -> Code.seq(failingRegion(task, kernel), kernel.mode().disable(task), GenericUser.unlock(task));
            case RETURNS -> Code.seq(failingRegion(task, kernel), GenericUser.unlock(task));
            case LEAVES_WITHOUT_ENTER -> Code.seq(
                    task.step("pte = pte_alloc_kernel(pmd, addr), if (!pte) goto out", k -> {
                    }), kernel.mode().disable(task));
        }), caller(task, kernel));
        // what is left behind would pile up with every call, with nothing new in any but the first
        return exit == Exit.LEAVES ? Code.forever(call) : Code.seq(call, Code.forever(task.step("idle", k -> {
        })));
    }

    /** All PTEs but the last are set. */
    private static Code failingRegion(Task task, GenericCode kernel) {
        PteRange all = PteRange.all(task);
        Code set = GenericUser.forEach(task, set(task),
                Code.function(new Source("pte_fn_t", "mm/memory.c", TREE), kernel.backend().setPte(task)));
        List<Code> parts = new ArrayList<>(List.of(GenericUser.lock(task), kernel.mode().enable(task, all)));
        parts.add(set(task).from() == set(task).to() ? Code.nothing() : set);
        parts.add(task.step("err = fn(pte, addr, data), if (err)", k -> {
        }));
        return Code.seq(parts);
    }

    private static PteRange set(Task task) {
        return new PteRange(0, task.ptes() - 1);
    }

    private static Code caller(Task task, GenericCode kernel) {
        return Code.seq(task.step("use what has been mapped", k -> k.check(DONE_AFTER_LEAVE,
                IntStream.range(0, set(task).to()).allMatch(i -> kernel.backend().done(k.context(), task.pte(i))),
                "the function has returned, and an update of the task has not taken effect")),
                GenericUser.mightSleep(task, "cond_resched()"));
    }
}
