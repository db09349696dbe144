package org.lazymmu.git;

import java.util.regex.Pattern;

/** Texts without the passwords that addresses in them may have. */
public final class Masked {
    private static final Pattern SECRET = Pattern.compile("(?<=://)([^/@\\s:'\"]*):[^/@\\s]*(?=@)");

    private Masked() {
    }

    /** The text with {@code https://user:password@host} as {@code https://user:***@host}. */
    public static String text(String text) {
        return text.contains("@") ? SECRET.matcher(text).replaceAll("$1:***") : text;
    }
}
