package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lazymmu.finding.Severity;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Summary;

/** {@code use-before-flush}: nothing that depends on a write to an entry happens before leave or flush. */
final class UseBeforeFlush implements Judge {
    /** What comes too early. */
    private enum Early {
        TLB("tlb-flush", Summary.Fault.RELIED_EARLY, "flushes the TLB"),
        FREE("free", Summary.Fault.FREED_EARLY, "frees the page that an entry referred to"),
        ACCESS("access", Summary.Fault.ACCESSED_EARLY, "uses a mapping"),
        ORDER("order", Summary.Fault.BELONGS_BEFORE, "calls");

        private final String deed;
        private final Summary.Fault fault;
        private final String what;

        Early(String deed, Summary.Fault fault, String what) {
            this.deed = deed;
            this.fault = fault;
            this.what = what;
        }

        static Early of(Summary.Fault fault) {
            return Arrays.stream(values()).filter(one -> one.fault == fault).findFirst().orElseThrow();
        }

        String message(String writer, String user) {
            String how = user.isEmpty() ? what : what + (this == ORDER ? " " + user + "()" : " (" + user + "())");
            return how + " inside the lazy MMU region" + (this == ORDER
                    ? "; it belongs between taking the page table lock and entering"
                    : ", when what " + writer + "() wrote may not be in the page table yet");
        }
    }

    private static final Rule RULE = new Rule("use-before-flush",
            "nothing that depends on a changed entry happens before leave or flush", Severity.WARNING);

    @Override
    public Rule rule() {
        return RULE;
    }

    @Override
    public List<Draft> judge(Usage usage) {
        Set<Summary.Fault> faults = EnumSet.noneOf(Summary.Fault.class);
        Arrays.stream(Early.values()).forEach(early -> faults.add(early.fault));
        List<Summary.Incident> incidents = Incidents.of(usage, faults);
        Map<String, List<Summary.Incident>> groups = new LinkedHashMap<>();
        for (Summary.Incident incident : incidents) {
            Site site = SlotTrace.place(incident);
            groups.computeIfAbsent(
                    incident.fault() + "/" + site.unit().path() + "/" + site.function() + "/" + region(incident, site),
                    key -> new ArrayList<>()).add(incident);
        }
        List<Draft> drafts = new ArrayList<>();
        groups.values().forEach(group -> drafts.add(draft(usage, group)));
        return drafts;
    }

    /** The region of the function itself; one cause in a callee shows in the regions of all its callers. */
    private static String region(Summary.Incident incident, Site site) {
        var opened = incident.opened();
        return opened != null && opened.site().outermost().function().equals(site.function()) ? opened.site().key()
                : "";
    }

    private static Draft draft(Usage usage, List<Summary.Incident> group) {
        Summary.Incident first = SlotTrace.first(group);
        Site site = SlotTrace.place(first);
        String writer = SlotTrace.primitive(SlotTrace.write(first));
        String user = SlotTrace.use(first);
        Early early = Early.of(first.fault());
        return new Draft(RULE, site, early.message(writer, user),
                early.deed + ":" + user,
                Incidents.presence(usage, group), SlotTrace.tell(first), SlotTrace.also(group, "also here"),
                early.deed);
    }
}
