package org.lazymmu.report;

/** Makes text of strangers harmless on a terminal: names of files and functions come from trees that nobody vouches for. */
public final class Visible {
    private Visible() {
    }

    /** The text with control and direction characters shown as {@code \x1b} or {@code \\u202e}. */
    public static String of(String text) {
        if (text.chars().noneMatch(Visible::isHidden)) {
            return text;
        }
        StringBuilder result = new StringBuilder();
        text.chars().forEach(c -> {
            if (!isHidden(c)) {
                result.append((char) c);
            } else if (c < 0x100) {
                result.append(String.format("\\x%02x", c));
            } else {
                result.append(String.format("\\u%04x", c));
            }
        });
        return result.toString();
    }

    private static boolean isHidden(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
    }
}
