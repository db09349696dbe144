package org.lazymmu.series;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lazymmu.commit.Person;

/** Who wrote a patch: as the headers of mails have it, and whether two are one. */
final class Authors {
    static final Person NOBODY = new Person("", "");

    private static final Pattern COMMENTED = Pattern.compile("\\s*(\\S+@\\S+)\\s+\\(([^()]*)\\)\\s*");

    private Authors() {
    }

    /** Reads {@code Name <email>}, {@code email (Name)}, or whichever of the two is there. */
    static Person of(String header) {
        Matcher commented = COMMENTED.matcher(header);
        return commented.matches() ? new Person(commented.group(2).strip(), commented.group(1))
                : Person.of(header).orElseGet(() -> new Person(header.strip(), ""));
    }

    /** As headers have it. */
    static String text(Person person) {
        return person.name().isEmpty() ? person.email()
                : person.email().isEmpty() ? person.name() : person.name() + " <" + person.email() + ">";
    }

    /** Whether both are one person: the same address, or the same full name, since people change their addresses. */
    static boolean same(Person one, Person other) {
        return !one.email().isEmpty() && one.email().equalsIgnoreCase(other.email()) || one.name().contains(" ")
                && one.name().toLowerCase(Locale.ROOT).equals(other.name().toLowerCase(Locale.ROOT));
    }
}
