package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lazymmu.c.Condition;
import org.lazymmu.flow.Site;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.TraceStep;

/**
 * A finding in one view, before views are joined. It can be kept longer than the tree.
 *
 * @param place    where it is reported
 * @param function the function there, or the macro whose replacement it is
 * @param uses     for code of a macro: where the macro is used, from the function inwards
 * @param message  one sentence without a full stop
 * @param detail   what tells it from other findings of the rule in the same function, without line numbers
 * @param presence the configurations
 * @param also     further places with the same cause
 * @param deed     which of the ways to break the rule it is, where they have different consequences; else an empty text
 */
record Draft(Rule rule, Place place, String function, List<Place> uses, String message, String detail,
        Condition presence, List<TraceStep> trace,
        List<TraceStep> also, String deed) {

    Draft(Rule rule, Site site, String message, String detail, Condition presence, List<TraceStep> trace,
            List<TraceStep> also, String deed) {
        this(rule, Telling.place(site), site.function(), uses(site), message, detail, presence, trace, also, deed);
    }

    Draft(Rule rule, Site site, String message, String detail, Condition presence, List<TraceStep> trace,
            List<TraceStep> also) {
        this(rule, site, message, detail, presence, trace, also, "");
    }

    private static List<Place> uses(Site site) {
        List<Place> uses = new ArrayList<>();
        for (Site user = site.user(); user != null; user = user.user()) {
            uses.addFirst(Telling.place(user));
        }
        return List.copyOf(uses);
    }

    /** The same in a tree that was edited elsewhere. */
    Draft moved(Edits.Moving moving) {
        return new Draft(rule, moving.moved(place), function, moving.places(uses), message, detail, presence,
                moving.steps(trace), moving.steps(also), deed);
    }

    /** What tells it from others in a view, in tree order. */
    String key() {
        return Stream.concat(uses.stream(), Stream.of(place))
                .map(at -> String.format("%s:%09d:%09d", at.file(), at.line(), at.column()))
                .collect(Collectors.joining(">")) + "/" + rule.id() + "/" + detail;
    }

    /** What is broken, as the consequences are told by: the rule, and the deed; without one, the first word of the detail. */
    String broken() {
        return rule.id() + "/" + (deed.isEmpty() ? detail.split(":", 2)[0] : deed);
    }
}
