package org.lazymmu.source;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Names of files as patches have them: quoted, with a time behind them, with folders in front. */
final class PatchName {
    private static final int MAX_LENGTH = 4096;

    private PatchName() {
    }

    /** The name in the rest of a header line, up to a tab; null for {@code /dev/null} and where there is none. */
    static @Nullable String of(String rest) {
        String name;
        if (rest.startsWith("\"")) {
            int end = closingQuote(rest, 0);
            name = end < 0 ? rest : unquoted(rest.substring(1, end));
        } else {
            int tab = rest.indexOf('\t');
            name = (tab < 0 ? rest : rest.substring(0, tab)).stripTrailing();
        }
        return name.equals("/dev/null") || name.isEmpty() ? null : name;
    }

    /**
     * The two names of {@code diff --git}. Where they are not quoted and have blanks in them, they are told apart by being the
     * same after the first folder; null where that fails, since other lines then have the names.
     */
    static @Nullable List<String> pair(String rest) {
        if (rest.startsWith("\"")) {
            int end = closingQuote(rest, 0);
            return end < 0 || end + 2 > rest.length() ? null
                    : List.of(unquoted(rest.substring(1, end)), single(rest.substring(end + 2)));
        }
        if (rest.endsWith("\"") && rest.contains(" \"")) {
            int open = rest.indexOf(" \"");
            return List.of(rest.substring(0, open), single(rest.substring(open + 1)));
        }
        for (int blank = rest.indexOf(' '); blank >= 0; blank = rest.indexOf(' ', blank + 1)) {
            String from = rest.substring(0, blank);
            String to = rest.substring(blank + 1);
            if (from.equals(to) || afterFirst(from).equals(afterFirst(to))) {
                return List.of(from, to);
            }
        }
        return null;
    }

    private static String single(String text) {
        int end = text.startsWith("\"") ? closingQuote(text, 0) : -1;
        return end < 0 ? text : unquoted(text.substring(1, end));
    }

    private static String afterFirst(String name) {
        return name.substring(name.indexOf('/') + 1);
    }

    private static int closingQuote(String text, int open) {
        for (int i = open + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i;
            }
        }
        return -1;
    }

    /** A name without the escapes of C. */
    private static String unquoted(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\\' || i + 1 == text.length()) {
                bytes.write(c);
                continue;
            }
            c = text.charAt(++i);
            int escape = "abtnvfr".indexOf(c);
            if (escape >= 0) {
                bytes.write(7 + escape);
            } else if (c >= '0' && c <= '3' && i + 2 < text.length()) {
                int code = (c - '0') * 64 + (text.charAt(i + 1) - '0') * 8 + (text.charAt(i + 2) - '0');
                bytes.write(code);
                i += 2;
            } else {
                bytes.write(c);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** Why a name is refused, as a clause, or null. */
    static @Nullable String problem(String name) {
        if (name.startsWith("/")) {
            return "absolute name";
        }
        if (name.length() > MAX_LENGTH) {
            return "name longer than " + MAX_LENGTH + " bytes";
        }
        if (List.of(name.split("/", -1)).contains("..")) {
            return "name that leaves the tree";
        }
        return name.chars().anyMatch(Character::isISOControl) ? "control character in the name" : null;
    }

    /** A name without {@code .} and empty parts, and without some folders in front. */
    static String stripped(String name, int folders) {
        List<String> parts = new ArrayList<>();
        for (String part : name.split("/", -1)) {
            if (!part.isEmpty() && !part.equals(".")) {
                parts.add(part);
            }
        }
        return String.join("/", parts.subList(Math.min(folders, Math.max(0, parts.size() - 1)), parts.size()));
    }
}
