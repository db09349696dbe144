package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The renamings of a model, on packed states: of all states that are the same but for names, the least stands for all. */
final class Symmetry {
    private final Engine engine;
    private final Layout layout;
    /** For each slot its word in a state, its lowest bit there, and its bits shifted down. */
    private final int[] words;
    private final int[] shifts;
    private final long[] masks;
    private final List<Table> tables = new ArrayList<>();
    private final int[] ids;
    private final long[] image;
    private final long[] least;

    /**
     * A renaming.
     *
     * @param sources for each word, the slots that go to slots in it
     * @param bits for each slot and number of a value, the bits of the renamed value in that word, or {@link #UNKNOWN}
     */
    private record Table(Renaming renaming, int[] targets, int[][] sources, long[][] bits) {
    }

    private static final long UNKNOWN = -1;

    Symmetry(Engine engine) {
        this.engine = engine;
        layout = engine.layout();
        int slots = engine.domains().slots();
        image = new long[layout.words()];
        least = new long[layout.words()];
        ids = new int[slots];
        words = IntStream.range(0, slots).map(slot -> layout.position(slot) >>> 6).toArray();
        shifts = IntStream.range(0, slots).map(slot -> layout.position(slot) & 63).toArray();
        masks = IntStream.range(0, slots).mapToLong(layout::mask).toArray();
        for (Renaming renaming : engine.model().symmetry()) {
            int[] targets = engine.model().slots().stream().mapToInt(s -> renaming.slot(s).index()).toArray();
            long[][] bits = new long[slots][];
            for (int slot = 0; slot < slots; slot++) {
                bits[slot] = new long[(int) masks[slot] + 1];
                Arrays.fill(bits[slot], UNKNOWN);
            }
            int[][] sources = new int[layout.words()][];
            for (int word = 0; word < sources.length; word++) {
                int in = word;
                sources[word] = IntStream.range(0, slots).filter(s -> words[targets[s]] == in && masks[targets[s]] != 0)
                        .toArray();
            }
            tables.add(new Table(renaming, targets, sources, bits));
        }
    }

    /** How many renamings there are, without the one that renames nothing. */
    int size() {
        return tables.size();
    }

    /** Replaces a state by the least of those that it is the same as. */
    void canonical(long[] state) {
        read(state);
        System.arraycopy(state, 0, least, 0, least.length);
        for (Table table : tables) {
            if (isLess(table)) {
                System.arraycopy(image, 0, least, 0, least.length);
            }
        }
        System.arraycopy(least, 0, state, 0, least.length);
    }

    /** Makes the image, or as much of it as is needed to see that it is not less than the least so far. */
    private boolean isLess(Table table) {
        int order = 0;
        for (int word = 0; word < image.length && order <= 0; word++) {
            rename(table, word);
            order = order == 0 ? Long.compareUnsigned(image[word], least[word]) : order;
        }
        return order < 0;
    }

    /** Writes the state as it is after a renaming. */
    void rename(int renaming, long[] state, long[] into) {
        read(state);
        for (int word = 0; word < image.length; word++) {
            rename(tables.get(renaming), word);
        }
        System.arraycopy(image, 0, into, 0, image.length);
    }

    private void read(long[] state) {
        for (int slot = 0; slot < ids.length; slot++) {
            ids[slot] = (int) (state[words[slot]] >>> shifts[slot] & masks[slot]);
        }
    }

    private void rename(Table table, int word) {
        long renamed = 0;
        for (int slot : table.sources[word]) {
            long bits = table.bits[slot][ids[slot]];
            renamed |= bits == UNKNOWN ? learn(table, slot, ids[slot]) : bits;
        }
        image[word] = renamed;
    }

    private long learn(Table table, int slot, int id) {
        Slot<?> named = engine.model().slots().get(slot);
        Object value = engine.domains().value(slot, id);
        Object renamed = value instanceof Place(int location, Object locals)
                ? new Place(location, table.renaming.value(named, locals))
                : table.renaming.value(named, value);
        int target = table.targets[slot];
        int number = engine.domains().id(target, renamed);
        layout.requireRoom(target, number);
        table.bits[slot][id] = (long) number << shifts[target];
        return table.bits[slot][id];
    }
}
