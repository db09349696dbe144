package org.lazymmu.backend;

import java.util.Locale;

/** The parts of an implementation that the model calls. */
enum HookPart {
    ENTER, LEAVE, FLUSH, SET, CLEAR, ATOMIC_CLEAR, PROT_START, PROT_COMMIT, SWITCH_OUT, SWITCH_IN,
    FLUSH_GATHER;

    String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
