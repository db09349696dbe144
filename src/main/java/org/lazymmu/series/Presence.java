package org.lazymmu.series;

/** Whether a patch is in a tree. */
public enum Presence {
    PRESENT("present"), PARTIAL("partial"), REVERTED("reverted"), ABSENT("absent"),
    /** Something says that it is there, and something else that it is not. */
    UNDECIDED("undecided");

    private final String id;

    Presence(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
