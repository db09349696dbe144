package org.lazymmu.explore;

import java.util.List;

/**
 * Which steps and branches of a model were ever taken.
 *
 * @param taken how many of them were taken
 * @param never those that never were
 */
public record Coverage(int taken, List<Gap> never) {
    public Coverage {
        never = List.copyOf(never);
    }

    /**
     * A step that was never taken, or a branch that never went one way.
     *
     * @param process the process it belongs to
     * @param what the step, or the branch and the way it never went
     */
    public record Gap(String process, String what, Source source) {
    }
}
