package org.lazymmu.cli;

/** What the exit status says. */
final class Exit {
    /** Nothing (new) was found. */
    static final int CLEAN = 0;
    /** Findings. */
    static final int FINDINGS = 1;
    /** Wrong usage. */
    static final int USAGE = 2;
    /** Nothing was found, but something could not be analysed that can hide a finding. */
    static final int INCONCLUSIVE = 3;
    /** Disk, file system, permissions. */
    static final int WORLD = 4;
    /** A defect of this program. */
    static final int BUG = 70;

    private Exit() {
    }
}
