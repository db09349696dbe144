package org.lazymmu.explore;

/**
 * What a model is held against: a step that {@linkplain Context#check checks} it and fails breaks it.
 *
 * @param id a short name, such as {@code batch-cpu}
 * @param text what holds, in one sentence
 */
public record Property(String id, String text) {
    /** Some process can always go on; checked by the explorer itself. */
    public static final Property NO_DEADLOCK = new Property("no-deadlock", "some process can always take a step");
}
