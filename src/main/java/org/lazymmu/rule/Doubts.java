package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lazymmu.finding.Undecided;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Summary;

/** Deeds that are done in regions or not, depending on what the source does not say. */
final class Doubts {
    private Doubts() {
    }

    /** The places of a kind of deed that cannot be decided, except where it is done for other reasons as well. */
    static List<Undecided> of(Usage usage, String kind, String rule) {
        Set<Site> found = new HashSet<>();
        for (Summary.Incident incident : DeedGroups.of(usage, kind)) {
            found.add(incident.site());
            found.add(incident.root());
        }
        Map<String, Undecided> doubts = new TreeMap<>();
        for (Summary.Incident incident : Incidents.of(usage, EnumSet.of(Summary.Fault.UNDECIDED))) {
            if (incident.kind().equals(kind) && !found.contains(incident.site())
                    && !found.contains(incident.root())) {
                add(incident.site(), rule, incident.cause()
                        + "() is called in a region, and the source does not say with which flags", doubts);
            }
        }
        for (Summary.Incident incident : DeedGroups.muffled(usage, kind)) {
            if (!found.contains(incident.site()) && !found.contains(incident.root())) {
                add(incident.site(), rule, incident.cause()
                        + "() is called in a region, and a caller disables page faults, in which case it does not wait",
                        doubts);
            }
        }
        for (Definition user : usage.users()) {
            Summary summary = usage.summaries().of(user);
            for (Summary.Deed deed : usage.isAsked(user) ? List.<Summary.Deed>of() : summary.deeds()) {
                if (deed.depth() >= 1 && deed.kind().equals(kind) && !usage.isExempt(user)) {
                    add(deed.site(), rule,
                            deed.cause() + "() is called in a region, with flags that depend on callers", doubts);
                }
            }
        }
        return new ArrayList<>(doubts.values());
    }

    private static void add(Site site, String rule, String reason, Map<String, Undecided> into) {
        Site place = site.outermost();
        into.putIfAbsent(place.key() + reason, new Undecided(Telling.place(place), place.function(), rule, reason));
    }
}
