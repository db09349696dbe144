package org.lazymmu.flow;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one function completes of others: brackets that they left open, or that they need open. */
final class Roles {
    private final Set<Summary.Role> served = new HashSet<>();
    private final Set<String> called = new HashSet<>();

    Set<Summary.Role> served() {
        return Set.copyOf(served);
    }

    /** Notes that a path comes to a call. */
    void comesTo(String callee) {
        called.add(callee);
    }

    /** What was called on some path. */
    Set<String> called() {
        return Set.copyOf(called);
    }

    /** Notes that this function closes a bracket that was opened for it there. */
    void closes(State.@Nullable Opening opened) {
        if (opened != null) {
            if (!opened.callee().isEmpty()) {
                served.add(new Summary.Role(true, opened.callee()));
            }
            expansions(opened.site(), true);
        }
    }

    /**
     * Notes that a callee opens a bracket that is open here, which is wrong by itself, or that this function had closed. That it
     * left the bracket open itself the last time it was called says nothing.
     */
    void opensAgain(String callee, State.@Nullable Opening opened) {
        if (opened == null || !opened.callee().equals(callee)) {
            served.add(new Summary.Role(true, callee));
        }
    }

    /** Notes a call: what a callee does to a paused bracket has no effect, so nobody else need undo it. */
    void calls(String callee, State state) {
        if (state.marks().pauses() > 0) {
            served.add(new Summary.Role(true, callee));
            served.add(new Summary.Role(false, callee));
        }
    }

    /** Notes that this function has the bracket open for a callee, or a macro used at a site, that closes it. */
    void lends(Site site, String callee) {
        served.add(new Summary.Role(false, callee));
        expansions(site, false);
    }

    private void expansions(Site site, boolean opens) {
        for (Site at = site; at != null && at.user() != null; at = at.user()) {
            served.add(new Summary.Role(opens, at.function()));
        }
    }
}
