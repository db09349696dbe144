package org.lazymmu.mmu;

import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * mremap(): mappings move from one table to another, under both locks, and back again. The first half of a task's PTEs is in the one
 * table, the second half in the other.
 *
 * @param orderedLocks whether the locks are taken in the same order both ways; the kernel need not do so, because it holds
 * mmap_lock as well, which is not modelled
 */
record MovePtes(boolean orderedLocks) implements GenericUser {
    @Override
    public boolean flushesTlb() {
        return true;
    }

    @Override
    public boolean movesBetweenTables() {
        return true;
    }

    @Override
    public Code program(Task task, GenericCode kernel) {
        int half = task.ptes() / 2;
        PteRange first = new PteRange(0, half);
        PteRange second = new PteRange(half, task.ptes());
        Code unmap = Code.function(new Source("zap_pte_range", "mm/memory.c", TREE),
                Code.seq(GenericUser.lockOther(task), kernel.mode().enable(task, second),
                        GenericUser.forEach(task, second, kernel.backend().clear(task)),
                        kernel.mode().disable(task), GenericUser.flushTlb(task, kernel),
                        GenericUser.unlockOther(task)));
        Code there = move(task, kernel, first, second, false);
        Code back = move(task, kernel, second, first, !orderedLocks);
        return Code.seq(unmap, Code.forever(Code.seq(there, back)));
    }

    private static Code move(Task task, GenericCode kernel, PteRange from, PteRange to, boolean otherLockFirst) {
        int distance = to.from() - from.from();
        Code one = Code.seq(kernel.backend().clear(task), task.local(k -> k.setIndex(k.index() + distance)),
                kernel.backend().setPte(task), task.local(k -> k.setIndex(k.index() - distance)));
        Code locks = otherLockFirst
                ? Code.seq(GenericUser.lockOther(task), GenericUser.lockNested(task))
                : Code.seq(GenericUser.lock(task), GenericUser.lockOther(task));
        return Code.function(new Source("move_ptes", "mm/mremap.c", TREE),
                Code.seq(locks, kernel.mode().enable(task, from), GenericUser.forEach(task, from, one),
                        kernel.mode().disable(task), GenericUser.flushTlb(task, kernel),
                        GenericUser.relyOnRemoval(task, kernel, from, "the old mappings are gone"),
                        GenericUser.rely(task, kernel, to, "the new mappings are there"),
                        GenericUser.unlockOther(task), GenericUser.unlock(task)));
    }
}
