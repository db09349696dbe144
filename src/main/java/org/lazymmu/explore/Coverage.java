package org.lazymmu.explore;

/** Which steps and branches of a model were ever taken. */
public final class Coverage {
    /** What can be taken. */
    enum Kind {
        STEP, DECISION, BRANCH
    }
}
