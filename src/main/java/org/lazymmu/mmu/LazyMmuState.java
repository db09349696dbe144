package org.lazymmu.mmu;

/**
 * What the counted layer knows of a task, {@code task_struct.lazy_mmu_state}, and the part of {@code preempt_count} that its
 * {@code in_interrupt()} looks at. The counts are bytes: they wrap.
 *
 * @param enableCount {@code enable_count}, from 0 to 255
 * @param pauseCount {@code pause_count}, from 0 to 255
 * @param bottomHalvesOff whether the task has switched bottom halves off, which {@code in_interrupt()} takes for an interrupt
 */
record LazyMmuState(int enableCount, int pauseCount, boolean bottomHalvesOff) {
    /** {@code U8_MAX}. */
    static final int MOST = 255;

    static final LazyMmuState START = new LazyMmuState(0, 0, false);

    LazyMmuState enabled(int by) {
        return new LazyMmuState(enableCount + by & MOST, pauseCount, bottomHalvesOff);
    }

    LazyMmuState paused(int by) {
        return new LazyMmuState(enableCount, pauseCount + by & MOST, bottomHalvesOff);
    }

    LazyMmuState withBottomHalvesOff(boolean off) {
        return new LazyMmuState(enableCount, pauseCount, off);
    }

    /** {@code __task_lazy_mmu_mode_active()}. */
    boolean active() {
        return enableCount > 0 && pauseCount == 0;
    }
}
