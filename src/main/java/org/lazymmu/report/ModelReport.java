package org.lazymmu.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lazymmu.explore.Exploration;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Verdict;

/**
 * What came of one exploration, with what it was an exploration of.
 *
 * @param setup the settings of the model, in the order in which they are shown
 * @param properties what the model was held against
 * @param search how it was searched, such as the reduction
 * @param trace the shortest way to what is broken, if it was found
 * @param cpuMillis CPU time of the process so far
 * @param wallMillis time since the process was started
 */
public record ModelReport(Map<String, String> setup, List<Property> properties, Map<String, String> search,
        Exploration exploration, Optional<Recording> trace, long cpuMillis, long wallMillis) {
    public ModelReport {
        setup = Collections.unmodifiableMap(new LinkedHashMap<>(setup));
        properties = List.copyOf(properties);
        search = Collections.unmodifiableMap(new LinkedHashMap<>(search));
    }

    /** The verdict in one word. */
    String verdict() {
        return switch (exploration.verdict()) {
            case Verdict.Holds() -> "holds";
            case Verdict.Broken _ -> "broken";
            case Verdict.Inconclusive _ -> "inconclusive";
        };
    }
}
