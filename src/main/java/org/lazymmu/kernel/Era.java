package org.lazymmu.kernel;

import java.util.Locale;
import java.util.Optional;

/** A version of the mode's contract. */
public enum Era {
    /** 2006 to v6.14: enter and leave under the page table locks; nothing is said about nesting, one backend stops on it. */
    PTL,
    /** v6.15 to v6.19 (691ee97e1a9d): no lock guaranteed, nesting not permitted, not in interrupt context. */
    NO_NESTING,
    /** From v7.0: {@code lazy_mmu_mode_enable()} and its relatives, which nest by counting. */
    COUNTED;

    /** The word used on the command line and in reports. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Era> of(String id) {
        for (Era era : values()) {
            if (era.id().equals(id)) {
                return Optional.of(era);
            }
        }
        return Optional.empty();
    }
}
