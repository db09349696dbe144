package org.lazymmu.explore;

/**
 * What a piece of code abstracts.
 *
 * @param function the function
 * @param file the file it is in
 * @param revision the revision of that file, such as a commit id or a version
 */
public record Source(String function, String file, String revision) {
    /** For code that stands for no function. */
    public static final Source NONE = new Source("", "", "");
}
