package org.lazymmu.mmu;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import org.lazymmu.explore.Property;

/** A version of the contract between the generic code and the architectures. */
public enum Era {
    /** Until v6.14: regions lie under the page table lock; nothing is said of nesting and of interrupts. */
    PTL("ptl", "up to v6.14: regions lie inside the page table locks"),
    /** 691ee97e1a9d (v6.15): no lock is guaranteed; regions neither nest nor begin in an interrupt. */
    NO_NESTING("no-nesting", "from v6.15 on: no lock is guaranteed, no region begins inside a region"),
    /** 5ab246749569 (v7.0): a generic layer counts the regions of a task; in an interrupt it does nothing. */
    COUNTED("counted", "from v7.0 on: sections nest, by a counter of each task");

    private final String id;
    private final String text;

    Era(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** Its name on the command line, such as {@code no-nesting}. */
    public String id() {
        return id;
    }

    /** What it says, in a few words. */
    public String text() {
        return text;
    }

    /** What a model of this era is to be held against: what its contract does not speak of is left out. */
    public Set<Property> properties() {
        Set<Property> properties = new LinkedHashSet<>(Properties.all());
        if (this != NO_NESTING) {
            properties.remove(Properties.NOT_IN_INTERRUPT);
        }
        return properties;
    }

    /** The contract at a point in history. */
    static Era at(Revision revision) {
        if (revision.has("5ab246749569")) {
            return COUNTED;
        }
        return revision.has("691ee97e1a9d") ? NO_NESTING : PTL;
    }

    static Era of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
