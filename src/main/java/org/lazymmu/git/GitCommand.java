package org.lazymmu.git;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What git is asked to do: a command with options, which are ours, and values, which may come from anywhere and are never taken
 * for options.
 *
 * @param words the command line without the program
 */
public record GitCommand(List<String> words) {
    public GitCommand {
        words = List.copyOf(words);
    }

    /** A command with options. Both are constants of this program; what comes from anywhere is a value. */
    public static GitCommand of(String name, String... options) {
        List<String> words = new ArrayList<>();
        words.add(name);
        words.addAll(List.of(options));
        return new GitCommand(words);
    }

    /** With further options of ours. */
    public GitCommand with(String... options) {
        return plus(List.of(options));
    }

    /**
     * With values: revisions, ids, names of refs, addresses.
     *
     * @throws GitException if one could be taken for an option, or has characters that no such value has
     */
    public GitCommand values(String... values) throws GitException {
        return values(List.of(values));
    }

    /** With values, as in {@link #values(String...)}. */
    public GitCommand values(Collection<String> values) throws GitException {
        for (String value : values) {
            if (value.isEmpty() || value.startsWith("-") || value.chars().anyMatch(c -> c < ' ')) {
                throw new GitException(GitException.Kind.REFUSED,
                        "'" + value.replaceAll("[\\x00-\\x1f]", "?") + "' is nothing that git can be asked about");
            }
        }
        return plus(values);
    }

    /** With paths in a tree; nothing may follow them. */
    public GitCommand paths(Collection<String> paths) {
        return plus(List.of("--")).plus(paths);
    }

    private GitCommand plus(Collection<String> more) {
        List<String> longer = new ArrayList<>(words);
        longer.addAll(more);
        return new GitCommand(longer);
    }

    /** The command and its first option, for messages. */
    String name() {
        return words.getFirst();
    }
}
