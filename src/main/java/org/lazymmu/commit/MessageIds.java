package org.lazymmu.commit;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ids of the mails that a message points to, by addresses in mail archives or as they are. */
final class MessageIds {
    private static final int MAX_IDS = 500;
    private static final int MAX_CHARS = 500;
    private static final Pattern ADDRESS = Pattern
            .compile("https?://([^\\s<>\"()\\[\\]/]{1,100})/([^\\s<>\"()\\[\\]]{1,600})");
    private static final Pattern ARCHIVE = Pattern.compile(
            "(?:^|\\.)(?:lore\\.kernel\\.org|lkml\\.kernel\\.org|patch\\.msgid\\.link|msgid\\.link|patchwork\\.[a-z.]{2,60}|inbox\\.[a-z.]{2,60}|marc\\.info|mid\\.gmane\\.org|mid\\.mail-archive\\.com|public-inbox\\.org|yhbt\\.net)$");
    private static final Pattern HEADER = Pattern
            .compile("^\\s{0,8}message-id:?\\s{0,4}(?:<([^<>\\s]{3,400})>|([^<>\\s@]{1,200}@[^<>\\s@]{1,200}))",
                    Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);

    private MessageIds() {
    }

    /** The ids in a text in their order, without angle brackets. */
    static List<String> in(String text) {
        Set<String> ids = new LinkedHashSet<>();
        if (text.contains("://")) {
            Matcher address = ADDRESS.matcher(text);
            while (ids.size() < MAX_IDS && address.find()) {
                if (ARCHIVE.matcher(address.group(1)).find()) {
                    fromPath(address.group(2), ids);
                }
            }
        }
        Matcher header = HEADER.matcher(text);
        while (ids.size() < MAX_IDS && header.find()) {
            ids.add(header.group(1) == null ? header.group(2) : header.group(1));
        }
        return List.copyOf(new ArrayList<>(ids));
    }

    private static void fromPath(String path, Set<String> ids) {
        for (String part : path.split("[/?&#]|%3[cCeE]", 30)) {
            String word = part.startsWith("i=") ? part.substring(2) : part;
            String id = decoded(word);
            int at = id.indexOf('@');
            if (at > 0 && at < id.length() - 1 && id.indexOf('@', at + 1) < 0 && id.length() <= MAX_CHARS) {
                ids.add(trimmed(id));
            }
        }
    }

    private static String decoded(String word) {
        try {
            return word.indexOf('%') < 0 ? word
                    : URLDecoder.decode(word.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return word; // a stray percent sign
        }
    }

    private static String trimmed(String id) {
        int end = id.length();
        while (end > 0 && ".,;:'>".indexOf(id.charAt(end - 1)) >= 0) {
            end--;
        }
        return id.substring(0, end);
    }
}
