package org.lazymmu.backend;

import java.util.Map;
import java.util.TreeMap;
import org.lazymmu.flow.Presence;

/**
 * What code finds when it starts to run.
 *
 * @param memory     cells with a known value
 * @param preemption how often preemption is switched off
 * @param interrupt  whether it runs in an interrupt
 * @param kernel     whether the PTEs that it changes map the kernel
 * @param decisions  tests of unknown values and how they were answered; later tests of the same text have the same answer
 * @param presence   the configurations in which it runs
 */
record Situation(Map<String, Datum> memory, int preemption, boolean interrupt, boolean kernel,
        Map<String, Boolean> decisions, int presence) {
    /** A task, outside of any region. */
    static final Situation TASK = new Situation(Map.of(), 0, false, false, Map.of(), Presence.ALWAYS);

    Situation {
        memory = new TreeMap<>(memory);
        decisions = new TreeMap<>(decisions);
    }

    /** The same in some configurations only. */
    Situation within(int configurations) {
        return new Situation(memory, preemption, interrupt, kernel, decisions, configurations);
    }

    /** The same with preemption switched off once more, as the scheduler has it. */
    Situation inScheduler() {
        return new Situation(memory, preemption + 1, interrupt, kernel, decisions, presence);
    }

    /** The same in an interrupt. */
    Situation interrupted() {
        return new Situation(memory, preemption, true, kernel, decisions, presence);
    }

    /** The same with PTEs that map the kernel. */
    Situation ofKernel() {
        return new Situation(memory, preemption, interrupt, true, decisions, presence);
    }
}
