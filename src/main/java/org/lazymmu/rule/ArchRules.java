package org.lazymmu.rule;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.lazymmu.finding.Severity;

/** The rules for architectures' own hooks. */
final class ArchRules {
    static final Rule PREEMPTION = new Rule("arch-preemption",
            "the hooks work where a region can be preempted", Severity.ERROR);
    static final Rule CONTEXT_SWITCH = new Rule("arch-context-switch",
            "a context switch takes the mode along with the task", Severity.ERROR);
    static final Rule INTERRUPT = new Rule("arch-interrupt",
            "what an interrupt changes takes effect at once, and leaves the region alone that it hits",
            Severity.WARNING);
    static final Rule NESTING = new Rule("arch-nesting",
            "hooks that count regions in regions count right", Severity.WARNING);
    static final Rule PAIRING = new Rule("arch-pairing",
            "leave takes back what enter did, and nothing that was put off is left behind", Severity.ERROR);

    /** What breaking a rule is, before what exactly is wrong. */
    private static final Map<Rule, String> MESSAGES = Map.of(
            PREEMPTION, "the hooks go wrong where a region can be preempted",
            CONTEXT_SWITCH, "the hooks go wrong when a task is switched out inside a region",
            INTERRUPT, "an interrupt goes wrong that changes a PTE and hits a region",
            NESTING, "a region goes wrong inside which another one begins, when it is preempted",
            PAIRING, "the hooks do not belong together");

    private ArchRules() {
    }

    static List<Rule> all() {
        return List.of(PREEMPTION, CONTEXT_SWITCH, INTERRUPT, NESTING, PAIRING);
    }

    /** One judge for each rule. */
    static List<Judge> judges(Implementations implementations) {
        return all().stream().<Judge>map(rule -> new OfArchitecture(rule, implementations)).toList();
    }

    /** The rule with an id. */
    static Rule of(String id) {
        return all().stream().filter(rule -> rule.id().equals(id)).findFirst().orElseThrow();
    }

    static String message(Rule rule) {
        return Objects.requireNonNull(MESSAGES.get(rule));
    }

    /** A rule, judged once for each architecture. */
    private record OfArchitecture(Rule rule, Implementations implementations) implements Judge {
        @Override
        public List<Draft> judge(Outlook outlook) {
            return implementations.drafts(rule, outlook);
        }
    }
}
