package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.DONE_AFTER_LEAVE;

import java.util.stream.IntStream;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * Tasks that walk user mappings and have to do something in between that does not go with a region: again and again, each turns
 * all its PTEs over, and the function decides what lies inside the region and the page table lock.
 *
 * @param function what the tasks run
 */
record WalkerRegions(Function function) implements Scenario {
    /** A function, as of one of its versions. */
    enum Function {
        /** {@code madvise_free_pte_range()}: splits a huge page in the region, without the lock (until f3cd4ab0aabf). */
        MADVISE_SPLITTING_INSIDE("madvise_free_pte_range", "mm/madvise.c", "f3cd4ab0aabf^"),
        /** The same: leaves the mode before, and enters it anew after. */
        MADVISE_SPLITTING_OUTSIDE("madvise_free_pte_range", "mm/madvise.c", "f3cd4ab0aabf"),
        /** {@code pagemap_scan_pmd_entry()}: the region begins before the lock is taken (52526ca7fdb9, until ad449d856bd7). */
        PAGEMAP_SCAN_AROUND_LOCK("pagemap_scan_pmd_entry", "fs/proc/task_mmu.c", "ad449d856bd7^"),
        /** The same: the region lies within the lock. */
        PAGEMAP_SCAN_WITHIN_LOCK("pagemap_scan_pmd_entry", "fs/proc/task_mmu.c", "ad449d856bd7"),
        /** {@code zap_pte_range()}, whose batch of pages is allocated in the region: debug_pagealloc enters for its own PTE. */
        ZAP_ALLOCATING("zap_pte_range", "mm/memory.c", "v6.16");

        private final Source source;

        Function(String name, String file, String revision) {
            this.source = new Source(name, file, revision);
        }
    }

    @Override
    public Code program(Task task, GenericCode kernel) {
        Code body = switch (function) {
            case MADVISE_SPLITTING_INSIDE -> Code.seq(GenericUser.lock(task), enter(task, kernel), update(task, kernel),
                    GenericUser.unlock(task), GenericUser.mightSleep(task, "split_folio()"), GenericUser.lock(task), rest(task, kernel),
                    leave(task, kernel), GenericUser.unlock(task));
            case MADVISE_SPLITTING_OUTSIDE -> Code.seq(GenericUser.lock(task), enter(task, kernel), update(task, kernel),
                    leave(task, kernel), GenericUser.unlock(task), GenericUser.mightSleep(task, "split_folio()"), GenericUser.lock(task),
                    enter(task, kernel), rest(task, kernel), leave(task, kernel), GenericUser.unlock(task));
            case PAGEMAP_SCAN_AROUND_LOCK -> Code.seq(enter(task, kernel), GenericUser.mightSleep(task, "pagemap_scan_thp_entry()"),
                    GenericUser.lock(task), rest(task, kernel), GenericUser.unlock(task), leave(task, kernel));
            case PAGEMAP_SCAN_WITHIN_LOCK -> Code.seq(GenericUser.mightSleep(task, "pagemap_scan_thp_entry()"), GenericUser.lock(task),
                    enter(task, kernel), rest(task, kernel), leave(task, kernel), GenericUser.unlock(task));
            case ZAP_ALLOCATING -> Code.seq(GenericUser.lock(task), enter(task, kernel),
                    kernel.nestedUpdate(task, new Source("__kernel_map_pages", "arch/arm64/mm/pageattr.c", "v6.16"),
                            "alloc_page(): apply_to_page_range(&init_mm)"),
                    rest(task, kernel), leave(task, kernel), GenericUser.unlock(task));
        };
        return Code.forever(Code.function(function.source, Code.seq(body, task.step("start again",
                k -> k.setIndex(0)))));
    }

    private static Code enter(Task task, GenericCode kernel) {
        return kernel.backend().enter(task);
    }

    /** Leaves; what has been written up to here is relied on. */
    private static Code leave(Task task, GenericCode kernel) {
        return Code.seq(kernel.backend().leave(task),
                task.step("use the mappings", k -> k.check(DONE_AFTER_LEAVE,
                        IntStream.range(0, k.index())
                                .allMatch(i -> kernel.backend().done(k.context(), task.pte(i))),
                        "after leaving the mode an update of the task has not taken effect")));
    }

    private static Code update(Task task, GenericCode kernel) {
        return Code.seq(kernel.backend().setPte(task), task.local(k -> k.setIndex(k.index() + 1)));
    }

    /** Updates the PTEs that are left. */
    private static Code rest(Task task, GenericCode kernel) {
        return task.loop(k -> k.index() < task.ptes(), update(task, kernel));
    }

    @Override
    public Code handler(Interrupt interrupt, GenericCode kernel) {
        throw new IllegalStateException("no interrupts in this scenario");
    }
}
