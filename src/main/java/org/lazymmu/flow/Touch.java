package org.lazymmu.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something a function does with slots while its caller has the bracket open, which the caller may have to answer for.
 *
 * @param verb    what it does; {@link Meaning.SlotVerb#DEFER} when it is wrong by itself, because the function wrote the slot
 * @param fault   what is wrong if the caller wrote the slot before
 * @param effect  the primitive call that does it; null for a plain read
 * @param value   the slot, the address or what is freed, in entry terms; null when all slots are meant
 * @param end     the end of a range of addresses, or null
 * @param facts   what the parameters must be for it
 * @param presence the configurations
 * @param steps   how it comes about
 */
record Touch(Meaning.SlotVerb verb, Summary.Fault fault, Meaning.@Nullable SlotEffect effect, @Nullable Value value,
        @Nullable Value end, List<State.Fact> facts, int presence, List<Trail> steps) {

    String key() {
        return verb + "/" + fault + "/" + value + "/" + end + "/" + place(steps.getFirst()) + ">"
                + place(steps.getLast());
    }

    /** The place where a step happens in the end, however deep. */
    private static String place(Trail step) {
        return step.inside().isEmpty() ? step.site().key() : place(step.inside().getLast());
    }
}
