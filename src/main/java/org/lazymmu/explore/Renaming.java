package org.lazymmu.explore;

/**
 * An exchange of things that are alike, such as two tasks with the same program: where each slot goes, and how the values that
 * name such things change.
 *
 * <p>
 * A value that names nothing, such as an empty entry, must be a value of its own: if it looks like the name of thing 0, the
 * renaming is wrong. The explorer checks samples.
 */
public interface Renaming {
    /** The slot that holds, after the exchange, what {@code slot} holds before. */
    Slot<?> slot(Slot<?> slot);

    /** The process that does, after the exchange, what {@code process} does before. */
    Process<?> process(Process<?> process);

    /** A value of {@code slot} after the exchange; for the locals of a process, its locals. */
    Object value(Slot<?> slot, Object value);
}
