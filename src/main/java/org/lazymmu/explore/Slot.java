package org.lazymmu.explore;

import org.jspecify.annotations.Nullable;

/**
 * One component of a model's state. Its values are immutable and have {@code equals} and {@code hashCode}.
 *
 * <p>
 * A slot of a process is written by that process only, and every other process may read it; a shared slot has no owner. What
 * one process reads of another belongs into a slot of its own: a step that reads a wide record is run again for each value of
 * all of it.
 *
 * @param <V> the values
 */
public final class Slot<V> {
    private final int index;
    private final String name;
    private final V initial;
    private final @Nullable Process<?> owner;

    Slot(int index, String name, V initial, @Nullable Process<?> owner) {
        this.index = index;
        this.name = name;
        this.initial = initial;
        this.owner = owner;
    }

    /** Its place in the state, from 0. */
    public int index() {
        return index;
    }

    public String name() {
        return name;
    }

    /** The value in the first state. */
    public V initial() {
        return initial;
    }

    /** The only process that writes it, or null. */
    @Nullable
    Process<?> owner() {
        return owner;
    }

    @Override
    public String toString() {
        return name;
    }
}
