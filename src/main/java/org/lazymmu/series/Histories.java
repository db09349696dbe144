package org.lazymmu.series;

import java.io.IOException;
import java.util.List;

/** What is asked of the graph and the contents of commits. */
public interface Histories {
    /** What a commit changes against its only parent, as git prints it, one byte per character; empty for a merge. */
    String diff(String commit) throws IOException;

    /** The stable patch id of a commit or of a diff; empty for one without a change. */
    String patchId(String diff) throws IOException;

    /** Whether a tree has a commit. */
    boolean has(Tree tree, String commit) throws IOException;

    /** Whether a commit is another one, or comes before it. */
    boolean isBefore(String commit, String other) throws IOException;

    /** Ids of the commits in a range such as {@code v6.14..v6.15}, the first first, without merges. */
    List<String> range(String range) throws IOException;
}
