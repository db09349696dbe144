package org.lazymmu.mmu;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A release of mainline, such as {@code v6.15} or {@code v2.6.19}.
 *
 * @param numbers its numbers: two, or three before 3.0
 */
public record Release(List<Integer> numbers) implements Comparable<Release> {
    private static final Pattern MAINLINE = Pattern.compile("v?(2\\.6\\.\\d{1,3}|(?:[3-9]|[1-9]\\d)\\.\\d{1,3})");
    private static final Comparator<Release> ORDER = Comparator.<Release>comparingInt(r -> r.numbers.get(0))
            .thenComparingInt(r -> r.numbers.get(1)).thenComparingInt(r -> r.numbers.size() > 2 ? r.numbers.get(2) : 0);

    public Release {
        numbers = List.copyOf(numbers);
    }

    /** Reads a release of mainline, with or without the {@code v}; empty if it is none. */
    static Optional<Release> of(String text) {
        Matcher matcher = MAINLINE.matcher(text);
        return matcher.matches()
                ? Optional.of(new Release(Stream.of(matcher.group(1).split("\\.")).map(Integer::valueOf).toList()))
                : Optional.empty();
    }

    @Override
    public int compareTo(Release other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "v" + String.join(".", numbers.stream().map(String::valueOf).toList());
    }
}
