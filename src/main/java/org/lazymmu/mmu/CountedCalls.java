package org.lazymmu.mmu;

import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * The calls of the counted layer, in an order that generic code may use, with an update after each: enable, nested enable and
 * disable, pause, calls that do nothing, resume, disable.
 *
 * @param bottomHalvesOff whether the last disable runs with bottom halves off, which leaks the count
 * @param unbalanced whether there is one more disable than there are enables
 */
record CountedCalls(boolean bottomHalvesOff, boolean unbalanced) implements GenericUser {
    @Override
    public Code program(Task task, GenericCode kernel) {
        LazyMode mode = kernel.mode();
        Code set = kernel.backend().setPte(task);
        Code nested = Code.seq(mode.enable(task), set, mode.disable(task),
                GenericUser.rely(task, kernel, PteRange.all(task), "an inner disable flushes"), set);
        Code paused = Code.seq(mode.pause(task),
                GenericUser.rely(task, kernel, PteRange.all(task), "a pause leaves the mode"),
                mode.enable(task), set,
                GenericUser.rely(task, kernel, PteRange.all(task), "an update is immediate in a pause"),
                mode.disable(task), mode.resume(task));
        Code region = Code.function(
                new Source("lazy_mmu_mode_active", "mm/tests/lazy_mmu_mode_kunit.c", "ee628d9cc8d5"),
                Code.seq(GenericUser.lock(task), mode.enable(task), set, nested, paused, set, last(task, mode),
                        GenericUser.rely(task, kernel, PteRange.all(task), "use the mappings"),
                        unbalanced ? mode.disable(task) : Code.nothing(), GenericUser.unlock(task),
                        GenericUser.mightSleep(task, "schedule()")));
        boolean leaks = bottomHalvesOff || unbalanced;
        // a count that leaks would do so 256 times, with nothing new in any round but the first
        return leaks ? Code.seq(region, Code.forever(task.step("idle", k -> {
        }))) : Code.forever(region);
    }

    private Code last(Task task, LazyMode mode) {
        if (!bottomHalvesOff || mode.era() != Era.COUNTED) {
            return mode.disable(task);
        }
        return Code.seq(task.step("local_bh_disable()", k -> k.set(k.lazyMmuState().withBottomHalvesOff(true))),
                mode.disable(task),
                task.step("local_bh_enable()", k -> k.set(k.lazyMmuState().withBottomHalvesOff(false))));
    }
}
