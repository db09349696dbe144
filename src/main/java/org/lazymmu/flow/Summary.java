package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a function does to brackets and locks, as its callers see it, and what is wrong inside it whoever calls it.
 *
 * <p>
 * Depths are relative to the function's entry. Values are in terms of what its parameters held at entry.
 *
 * @param outcomes the ways it can return
 * @param events   what it does that may be wrong depending on the caller
 * @param deeds    what it does that matters to callers that have the bracket open
 * @param incidents what is wrong in itself
 * @param served   what it completes of others: brackets that they left open or needed open
 * @param called   the names that it calls on some path
 * @param touches  what it does with slots that may be wrong depending on the caller
 * @param unknown  calls through pointers with the bracket open that lead nobody knows where
 * @param limit    why the walk is incomplete, or null
 */
public record Summary(Definition definition, List<Outcome> outcomes, List<Event> events, List<Deed> deeds,
        List<Incident> incidents, List<Touch> touches, Set<Role> served, Set<String> called, Set<Site> unknown,
        @Nullable String limit) {

    /** What is assumed of a function while it is not known yet: that it leaves everything as it was. */
    static Summary unknown(Definition definition) {
        Site site = definition.site();
        Outcome outcome = new Outcome(0, 0, null, null, List.of(), List.of(), List.of(), false, Presence.ALWAYS, site,
                null,
                Masking.NONE, Slots.NONE, null, List.of(), null);
        return new Summary(definition, List.of(outcome), List.of(), List.of(), List.of(), List.of(), Set.of(), Set.of(),
                Set.of(), null);
    }

    /** What a function does. */
    public enum Action {
        OPEN, CLOSE, RESUME,
        /** Opens the bracket by a call that counts, which may be done in another that counts. */
        OPEN_COUNTED,
        /** Closes the bracket, or resumes it, while it is masked. */
        CLOSE_MASKED, RESUME_MASKED, ACQUIRE, RELEASE, CALLBACK
    }

    /**
     * A part that a function or macro plays for those who use it.
     *
     * @param opens it leaves a bracket open that the user closes; otherwise it closes one that the user has open
     */
    public record Role(boolean opens, String name) {
    }

    /**
     * A lock that is held on return and was not on entry.
     *
     * @param lock   what it is in entry terms, or null if the caller does not know it yet
     * @param places where the caller finds it: a null place is the returned value
     */
    public record Acquired(@Nullable Value lock, List<Value.@Nullable Cell> places, String name, boolean inside) {
    }

    /**
     * A way to return.
     *
     * @param depth    brackets opened less closed
     * @param value    what is returned, in entry terms, or null when unknown
     * @param truth    whether what is returned is true, or null when unknown
     * @param facts    what the parameters must be for it
     * @param acquired locks that stay held
     * @param released locks of the caller that are released
     * @param nested   the bracket was opened twice on the way, which is an incident of its own
     * @param masking  what masks the bracket and what was done in vain, relative to the caller's
     * @param slots    slots that were written, in entry terms
     * @param origin   the slot from whose content an unknown value that is returned was worked out, in entry terms, or null
     * @param stored   constants that were stored behind pointers of the caller's
     */
    public record Outcome(int depth, int pauses, @Nullable Value value, @Nullable Boolean truth, List<State.Fact> facts,
            List<Acquired> acquired, List<Value> released, boolean nested, int presence, Site exit,
            State.@Nullable Opening opened, Masking masking, Slots slots,
            @Nullable Value origin, List<State.Holding> stored, @Nullable Trail trail) {
    }

    /**
     * Something a function does that its caller may have to answer for.
     *
     * @param depth the caller's brackets that are open there, relative to its own at the call: at most 0 for all but callbacks
     * @param value the lock, or the function called through a parameter; null where there is none
     * @param arguments what that function is called with, in entry terms; null where it is something else
     * @param facts  what the parameters must be for it
     * @param inside the steps down to where it happens when that is in a callee
     */
    public record Event(Action action, Site site, String what, int depth, @Nullable Value value,
            List<@Nullable Value> arguments, List<State.Fact> facts, int presence, List<Trail> inside,
            @Nullable Trail trail) {
        /** The place where it happens in the end, however deep. */
        public Site root() {
            return siteOf(site, inside);
        }

        /** The call with a meaning of its own that it is in the end. */
        public String call() {
            return callOf(what, inside);
        }

        String key() {
            return action + "/" + depth + "/" + root().key() + "/" + value;
        }
    }

    /**
     * Something a function does that matters if the bracket is open.
     *
     * @param kind   what it is, for the rules
     * @param depth  brackets that are open there, relative to the caller's; above 0 only when {@code test} is for the caller to
     *               decide
     * @param test   true if it is done; null if it is in any case, a value of no caller if nobody knows
     * @param opened where the bracket was opened, if the depth is above 0
     */
    public record Deed(String kind, Site site, String what, int depth, @Nullable Value test, List<State.Fact> facts,
            int presence, State.@Nullable Opening opened, List<Trail> inside, @Nullable Trail trail) {
        /** The name of what is called in the end. */
        public String cause() {
            return callOf(what, inside);
        }

        /** As a step of a caller's path. */
        Trail step() {
            return new Trail(site, Trail.Kind.CALL, what, inside, trail);
        }

        /** How many calls lead to it. */
        int length() {
            return step().length();
        }
    }

    /** The call with a meaning of its own at the end of the steps into callees, or what is called if there are none. */
    public static String callOf(String what, List<Trail> inside) {
        return inside.isEmpty() ? what : inside.getLast().root().what();
    }

    private static Site siteOf(Site site, List<Trail> inside) {
        return inside.isEmpty() ? site : inside.getLast().root().site();
    }

    /** What can be wrong inside one function. */
    public enum Fault {
        /** The bracket was open already. */
        NESTED,
        /** A lock is taken while the bracket is open. */
        ACQUIRED_INSIDE,
        /** A lock that was held when the bracket was opened is released while it is open. */
        RELEASED_INSIDE,
        /** A lock that was taken while the bracket was open is released while it is: the other end of such a mistake. */
        RELEASED_AGAIN_INSIDE,
        /** A function that is called back closes the bracket of the one that calls it. */
        CLOSED_BY_CALLBACK,
        /** A bracket that was opened by a call that counts is closed by one that does not, or the other way round. */
        MISMATCHED,
        /** The bracket is opened while it is masked, or where it counts, only one end of it is masked. */
        MASKED,
        /** A slot is read that was written in the bracket, which may not have taken effect. */
        STALE_READ,
        /** Writes to slots are relied on that may not have taken effect. */
        RELIED_EARLY,
        /** What a slot referred to ends while the write that takes it out may not have taken effect. */
        FREED_EARLY,
        /** What a slot leads to is touched while the write that leads there may not have taken effect. */
        ACCESSED_EARLY,
        /** Something is done in the bracket that belongs before it. */
        BELONGS_BEFORE,
        /** A deed is done while the bracket is open. */
        DEED,
        /** A deed may be done while the bracket is open, and the source does not say whether it is. */
        UNDECIDED
    }

    /**
     * Something wrong.
     *
     * @param kind   what it is, where there are kinds of it: that of the deed
     * @param inside the steps in the callee, where it is in one
     * @param trail  the path, newest step first; the fault itself is not on it
     */
    public record Incident(Fault fault, String kind, Site site, String what, State.@Nullable Opening opened,
            int presence, List<Trail> inside, @Nullable Trail trail) {
        public Incident(Fault fault, Site site, String what, State.@Nullable Opening opened, int presence,
                List<Trail> inside, @Nullable Trail trail) {
            this(fault, "", site, what, opened, presence, inside, trail);
        }

        /** The same in some configurations, after steps that lead there. */
        Incident after(List<Trail> steps, int configurations) {
            List<Trail> all = new ArrayList<>(steps);
            all.addAll(inside);
            return new Incident(fault, kind, site, what, opened, configurations, all, trail);
        }

        /** The place where it happens in the end, however deep. */
        public Site root() {
            return siteOf(site, inside);
        }

        /** The name of what is called there. */
        public String cause() {
            return callOf(what, inside);
        }

        /** The place of the write to a slot that comes to early use; empty for anything else. */
        public String origin() {
            return inside.stream().filter(step -> step.kind() != Trail.Kind.PASSED).limit(1)
                    .filter(step -> step.kind() == Trail.Kind.DEFER).map(step -> step.site().key()).findFirst()
                    .orElse("");
        }

        String key() {
            return fault + kind + "/" + site.outermost().key() + "/" + root().key() + "/"
                    + (opened == null ? "" : opened.site().key()) + "/" + origin();
        }
    }
}
