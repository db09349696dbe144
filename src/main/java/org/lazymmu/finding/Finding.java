package org.lazymmu.finding;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a rule reports.
 *
 * @param rule          id of the rule, e.g. {@code nested-enter}
 * @param place         where it is best mended or first visible
 * @param function      the function there
 * @param message       one sentence without a full stop
 * @param condition     the configurations under which it holds, empty when in all that the architectures can have
 * @param consequences  what it does on each architecture whose view shows it, by the name of its folder; {@code generic}
 *                      where no architecture's hooks are involved
 * @param trace         the chain, in order of execution
 * @param also          further places with the same cause, grouped under this finding
 * @param fingerprint   identity without lines, columns and path prefix
 * @param example       a configuration in which it is real, on an architecture on which it does worst; null when none is known
 */
public record Finding(String rule, Severity severity, Place place, String function, String message, String condition,
        SortedMap<String, Consequence> consequences, List<TraceStep> trace, List<TraceStep> also, String fingerprint,
        @Nullable Example example) {

    /** Without a configuration in which it is real. */
    public Finding(String rule, Severity severity, Place place, String function, String message, String condition,
            SortedMap<String, Consequence> consequences, List<TraceStep> trace, List<TraceStep> also,
            String fingerprint) {
        this(rule, severity, place, function, message, condition, consequences, trace, also, fingerprint, null);
    }

    /** The effect on each architecture. */
    public SortedMap<String, Effect> architectures() {
        SortedMap<String, Effect> effects = new TreeMap<>();
        consequences.forEach((architecture, consequence) -> effects.put(architecture, consequence.effect()));
        return effects;
    }

    /**
     * What a finding does on an architecture.
     *
     * @param reason why, one clause without a full stop
     */
    public record Consequence(Effect effect, String reason) {
    }
}
