package org.lazymmu.cli;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers with a unit, as in {@code --memory 4g}. */
final class Quantity {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,15})([a-z]*)");
    private static final Map<String, Long> COUNTS = Map.of("", 1L, "k", 1_000L, "m", 1_000_000L, "g", 1_000_000_000L);
    private static final Map<String, Long> BYTES = Map.of("", 1L, "k", 1L << 10, "m", 1L << 20, "g", 1L << 30);
    private static final Map<String, Long> MILLIS = Map.of("", 1_000L, "ms", 1L, "s", 1_000L, "m", 60_000L, "min",
            60_000L, "h", 3_600_000L);

    private Quantity() {
    }

    static long count(String option, String value) throws Failure {
        return parse(option, value, COUNTS, "a number such as 5000000 or 5m");
    }

    static long bytes(String option, String value) throws Failure {
        return parse(option, value, BYTES, "a size such as 512m or 4g");
    }

    static long millis(String option, String value) throws Failure {
        return parse(option, value, MILLIS, "a time such as 30s, 5m or 1h");
    }

    private static long parse(String option, String value, Map<String, Long> units, String form) throws Failure {
        Matcher matcher = FORM.matcher(value.toLowerCase(Locale.ROOT));
        if (matcher.matches()) {
            Long unit = units.get(matcher.group(2));
            long number = Long.parseLong(matcher.group(1));
            if (unit != null && number > 0 && number <= Long.MAX_VALUE / unit) {
                return number * unit;
            }
        }
        throw Failure.usage(option + " " + value + ": not " + form);
    }
}
