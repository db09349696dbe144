package org.lazymmu.source;

/**
 * A piece of the tree that could not be read.
 *
 * @param path   the file, relative to the root of the tree
 * @param reason why, as a short clause without a full stop
 */
public record Loss(String path, String reason) {
}
