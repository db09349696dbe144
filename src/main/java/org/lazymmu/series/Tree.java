package org.lazymmu.series;

/**
 * A branch of a mirror.
 *
 * @param name as it is shown: the mirror's name, with the branch behind it where that is not the mirror's HEAD
 * @param ref  the full name of its ref in the store
 * @param tip  the full id that the ref points to
 */
public record Tree(String name, String ref, String tip) {
}
