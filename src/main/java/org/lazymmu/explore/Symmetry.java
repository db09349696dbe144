package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The renamings of a model, on packed states: of all states that are the same but for names, the least stands for all. */
final class Symmetry {
    private final Engine engine;
    private final Layout layout;
    private final int words;
    private final List<int[]> targets = new ArrayList<>();
    /** For each renaming and slot, the number of each value after it, or -1. */
    private final List<int[][]> numbers = new ArrayList<>();
    private final long[] image;

    Symmetry(Engine engine) {
        this.engine = engine;
        layout = engine.layout();
        words = layout.words();
        image = new long[words];
        for (Renaming renaming : engine.model().symmetry()) {
            targets.add(engine.model().slots().stream().mapToInt(s -> renaming.slot(s).index()).toArray());
            int[][] maps = new int[engine.domains().slots()][];
            for (int slot = 0; slot < maps.length; slot++) {
                maps[slot] = new int[(int) layout.mask(slot) + 1];
                Arrays.fill(maps[slot], -1);
            }
            numbers.add(maps);
        }
    }

    /** How many renamings there are, without the one that renames nothing. */
    int size() {
        return targets.size();
    }

    /** Replaces a state by the least of those that it is the same as. */
    void canonical(long[] states, int offset) {
        long[] least = null;
        for (int renaming = 0; renaming < targets.size(); renaming++) {
            rename(renaming, states, offset, image);
            if (Arrays.compareUnsigned(image, 0, words, least == null ? states : least, least == null ? offset : 0,
                    least == null ? offset + words : words) < 0) {
                least = image.clone();
            }
        }
        if (least != null) {
            System.arraycopy(least, 0, states, offset, words);
        }
    }

    /** Writes the state as it is after a renaming. */
    void rename(int renaming, long[] states, int offset, long[] into) {
        Arrays.fill(into, 0, words, 0);
        int[] target = targets.get(renaming);
        int[][] maps = numbers.get(renaming);
        for (int slot = 0; slot < target.length; slot++) {
            int id = layout.get(states, offset, slot);
            int renamed = maps[slot][id];
            if (renamed < 0) {
                renamed = number(renaming, slot, id);
                maps[slot][id] = renamed;
            }
            int position = layout.position(target[slot]);
            into[position >>> 6] |= (long) renamed << position;
        }
    }

    private int number(int renaming, int slot, int id) {
        Renaming by = engine.model().symmetry().get(renaming);
        Slot<?> named = engine.model().slots().get(slot);
        Object value = engine.domains().value(slot, id);
        Object renamed = value instanceof Place(int location, Object locals)
                ? new Place(location, by.value(named, locals)) : by.value(named, value);
        int target = by.slot(named).index();
        int number = engine.domains().id(target, renamed);
        layout.requireRoom(target, number);
        return number;
    }
}
