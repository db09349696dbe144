package org.lazymmu.rule;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Meaning;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Summary;
import org.lazymmu.flow.View;

/** Deeds that are not done while page faults are disabled, in functions that somebody calls with them disabled. */
final class Muffled {
    /** Levels of callers among which one is sought that disables page faults. */
    private static final int HIGHEST = 3;

    private Muffled() {
    }

    /** Whether it depends on callers if something is done, and one of them is known to keep it from being done. */
    static boolean isByCaller(Usage usage, Summary.Incident incident) {
        List<Meaning.Deed> deeds = usage.facts().deeds(incident.cause());
        if (deeds.isEmpty() || deeds.stream().anyMatch(deed -> deed.argument() != Meaning.Deed.UNLESS_MUFFLED)) {
            return false;
        }
        Site site = incident.site().outermost();
        Set<Definition> level = new LinkedHashSet<>();
        usage.view().resolve(site.function(), site.unit()).stream().map(View.Candidate::definition).forEach(level::add);
        Set<Definition> seen = new HashSet<>(level);
        for (int height = 0; height < HIGHEST; height++) {
            Set<Definition> next = new LinkedHashSet<>();
            for (Definition callee : level) {
                usage.near(callee).forEach(unit -> usage.callers(callee, unit).stream().filter(seen::add)
                        .forEach(next::add));
            }
            if (next.stream().anyMatch(caller -> muffles(usage, caller))) {
                return true;
            }
            level = next;
        }
        return false;
    }

    private static boolean muffles(Usage usage, Definition caller) {
        return caller.identifiers().stream().anyMatch(name -> usage.facts().idiom(name) == Meaning.Idiom.MUFFLES);
    }
}
