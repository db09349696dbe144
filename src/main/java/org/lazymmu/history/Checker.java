package org.lazymmu.history;

import java.io.IOException;
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

    @Override
    void close() throws IOException;
}
