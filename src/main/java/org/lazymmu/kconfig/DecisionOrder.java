package org.lazymmu.kconfig;

import java.util.Arrays;

/** Variables that are to be decided, most active first, then the oldest: a heap. Activity is to have been in conflicts lately. */
final class DecisionOrder {
    private static final double DECAY = 1 / 0.95;
    private static final double HIGHEST = 1e100;
    private static final double SCALE = 1e-100;

    private double[] activity = new double[64];
    /** What a conflict adds now; it grows, so that older conflicts count for less. */
    private double step = 1;
    private int[] heap = new int[64];
    /** Where a variable is in the heap, or -1. */
    private int[] place = new int[64];
    private int size;

    DecisionOrder() {
        Arrays.fill(place, -1);
    }

    /** Makes room for so many variables. */
    void grow(int variables) {
        int before = place.length;
        activity = Arrays.copyOf(activity, variables);
        heap = Arrays.copyOf(heap, variables);
        place = Arrays.copyOf(place, variables);
        Arrays.fill(place, before, variables, -1);
    }

    /** Enters a variable, if it is not there. */
    void insert(int variable) {
        if (place[variable] < 0) {
            place[variable] = size;
            heap[size++] = variable;
            up(place[variable]);
        }
    }

    /** Takes out the first variable; -1 when there is none. */
    int take() {
        if (size == 0) {
            return -1;
        }
        int top = heap[0];
        place[top] = -1;
        int last = heap[--size];
        if (size > 0) {
            heap[0] = last;
            place[last] = 0;
            down(0);
        }
        return top;
    }

    /** A variable is part of a conflict. */
    void bump(int variable) {
        activity[variable] += step;
        if (activity[variable] > HIGHEST) {
            for (int i = 0; i < activity.length; i++) {
                activity[i] *= SCALE;
            }
            step *= SCALE;
        }
        if (place[variable] >= 0) {
            up(place[variable]);
        }
    }

    /** Conflicts up to now count for less from here on. */
    void age() {
        step *= DECAY;
    }

    private boolean before(int left, int right) {
        return activity[left] > activity[right] || activity[left] == activity[right] && left < right;
    }

    private void up(int from) {
        int at = from;
        int variable = heap[at];
        while (at > 0 && before(variable, heap[(at - 1) / 2])) {
            heap[at] = heap[(at - 1) / 2];
            place[heap[at]] = at;
            at = (at - 1) / 2;
        }
        heap[at] = variable;
        place[variable] = at;
    }

    private void down(int from) {
        int at = from;
        int variable = heap[at];
        while (2 * at + 1 < size) {
            int child = 2 * at + 1;
            if (child + 1 < size && before(heap[child + 1], heap[child])) {
                child++;
            }
            if (!before(heap[child], variable)) {
                break;
            }
            heap[at] = heap[child];
            place[heap[at]] = at;
            at = child;
        }
        heap[at] = variable;
        place[variable] = at;
    }
}
