package org.lazymmu.finding;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * What a rule reports.
 *
 * @param rule          id of the rule, e.g. {@code nested-enter}
 * @param place         where it is best mended or first visible
 * @param function      the function there
 * @param message       one sentence without a full stop
 * @param condition     the configurations under which it holds, empty when in all that the architectures can have
 * @param architectures effect on each architecture whose view shows it, by the name of its folder; {@code generic} where no
 *                      architecture's hooks are involved
 * @param trace         the chain, in order of execution
 * @param also          further places with the same cause, grouped under this finding
 * @param fingerprint   identity without lines, columns and path prefix
 * @param example       a configuration in which it is real, on an architecture on which it does worst; null when none is known
 */
public record Finding(String rule, Severity severity, Place place, String function, String message, String condition,
        SortedMap<String, Effect> architectures, List<TraceStep> trace, List<TraceStep> also, String fingerprint,
        @Nullable Example example) {

    /** Without a configuration in which it is real. */
    public Finding(String rule, Severity severity, Place place, String function, String message, String condition,
            SortedMap<String, Effect> architectures, List<TraceStep> trace, List<TraceStep> also, String fingerprint) {
        this(rule, severity, place, function, message, condition, architectures, trace, also, fingerprint, null);
    }
}
