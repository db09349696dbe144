package org.lazymmu.backend;

import org.lazymmu.flow.Site;

/**
 * Something that running code did.
 *
 * @param what       the cell, or the name of what was called
 * @param value      what was stored, or an empty text
 * @param preemptible whether the task could be preempted when it happened
 */
record Deed(Kind kind, String what, String value, Site site, boolean preemptible) {
    /** Kinds of deeds that tell implementations apart. */
    enum Kind {
        /** A cell of the implementation's state, or a flag of the task, was given a value. */
        STORE,
        /** The address of a CPU's own data was taken. */
        ADDRESS,
        /** Generic code was called that enters the mode. */
        ENTER,
        /** A PTE was written in memory, or a hypervisor was told to write it. */
        WRITE,
        /** A PTE's address was given to code that is not in the tree. */
        HANDED_ON,
        /** A translation was invalidated. */
        INVALIDATE,
        /** A barrier that makes writes of page tables visible. */
        BARRIER,
        /** What was queued was handed to the hypervisor. */
        ISSUE,
        /** A warning's condition was true. */
        WARN,
        /** The kernel stopped. */
        STOP,
        /** A hook was called whose code is not known. */
        HOOK
    }
}
