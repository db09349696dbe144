package org.lazymmu.mmu;

import java.util.LinkedHashSet;
import java.util.Set;
import org.lazymmu.explore.Property;

/** A version of the contract between the generic code and the architectures. */
public enum Era {
    /** Until v6.14: regions lie under the page table lock; nothing is said of nesting and of interrupts. */
    PTL("ptl"),
    /** 691ee97e1a9d (v6.15): no lock is guaranteed; regions neither nest nor begin in an interrupt. */
    NO_NESTING("no-nesting"),
    /** 5ab246749569 (v7.0): a generic layer counts the regions of a task; in an interrupt it does nothing. */
    COUNTED("counted");

    private final String id;

    Era(String id) {
        this.id = id;
    }

    /** Its name on the command line, such as {@code no-nesting}. */
    public String id() {
        return id;
    }

    /** What a model of this era is to be held against: what its contract does not speak of is left out. */
    public Set<Property> properties() {
        Set<Property> properties = new LinkedHashSet<>(Properties.all());
        switch (this) {
            case PTL -> properties.remove(Properties.NOT_IN_INTERRUPT);
            case NO_NESTING -> {
            }
            case COUNTED -> properties.remove(Properties.NOT_IN_INTERRUPT);
        }
        return properties;
    }
}
