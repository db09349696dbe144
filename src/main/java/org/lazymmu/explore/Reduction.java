package org.lazymmu.explore;

/** How much of the state space a search may leave out because it cannot matter to the verdict. */
public enum Reduction {
    /** Nothing: every interleaving, every state. */
    NONE,
    /** Orders of steps that do not meet in any slot; forced steps are not stored. */
    ORDER,
    /** The same, and states that differ only by a renaming of things that are alike. */
    FULL
}
