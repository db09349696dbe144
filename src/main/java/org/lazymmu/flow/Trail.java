package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A step of a path that is worth telling.
 *
 * @param what   what is called, or {@code true} and {@code false} for a branch
 * @param inside for a call: the steps in the callee that make it matter
 * @param before the step before, or null
 */
public record Trail(Site site, Kind kind, String what, List<Trail> inside, @Nullable Trail before) {
    /** What happens at a step. */
    public enum Kind {
        OPEN, CLOSE, PAUSE, RESUME, ACQUIRE, RELEASE, MASK, UNMASK, BRANCH, CALL, CALLBACK, PASSED, DEFER, READ, RELY,
        EXIT
    }

    /** Where it leads in the end, however deep. */
    public Trail root() {
        return inside.isEmpty() ? this : inside.getLast().root();
    }

    /** How many calls lead to where it leads in the end. */
    public int length() {
        return 1 + (inside.isEmpty() ? 0 : inside.getLast().length());
    }

    /** The steps up to one, oldest first. */
    public static List<Trail> steps(@Nullable Trail last) {
        List<Trail> result = new ArrayList<>();
        for (Trail at = last; at != null; at = at.before) {
            result.add(at);
        }
        Collections.reverse(result);
        return result;
    }
}
