package org.lazymmu.mmu;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.lazymmu.explore.Property;

/** A version of the contract. */
public enum Era {
    /** Up to v6.14. */
    PTL("ptl", "up to v6.14: regions lie inside the page table locks"),
    /** From v6.15 on. */
    NO_NESTING("no-nesting", "from v6.15 on: no lock is guaranteed, no region begins inside a region"),
    /** From v7.0 on. */
    COUNTED("counted", "from v7.0 on: sections nest, by a counter of each task");

    private final String id;
    private final String text;

    Era(String id, String text) {
        this.id = id;
        this.text = text;
    }

    /** Its name on the command line. */
    public String id() {
        return id;
    }

    public String text() {
        return text;
    }

    /** What a model is held against by default. */
    public List<Property> properties() {
        Set<Property> properties = new LinkedHashSet<>(Properties.all());
        if (this != NO_NESTING) {
            properties.remove(Properties.NOT_IN_INTERRUPT);
        }
        return List.copyOf(properties);
    }

    static Era of(String id) {
        return valueOf(id.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
