package org.lazymmu.backend;

/** What is true of an implementation: the words in which the contract and the effects of findings are told. */
enum Trait {
    /** The hooks do nothing. */
    EMPTY,
    /** What the hooks do could not be worked out. */
    UNREAD,
    /** What it remembers belongs to a CPU. */
    PER_CPU,
    /** What it remembers belongs to the task. */
    PER_TASK,
    /** PTEs are not written in memory before leave or flush. */
    DEFERS_WRITES,
    /** PTEs are written, their old translations are invalidated later. */
    DEFERS_INVALIDATIONS,
    /** PTEs are written, the barriers behind the writes come later. */
    DEFERS_BARRIERS,
    /** PTEs of user mappings are deferred. */
    USER_MAPPINGS,
    /** PTEs of the kernel's mappings are deferred. */
    KERNEL_MAPPINGS,
    /** What is deferred could not be worked out. */
    DEFERS_UNREAD,
    /** Preemption is off from enter to leave. */
    PREEMPTION_OFF,
    /** Enter followed by leave does not bring the preemption count back. */
    PREEMPTION_UNBALANCED,
    /** The address of a CPU's data is taken, and used, where the task can be preempted. */
    ADDRESS_PREEMPTIBLE,
    SECOND_ENTER_STOPS, SECOND_ENTER_WARNS, SECOND_ENTER_COUNTS, SECOND_ENTER_REPEATS, SECOND_ENTER_IGNORED,
    /** After two enters the first leave ends the mode. */
    FIRST_LEAVE_ENDS,
    /** After two enters the first leave takes one of them back. */
    FIRST_LEAVE_COUNTS,
    /** A leave without an enter stops the kernel. */
    LONE_LEAVE_STOPS,
    /** A leave without an enter switches preemption on once too often. */
    LONE_LEAVE_PREEMPTION,
    /** Enter does nothing in an interrupt. */
    INTERRUPT_IGNORED,
    /** A primitive that runs in an interrupt defers as well when the task below is in a region. */
    INTERRUPT_QUEUES,
    /** The context switch leaves, and enters again when the task comes back. */
    SWITCH_REENTERS,
    /** The context switch leaves. */
    SWITCH_LEAVES,
    /** The context switch has nothing to do with the state. */
    SWITCH_NOTHING,
    /** Two enters and a context switch stop the kernel. */
    SWITCH_STOPS_NESTED,
    /** What the allocator calls for debugging enters the mode, while the hooks are effective. */
    ALLOCATOR_ENTERS,
    /** Flush makes what is deferred take effect. */
    FLUSHES,
    /** Flush does nothing. */
    FLUSH_EMPTY,
    /** Leave does not make what is deferred take effect. */
    LEAVE_KEEPS,
    /** A TLB flush of a range does nothing. */
    TLB_FLUSH_EMPTY,
    /** A TLB flush of a range is queued behind what is deferred. */
    TLB_FLUSH_QUEUED,
    /** Run in the model, the hooks break something that the contract demands. */
    TRIAL_BROKEN
}
