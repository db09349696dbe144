package org.lazymmu.backend;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind values that are only known by their text. The value of a call is its text, {@code pte_present(pte#1)}, because
 * such texts are what is known of hardware; where nothing is known of one, what the function computes is looked at after all. So a
 * test can be moved into a function, and given another name, without being another test.
 */
final class Meanings {
    private final Map<String, Supplier<@Nullable Datum>> meanings = new HashMap<>();
    private final Map<String, Datum> found = new HashMap<>();
    /** What is being looked at. */
    private final Set<String> open = new HashSet<>();

    /** @param meaning works the value out, or gives null if that is not possible */
    void put(Datum value, Supplier<@Nullable Datum> meaning) {
        if (value instanceof Datum.Unknown(String text)) {
            meanings.put(text, meaning);
            found.remove(text);
        }
    }

    /** Whether something stands behind a value. */
    boolean has(Datum value) {
        return value instanceof Datum.Unknown(String text) && meanings.containsKey(text);
    }

    /** What stands behind a value; itself if nothing does. */
    Datum of(Datum value) {
        if (!(value instanceof Datum.Unknown(String text))) {
            return value;
        }
        Datum known = found.get(text);
        Supplier<@Nullable Datum> meaning = known == null ? meanings.get(text) : null;
        if (meaning != null && open.add(text)) {
            try {
                Datum meant = meaning.get();
                known = meant == null ? value : meant;
                found.put(text, known);
            } finally {
                open.remove(text);
            }
        }
        return known == null ? value : known;
    }
}
