package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.lazymmu.finding.Severity;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Summary;

/** {@code stale-read}: no read of an entry that was written in the region with a primitive that may be put off. */
final class StaleRead implements Judge {
    private static final Rule RULE = new Rule("stale-read",
            "an entry that was written in a region is not read again before leave or flush", Severity.WARNING);

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Draft> judge(Usage usage) {
        List<Draft> drafts = new ArrayList<>();
        List<Summary.Incident> all = Incidents.of(usage, EnumSet.of(Summary.Fault.STALE_READ));
        SlotTrace.byWrite(all).values().forEach(group -> drafts.add(draft(usage, group)));
        return drafts;
    }

    private static Draft draft(Usage usage, List<Summary.Incident> group) {
        Summary.Incident first = SlotTrace.first(group);
        Site site = SlotTrace.place(first);
        String writer = SlotTrace.primitive(SlotTrace.write(first));
        String reader = SlotTrace.use(first);
        String how = reader.isEmpty() ? "reads an entry" : "reads an entry through " + reader + "()";
        return new Draft(RULE, site, how + " that " + writer
                + "() wrote in this lazy MMU region, which may not be in memory before leave or flush",
                writer + "/" + reader, Incidents.presence(usage, group), SlotTrace.tell(first),
                SlotTrace.also(group, "also read here"));
    }
}
