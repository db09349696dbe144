package org.lazymmu.backend;

/** What is asked about every implementation, in the order in which it is told. */
enum Aspect {
    HOOKS("hooks", "hooks"), STATE("state", "state"), BATCHES("batches", "batched"), SIZE("size", "batch"),
    PREEMPTION("preemption", "preemption"), SECOND_ENTER("second-enter", "second enter"),
    FIRST_LEAVE("first-leave", "first leave of two"), INTERRUPT("interrupt", "interrupts"),
    SWITCH("context-switch", "context switch"), FLUSH("flush", "flush"), TRIALS("trials", "trials");

    private final String id;
    private final String title;

    Aspect(String id, String title) {
        this.id = id;
        this.title = title;
    }

    String id() {
        return id;
    }

    String title() {
        return title;
    }
}
