package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The values met so far in each slot, numbered. Safe for use by several threads. */
final class Domains {
    /** Ids of slot 0 begin with 1, so that no packed state is all zero. */
    private static final int FIRST = 1;

    private final List<Map<Object, Integer>> ids = new ArrayList<>();
    private final List<List<Object>> values = new ArrayList<>();

    Domains(Object[] initial) {
        for (int slot = 0; slot < initial.length; slot++) {
            ids.add(new HashMap<>());
            values.add(new ArrayList<>());
            if (slot == 0) {
                for (int i = 0; i < FIRST; i++) {
                    values.getFirst().add("never");
                }
            }
            id(slot, initial[slot]);
        }
    }

    int slots() {
        return values.size();
    }

    /** The number of a value, a new one if it has none. */
    synchronized int id(int slot, Object value) {
        List<Object> known = values.get(slot);
        Integer id = ids.get(slot).putIfAbsent(value, known.size());
        if (id == null) {
            known.add(value);
            return known.size() - 1;
        }
        return id;
    }

    /** The value of a number. */
    synchronized Object value(int slot, int id) {
        return values.get(slot).get(id);
    }

    /** One more than the largest number in a slot. */
    synchronized int size(int slot) {
        return values.get(slot).size();
    }
}
