package org.lazymmu.mmu;

import static org.lazymmu.mmu.LazyMmuState.MOST;

import org.lazymmu.explore.Code;
import org.lazymmu.explore.Source;

/**
 * The mode as generic code enters and leaves it. Until v6.19 that is the architecture's hooks themselves; from v7.0 on a layer
 * above them counts the regions of each task.
 *
 * <p>
 * In the counted layer the count changes in one step and the architecture's hook follows in others, so that a task can be
 * switched out between the two. What the layer reads is the task's own, so reading and changing it is one step.
 */
final class LazyMode {
    private static final String PGTABLE = "include/linux/pgtable.h";
    private static final String COUNTED = "5ab246749569";
    private static final String WITH_PTES = "s390 v6, 2026-07-15";

    private final Era era;
    private final Backend backend;

    LazyMode(Era era, Backend backend) {
        this.era = era;
        this.backend = backend;
    }

    Era era() {
        return era;
    }

    /** {@code lazy_mmu_mode_enable()}. */
    Code enable(Task task) {
        return enable(task, new Source("lazy_mmu_mode_enable", PGTABLE, COUNTED), backend.enter(task));
    }

    /** {@code lazy_mmu_mode_enable_with_ptes()}: says which of the task's PTEs the region is going to change. */
    Code enable(Task task, PteRange hint) {
        return enable(task, new Source("lazy_mmu_mode_enable_with_ptes", PGTABLE, WITH_PTES),
                backend.enter(task, hint));
    }

    private Code enable(Task task, Source source, Code archEnter) {
        if (era != Era.COUNTED) {
            return archEnter;
        }
        Code count = task.decide("if (state->enable_count++ == 0)", k -> {
            LazyMmuState state = k.lazyMmuState();
            k.warnOn(state.enableCount() == MOST, "lazy_mmu_mode_enable(): enable_count overflows");
            k.set(state.enabled(1));
            return state.enableCount() == 0;
        }, archEnter, Code.nothing());
        return Code.function(source,
                task.branch(k -> k.inInterrupt() || k.lazyMmuState().pauseCount() > 0, Code.nothing(), count));
    }

    /** {@code lazy_mmu_mode_disable()}: an inner one flushes, so that its caller may rely on its updates. */
    Code disable(Task task) {
        if (era != Era.COUNTED) {
            return backend.leave(task);
        }
        Code count = task.decide("if (--state->enable_count == 0)", k -> {
            LazyMmuState state = k.lazyMmuState();
            k.warnOn(state.enableCount() == 0, "lazy_mmu_mode_disable(): enable_count underflows");
            k.set(state.enabled(-1));
            return state.enableCount() == 1;
        }, backend.leave(task), flush(task));
        return Code.function(new Source("lazy_mmu_mode_disable", PGTABLE, COUNTED),
                task.branch(k -> k.inInterrupt() || k.lazyMmuState().pauseCount() > 0, Code.nothing(), count));
    }

    /** {@code lazy_mmu_mode_pause()}: updates are immediate until the resume, also in a function that enables the mode. */
    Code pause(Task task) {
        if (era != Era.COUNTED) {
            return backend.leave(task);
        }
        Code count = task.decide("if (state->pause_count++ == 0 && state->enable_count > 0)", k -> {
            LazyMmuState state = k.lazyMmuState();
            k.warnOn(state.pauseCount() == MOST, "lazy_mmu_mode_pause(): pause_count overflows");
            k.set(state.paused(1));
            return state.pauseCount() == 0 && state.enableCount() > 0;
        }, backend.leave(task), Code.nothing());
        return Code.function(new Source("lazy_mmu_mode_pause", PGTABLE, COUNTED),
                task.branch(Running::inInterrupt, Code.nothing(), count));
    }

    /** {@code lazy_mmu_mode_resume()}; the mode comes back without a hint. */
    Code resume(Task task) {
        if (era != Era.COUNTED) {
            return backend.enter(task);
        }
        Code count = task.decide("if (--state->pause_count == 0 && state->enable_count > 0)", k -> {
            LazyMmuState state = k.lazyMmuState();
            k.warnOn(state.pauseCount() == 0, "lazy_mmu_mode_resume(): pause_count underflows");
            k.set(state.paused(-1));
            return state.pauseCount() == 1 && state.enableCount() > 0;
        }, backend.enter(task), Code.nothing());
        return Code.function(new Source("lazy_mmu_mode_resume", PGTABLE, COUNTED),
                task.branch(Running::inInterrupt, Code.nothing(), count));
    }

    /** {@code arch_flush_lazy_mmu_mode()}. */
    Code flush(Task task) {
        return task.step("arch_flush_lazy_mmu_mode()", backend::flush);
    }

    /** {@code is_lazy_mmu_mode_active()}, of the counted layer. */
    static boolean isActive(Running k) {
        return !k.inInterrupt() && k.lazyMmuState().active();
    }
}
