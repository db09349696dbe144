package org.lazymmu.explore;

/**
 * What step code works on: the state, as one step of one process sees it.
 *
 * <p>
 * A step must be a function of what it reads here. It may keep nothing between calls and draw no random numbers: the explorer
 * runs it once for each combination of values that it reads, and checks that it reads them in the same order again.
 */
public interface Context {
    /** The value of a slot; after a {@link #set} in the same step, the new one. */
    <V> V get(Slot<V> slot);

    /**
     * Changes a slot.
     *
     * @throws ModelError if the slot belongs to another process
     */
    <V> void set(Slot<V> slot, V value);

    /** Takes the step back, as if it had not been tried, unless {@code enabled}. Nothing after it is run. */
    void require(boolean enabled);

    /**
     * Takes the step back while another process suspends this one, as an interrupt does its task: while {@code slot} of that
     * process holds true.
     *
     * <p>
     * For the reduction it is no conflict that this step can be suspended. That is right if the owner of the slot, once it
     * has suspended others, always gets back to letting them run by steps that wait for nobody: a step then commutes with all
     * of what the owner does in between unless they meet in another slot.
     */
    void requireNotSuspendedBy(Slot<Boolean> slot);

    /** Breaks {@code property} in this step unless it holds. Nothing after it is run. */
    void check(Property property, boolean holds, String message);

    /** Returns {@code taken}, and notes for the coverage that the branch of this name went that way. */
    boolean branch(String name, boolean taken);

    /** Adds to a counter; the explorer does not count. */
    void count(Counter counter, long times);
}
