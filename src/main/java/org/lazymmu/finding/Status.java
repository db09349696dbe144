package org.lazymmu.finding;

/** What became of a finding, or of a place that was not analysed, from one tree to another. */
public enum Status {
    /** It was not there before. */
    INTRODUCED("introduced"),
    /** It was there before and still is. */
    EXISTING("existing"),
    /** It was there before and is not any more. */
    FIXED("fixed");

    private final String id;

    Status(String id) {
        this.id = id;
    }

    /** The word used in reports. */
    public String id() {
        return id;
    }
}
