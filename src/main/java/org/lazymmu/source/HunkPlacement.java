package org.lazymmu.source;

/**
 * A hunk that did not lie where its patch says, or not with all of its context, but was found nearby.
 *
 * @param patch  the name of the patch
 * @param file   the file, relative to the root of the tree
 * @param hunk   which of the file's hunks, from 1
 * @param line   where its first line lies in the patched file
 * @param fuzz   how many lines of context at each end had to be ignored
 * @param offset by how many lines it was moved
 */
public record HunkPlacement(String patch, String file, int hunk, int line, int fuzz, int offset) {
}
