package org.lazymmu.refactoring;

import java.util.regex.Pattern;

/** Finds where statements of a text end. */
final class Scan {
    private static final Pattern DECLARING = Pattern.compile("(?:DEFINE|DECLARE)_\\w+|LIST_HEAD|CLASS");

    private final String text;

    Scan(String text) {
        this.text = text;
    }

    /** Whether a call of the name is a declaration. */
    static boolean declares(String name) {
        return DECLARING.matcher(name).matches();
    }

    /** The offset behind the next semicolon that stands in no parentheses, braces, strings or comments. */
    int behindSemicolon(int from) {
        return behind(from, ';');
    }

    /** The offset behind the next colon of that kind. */
    int behindColon(int from) {
        return behind(from, ':');
    }

    /** The offset of the parenthesis that closes the first one from an offset on. */
    int closing(int from) {
        return behind(text.indexOf('(', from) + 1, ')') - 1;
    }

    private int behind(int from, char wanted) {
        int depth = 0;
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            if (depth == 0 && c == wanted) {
                return i + 1;
            }
            switch (c) {
                case '(', '{', '[' -> depth++;
                case ')', '}', ']' -> depth--;
                case '"', '\'' -> i = quoteEnd(i);
                case '/' -> i = commentEnd(i);
                default -> {
                }
            }
            i++;
        }
        throw new IllegalArgumentException("no " + wanted + " behind " + text.substring(from, Math.min(text.length(),
                from + 60)));
    }

    private int quoteEnd(int quote) {
        int i = quote + 1;
        while (text.charAt(i) != text.charAt(quote)) {
            i += text.charAt(i) == '\\' ? 2 : 1;
        }
        return i;
    }

    private int commentEnd(int slash) {
        if (text.startsWith("/*", slash)) {
            return text.indexOf("*/", slash + 2) + 1;
        }
        return text.startsWith("//", slash) ? text.indexOf('\n', slash) : slash;
    }
}
