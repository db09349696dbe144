package org.lazymmu.history;

/** Why a commit has done something. */
public enum Cause {
    /** It has one parent, or none. */
    COMMIT("commit"),
    /** It is a merge, and neither side has it by itself. */
    MERGE("merge"),
    /** It is a merge of a side that had fixed a finding with one that had not, and has it again. */
    FIX_LOST("fix-lost"),
    /** It is a merge of a side that had introduced a finding, and does not have it. */
    DROPPED("dropped");

    private final String id;

    Cause(String id) {
        this.id = id;
    }

    /** The word used in reports. */
    public String id() {
        return id;
    }
}
