package org.lazymmu.mirror;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** Names of refs, which come from strangers and become paths. */
final class RefName {
    /** Files have shorter names than 256 bytes, and locks of them are longer by five. */
    private static final int LONGEST_PART = 240;
    private static final int LONGEST = 1_000;
    private static final List<Pattern> IMPOSSIBLE = List.of(Pattern.compile("[\\x00-\\x20\\x7f~^:?*\\[\\\\]"),
            Pattern.compile("\\.\\."), Pattern.compile("@\\{"), Pattern.compile("(^|/)(/|$|\\.)"),
            Pattern.compile("\\.lock(/|$)"), Pattern.compile("\\.$"), Pattern.compile("^@$"));

    private RefName() {
    }

    /** Whether git allows the name, and a file can have it. */
    static boolean isPossible(String name) {
        if (name.isEmpty() || name.length() > LONGEST
                || IMPOSSIBLE.stream().anyMatch(one -> one.matcher(name).find())) {
            return false;
        }
        for (String part : name.split("/")) {
            if (part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
                return false;
            }
        }
        return true;
    }
}
