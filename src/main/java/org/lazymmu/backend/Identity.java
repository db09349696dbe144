package org.lazymmu.backend;

import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lazymmu.mmu.Names;

/**
 * Which PTE or CPU a value is of. The address, the value and the place of PTE number 3 are {@code addr#3}, {@code pte#3} and
 * {@code PTE#3}, and what is computed from them has it in its text; a cell of CPU 1 has {@code %1}.
 */
final class Identity {
    /** A value whose PTE has had all that it was kept for. */
    static final Datum USED = new Datum.Unknown("used");

    private static final Pattern NUMBERED = Pattern.compile("([#%])(\\d+)");
    private static final Pattern VALUE = Pattern.compile("\\bpte#\\d+");

    private Identity() {
    }

    static Datum pointer(int pte) {
        return new Datum.Pointer(Storage.PTE + "#" + pte);
    }

    static Datum address(int pte) {
        return new Datum.Unknown("addr#" + pte);
    }

    /** What a PTE holds: something, or nothing. */
    static Datum value(int pte, boolean present) {
        return present ? new Datum.Unknown("pte#" + pte) : Datum.ZERO;
    }

    /** The PTEs that a value is of. */
    static SortedSet<Integer> of(Datum value) {
        SortedSet<Integer> ptes = new TreeSet<>();
        Matcher found = NUMBERED.matcher(text(value));
        while (found.find()) {
            if (found.group(1).equals("#")) {
                ptes.add(Integer.valueOf(found.group(2)));
            }
        }
        return ptes;
    }

    /** Whether a value is that of a PTE with a mapping. */
    static boolean isMapping(Datum value) {
        return VALUE.matcher(text(value)).find();
    }

    /** Whether a value is known to be nothing. */
    static boolean isNothing(Datum value) {
        return switch (value) {
            case Datum.Whole(long number) -> number == 0;
            case Datum.Pieces(var parts, boolean zeroed) -> parts.values().stream().allMatch(Identity::isNothing);
            case Datum.Pointer p -> false;
            case Datum.Unknown u -> false;
        };
    }

    private static String text(Datum value) {
        return value instanceof Datum.Pieces(var parts, boolean zeroed)
                ? String.join(" ", parts.values().stream().map(Identity::text).toList())
                : value.text();
    }

    /** A text without the numbers of PTEs and CPUs in it. */
    static String withoutNumbers(String text) {
        return NUMBERED.matcher(text).replaceAll("#");
    }

    static Datum renamed(Datum value, Names names) {
        return switch (value) {
            case Datum.Whole w -> w;
            case Datum.Pointer(String cell) -> new Datum.Pointer(renamed(cell, names));
            case Datum.Unknown(String text) -> new Datum.Unknown(renamed(text, names));
            case Datum.Pieces(var parts, boolean zeroed) -> {
                Map<String, Datum> renamed = new TreeMap<>(parts);
                renamed.replaceAll((path, part) -> renamed(part, names));
                yield new Datum.Pieces(renamed, zeroed);
            }
        };
    }

    private static String renamed(String text, Names names) {
        return NUMBERED.matcher(text).replaceAll(found -> {
            int number = Integer.parseInt(found.group(2));
            return found.group(1) + (found.group(1).equals("#") ? names.pte(number) : names.cpu(number));
        });
    }
}
