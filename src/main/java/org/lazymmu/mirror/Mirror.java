package org.lazymmu.mirror;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A mirror.
 *
 * @param id       its number in the database, 0 before it is there
 * @param name     its name, part of the names of its refs
 * @param address  what it is a mirror of
 * @param choice   which refs it has
 * @param interval how often {@code sync --watch} synchronises it
 * @param deadline how long one synchronisation may take
 * @param added    since when there is one
 */
public record Mirror(long id, String name, Address address, RefChoice choice, Duration interval, Duration deadline,
        Instant added) {
    /** How often, unless the user says so. */
    public static final Duration USUAL_INTERVAL = Duration.ofHours(1);
    /** A first synchronisation of a kernel takes long on a slow line. */
    public static final Duration USUAL_DEADLINE = Duration.ofHours(2);
    /** Servers are not ours. */
    private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final Set<String> RESERVED = Set.of("head");

    /** Checks what a user wants to be a mirror. */
    public static Mirror of(String name, Address address, RefChoice choice, Duration interval, Duration deadline,
            Instant added) throws MirrorException {
        checkName(name);
        if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST) > 0) {
            throw MirrorException.usage("the interval has to be between 10 s and a year");
        }
        if (deadline.isZero() || deadline.compareTo(LONGEST) > 0) {
            throw MirrorException.usage("the deadline has to be a year at most");
        }
        return new Mirror(0, name, address, choice, interval, deadline, added);
    }

    /** A name is part of a ref and of a path. */
    static void checkName(String name) throws MirrorException {
        if (!NAME.matcher(name).matches() || name.contains("..") || name.endsWith(".") || name.endsWith(".lock")
                || RESERVED.contains(name)) {
            throw MirrorException.usage("'" + name.replaceAll("[^ -~]", "?")
                    + "' is no name for a mirror: use letters, digits, '.', '_' and '-', at most 64, a letter or digit first");
        }
    }

    /** Where its refs are in the store. */
    public String refs() {
        return "refs/mirrors/" + name + "/";
    }

    /** Where the store keeps tips that the other side has thrown away. */
    public String kept() {
        return "refs/kept/" + name + "/";
    }
}
