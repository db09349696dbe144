package org.lazymmu.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Values that have to be one of a few: says which, and what somebody may have meant. */
final class Choice {
    private static final List<String> TEXT_OR_JSON = List.of("text", "json");

    private Choice() {
    }

    /** A format that is text or JSON. */
    static void format(String value) throws Failure {
        check("format", value, TEXT_OR_JSON);
    }

    static void checkAll(String kind, Collection<String> values, Collection<String> known) throws Failure {
        for (String value : values) {
            check(kind, value, known);
        }
    }

    static void check(String kind, String value, Collection<String> known) throws Failure {
        if (!known.contains(value)) {
            String near = nearest(value, known).map(name -> ", did you mean " + name + "?").orElse(";");
            throw Failure.usage("unknown " + kind + " '" + value + "'" + near + " known: " + String.join(", ", known));
        }
    }

    private static Optional<String> nearest(String value, Collection<String> known) {
        int limit = Math.max(2, value.length() / 3);
        return known.stream().filter(name -> distance(value, name) <= limit).min(
                Comparator.<String>comparingInt(name -> distance(value, name))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many characters have to be changed, added or removed. */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
