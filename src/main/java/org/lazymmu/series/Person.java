package org.lazymmu.series;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who wrote a patch, as a header has it.
 *
 * @param name  may be empty
 * @param email without the angle brackets; may be empty
 */
public record Person(String name, String email) {
    static final Person NOBODY = new Person("", "");

    private static final Pattern ADDRESS = Pattern.compile("\\s*(.*?)\\s*<([^<>]*)>.*", Pattern.DOTALL);
    private static final Pattern COMMENTED = Pattern.compile("\\s*(\\S+@\\S+)\\s+\\(([^()]*)\\)\\s*");

    /** Reads {@code Name <email>}, {@code email (Name)}, or whichever of the two is there. */
    static Person of(String header) {
        Matcher address = ADDRESS.matcher(header);
        if (address.matches()) {
            return new Person(unquoted(address.group(1)), address.group(2).strip());
        }
        Matcher commented = COMMENTED.matcher(header);
        if (commented.matches()) {
            return new Person(commented.group(2).strip(), commented.group(1));
        }
        String text = header.strip();
        return text.contains("@") ? new Person("", text) : new Person(text, "");
    }

    private static String unquoted(String name) {
        return name.length() >= 2 && name.startsWith("\"") && name.endsWith("\"")
                ? name.substring(1, name.length() - 1).replaceAll("\\\\(.)", "$1")
                : name;
    }

    /** Whether both are one person: the same address, or the same full name, since people change their addresses. */
    boolean is(Person other) {
        return !email.isEmpty() && email.equalsIgnoreCase(other.email)
                || name.contains(" ") && name.toLowerCase(Locale.ROOT).equals(other.name.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name.isEmpty() ? email : email.isEmpty() ? name : name + " <" + email + ">";
    }
}
