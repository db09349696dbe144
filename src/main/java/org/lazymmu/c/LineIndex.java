package org.lazymmu.c;

import java.util.Arrays;

/** From byte offsets to lines and columns, both counted from 1. */
public final class LineIndex {
    private final int[] starts;

    /** @param starts offset of the first byte of each line, ascending, the first 0 */
    public LineIndex(int[] starts) {
        this.starts = starts.clone();
    }

    public int line(int offset) {
        int found = Arrays.binarySearch(starts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    public int column(int offset) {
        return offset - starts[line(offset) - 1] + 1;
    }
}
