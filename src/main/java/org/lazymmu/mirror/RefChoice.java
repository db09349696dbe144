package org.lazymmu.mirror;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which refs of the other side a mirror has: those that match one of the patterns, in which a star stands for any characters.
 *
 * @param patterns as full names, such as {@code refs/heads/linux-6.*}
 */
public record RefChoice(List<String> patterns) {
    /** Branches and tags. */
    public static final RefChoice USUAL = new RefChoice(List.of("refs/heads/*", "refs/tags/*"));

    public RefChoice {
        patterns = List.copyOf(patterns);
    }

    /** What a user names: full names, or those of branches and tags without what stands in front of them. */
    public static RefChoice parse(List<String> names) throws MirrorException {
        List<String> patterns = new ArrayList<>();
        for (String name : names) {
            if (!RefName.isPossible(name.replace('*', 'x')) || name.startsWith("-")) {
                throw MirrorException.usage("'" + name.replaceAll("[^ -~]", "?") + "' is no pattern for refs, such as"
                        + " master, linux-6.* or refs/heads/*");
            }
            if (name.startsWith("refs/")) {
                patterns.add(name);
            } else {
                patterns.add("refs/heads/" + name);
                patterns.add("refs/tags/" + name);
            }
        }
        return patterns.isEmpty() ? USUAL : new RefChoice(patterns);
    }

    /** Whether it has a ref. */
    public boolean has(String ref) {
        return patterns.stream().anyMatch(pattern -> matches(pattern, ref));
    }

    private static boolean matches(String pattern, String ref) {
        return Pattern.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"), ref);
    }
}
