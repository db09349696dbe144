package org.lazymmu.mmu;

import java.util.ArrayList;
import java.util.List;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * ioctl(PAGEMAP_SCAN): write rights are taken away from the mappings of a task.
 *
 * @param fixed whether the region lies within the lock (ad449d856bd7); before, it is entered before anything else, code that may
 * sleep is called in it, and it is left after the unlock
 */
record PagemapScan(boolean fixed) implements GenericUser {
    @Override
    public boolean flushesTlb() {
        return true;
    }

    @Override
    public Code program(Task task, GenericCode kernel) {
        PteRange all = PteRange.all(task);
        List<Code> parts = new ArrayList<>();
        if (!fixed) {
            parts.add(kernel.mode().enable(task, all));
        }
        parts.add(GenericUser.mightSleep(task, "pagemap_scan_thp_entry()"));
        parts.add(GenericUser.lock(task));
        if (fixed) {
            parts.add(kernel.mode().enable(task, all));
        }
        parts.add(GenericUser.forEach(task, all, Code.function(
                new Source("make_uffd_wp_pte", "fs/proc/task_mmu.c", TREE), kernel.backend().modifyProt(task, false))));
        parts.add(GenericUser.flushTlb(task, kernel));
        if (fixed) {
            parts.add(kernel.mode().disable(task));
        }
        parts.add(GenericUser.unlock(task));
        if (!fixed) {
            parts.add(kernel.mode().disable(task));
        }
        parts.add(GenericUser.relyOnRemoval(task, kernel, all, "tell the user"));
        Code scan = Code.function(
                new Source("pagemap_scan_pmd_entry", "fs/proc/task_mmu.c", fixed ? "ad449d856bd7" : "ad449d856bd7^"),
                Code.seq(parts));
        Code writeFaults = Code.function(new Source("wp_page_reuse", "mm/memory.c", TREE),
                GenericUser.forEach(task, all, Code.seq(GenericUser.lock(task), kernel.backend().setPte(task),
                        GenericUser.unlock(task))));
        return Code.forever(Code.seq(scan, writeFaults));
    }
}
