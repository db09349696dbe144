package org.lazymmu.commit;

import java.util.Optional;

/**
 * Somebody as a trailer or a commit names them.
 *
 * @param name  as written, may be empty
 * @param email without angle brackets, may be empty
 */
public record Person(String name, String email) {

    /** Reads {@code Name <address>}, an address alone, or an address in brackets; empty where there is no address. */
    public static Optional<Person> of(String text) {
        int open = text.indexOf('<');
        int close = text.indexOf('>', open + 1);
        if (open >= 0 && close > open) {
            String name = unquoted(text.substring(0, open).strip());
            return Optional.of(new Person(name, text.substring(open + 1, close).strip()));
        }
        for (String word : text.split("\\s++", 50)) {
            int at = word.indexOf('@');
            if (at > 0 && at < word.length() - 1) {
                return Optional.of(new Person("", trimmed(word)));
            }
        }
        return Optional.empty();
    }

    private static String unquoted(String name) {
        return name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1)
                : name;
    }

    private static String trimmed(String address) {
        int start = 0;
        int end = address.length();
        while (start < end && "<(\"',;".indexOf(address.charAt(start)) >= 0) {
            start++;
        }
        while (end > start && ">)\"',;.".indexOf(address.charAt(end - 1)) >= 0) {
            end--;
        }
        return address.substring(start, end);
    }
}
