package org.lazymmu.flow;

import org.jspecify.annotations.Nullable;

/**
 * What masks the bracket at a point of a path. Where brackets count, opening, closing, pausing and resuming do nothing while
 * they are masked; what was done in vain is counted here.
 *
 * @param levels how often it was masked, less unmasked; negative when the caller's mask was taken away
 * @param opens  opened while masked, less closed while masked
 * @param pauses paused while masked, less resumed while masked
 * @param muffles how often deeds were muffled that are not done then, less unmuffled; no mask, but kept in the same way
 * @param opened where it was opened last while masked, or null
 */
public record Masking(int levels, int opens, int pauses, int muffles, State.@Nullable Opening opened) {
    /** How a test of the mask reads in facts. */
    public static final String TEST = "mask()";

    /** Levels and counts beyond these are not told apart. */
    private static final int MOST = 4;

    static final Masking NONE = new Masking(0, 0, 0, 0, null);

    /** Checks the counts. */
    public Masking {
        levels = Math.clamp(levels, -MOST, MOST);
        opens = Math.clamp(opens, -MOST, MOST);
        pauses = Math.clamp(pauses, -MOST, MOST);
        muffles = Math.clamp(muffles, -MOST, MOST);
    }

    boolean isOn() {
        return levels > 0;
    }

    Masking raise(int by) {
        return new Masking(levels + by, opens, pauses, muffles, opened);
    }

    Masking open(int by, State.@Nullable Opening at) {
        return new Masking(levels, opens + by, pauses, muffles, opens + by > 0 ? at : null);
    }

    Masking pause(int by) {
        return new Masking(levels, opens, pauses + by, muffles, opened);
    }

    Masking muffle(int by) {
        return new Masking(levels, opens, pauses, muffles + by, opened);
    }

    /** The same as seen by the caller that had it masked so often. */
    Masking since(int before) {
        return raise(-before);
    }

    /** Whether all is as it was. */
    public boolean isNothing() {
        return levels == 0 && opens == 0 && pauses == 0 && muffles == 0;
    }

    String key() {
        return isNothing() ? "" : "m" + levels + "," + opens + "," + pauses + "," + muffles;
    }
}
