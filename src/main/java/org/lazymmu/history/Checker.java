package org.lazymmu.history;

import java.io.IOException;
import java.util.Set;
import org.lazymmu.finding.Report;

/** Checks commits of one repository. Is asked for neighbours one after the other, so that it can keep what they share. */
public interface Checker extends AutoCloseable {
    /**
     * What is found in the tree of a commit.
     *
     * @param commit its id
     * @throws org.lazymmu.source.TreeException if its tree is none of a kernel: it will never be
     * @throws IOException                      if it cannot be read
     */
    Report at(String commit) throws IOException;

    /** Lets know of the files that commits which it will be asked for may have, so that it can make room for all of them at once. */
    default void expect(Set<String> paths) {
        // whoever looks at each by itself needs no room
    }

    @Override
    void close() throws IOException;
}
