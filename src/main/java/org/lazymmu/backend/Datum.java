package org.lazymmu.backend;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A value while code is run: known as far as it decides what the implementation does, a text where it is not. */
sealed interface Datum {
    Datum ZERO = new Whole(0);
    Datum ONE = new Whole(1);

    String text();

    record Whole(long value) implements Datum {
        @Override
        public String text() {
            return Long.toString(value);
        }
    }

    /** The address of a cell; arithmetic on it stays within the array or table that it points into. */
    record Pointer(String cell) implements Datum {
        @Override
        public String text() {
            return "&" + cell;
        }
    }

    /** What nothing is known of but where it came from: the same text is the same value. */
    record Unknown(String text) implements Datum {
    }

    /**
     * A structure by value: cells by the rest of their name, which begins with a dot or a bracket.
     *
     * @param zeroed whether all other cells of it are zero, as an initializer leaves them
     */
    record Pieces(Map<String, Datum> parts, boolean zeroed) implements Datum {
        public Pieces {
            parts = new TreeMap<>(parts);
        }

        @Override
        public String text() {
            return "{…}";
        }
    }

    /** What a call gives of which nothing is known but its arguments. */
    static Datum ofCall(String name, List<Datum> arguments) {
        return new Unknown(name + "(" + String.join(", ", arguments.stream().map(Datum::text).toList()) + ")");
    }

    static Datum of(boolean truth) {
        return truth ? ONE : ZERO;
    }
}
