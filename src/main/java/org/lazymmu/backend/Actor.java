package org.lazymmu.backend;

import org.lazymmu.explore.Context;
import org.lazymmu.explore.Property;
import org.lazymmu.mmu.Interrupt;
import org.lazymmu.mmu.Named;
import org.lazymmu.mmu.Names;
import org.lazymmu.mmu.Running;

/** Who runs code of the tree in one step of the model. */
interface Actor {
    Context context();

    /** The CPU it runs on. */
    int cpu();

    /** The task whose flags and fields it sees, or {@link Names#NONE}. */
    int task();

    boolean inInterrupt();

    void preempt(int change);

    void interruptsOff(int change);

    boolean isPreemptible();

    boolean areInterruptsOff();

    /** {@code is_lazy_mmu_mode_active()} of the counted layer. */
    boolean isModeActive();

    void check(Property property, boolean holds, String message);

    Named hook();

    void setHook(Named place);

    static Actor of(Running task) {
        return new OfTask(task, false);
    }

    /** The idle task of the CPU that a task leaves or comes to. */
    static Actor idle(Running task) {
        return new OfTask(task, true);
    }

    static Actor of(Interrupt interrupt, Context context) {
        return new OfInterrupt(interrupt, context);
    }

    /** A task; or in its place the one that is always there, which is never in the mode. */
    record OfTask(Running running, boolean idle) implements Actor {
        @Override
        public Context context() {
            return running.context();
        }

        @Override
        public int cpu() {
            return running.cpu();
        }

        @Override
        public int task() {
            return idle ? Names.NONE : running.task().number();
        }

        @Override
        public boolean inInterrupt() {
            return false;
        }

        @Override
        public void preempt(int change) {
            if (change > 0) {
                running.preemptDisable();
            } else {
                running.preemptEnable();
            }
        }

        @Override
        public void interruptsOff(int change) {
            running.interruptsOff(change);
        }

        @Override
        public boolean areInterruptsOff() {
            return running.areInterruptsOff();
        }

        @Override
        public boolean isPreemptible() {
            return running.isPreemptible();
        }

        @Override
        public boolean isModeActive() {
            return !idle && running.isModeActive();
        }

        @Override
        public void check(Property property, boolean holds, String message) {
            running.check(property, holds, message);
        }

        @Override
        public Named hook() {
            return running.hook();
        }

        @Override
        public void setHook(Named place) {
            running.setHook(place);
        }
    }

    /** An interrupt, which nothing preempts. */
    record OfInterrupt(Interrupt interrupt, Context context) implements Actor {
        @Override
        public int cpu() {
            return interrupt.cpu();
        }

        @Override
        public int task() {
            return interrupt.interrupted(context);
        }

        @Override
        public boolean inInterrupt() {
            return true;
        }

        @Override
        public void preempt(int change) {
            // no effect on an interrupt
        }

        @Override
        public void interruptsOff(int change) {
            // they do not nest here
        }

        @Override
        public boolean areInterruptsOff() {
            return true;
        }

        @Override
        public boolean isPreemptible() {
            return false;
        }

        @Override
        public boolean isModeActive() {
            return false;
        }

        @Override
        public void check(Property property, boolean holds, String message) {
            interrupt.check(context, property, holds, message);
        }

        @Override
        public Named hook() {
            return interrupt.hook(context);
        }

        @Override
        public void setHook(Named place) {
            interrupt.setHook(context, place);
        }
    }
}
