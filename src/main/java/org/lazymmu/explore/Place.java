package org.lazymmu.explore;

/**
 * The value of a process's private slot: where its program rests, and its locals.
 *
 * @param location index of the location in the {@link Program}
 * @param locals the locals
 */
record Place(int location, Object locals) {
}
