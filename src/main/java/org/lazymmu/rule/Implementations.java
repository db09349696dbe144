package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lazymmu.backend.Proving;
import org.lazymmu.backend.TreeHooks;
import org.lazymmu.c.Condition;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Library;
import org.lazymmu.flow.Site;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.mmu.Era;
import org.lazymmu.mmu.HookTrial;

/**
 * What is wrong with architectures' own hooks, worked out by running them in the model with one freedom after the other: what they
 * are first broken by says which rule they break. Each architecture is worked out once. Safe to use from several threads.
 */
final class Implementations {
    /** A fault, as the rule that it belongs to tells it, and the trial that shows it. */
    private record Fault(HookTrial trial, Rule rule, Site site, String message, String detail, List<TraceStep> trace) {
    }

    /** What could not be tried. */
    private record Limit(Definition definition, String reason, boolean canHide) {
    }

    /**
     * What was worked out for an architecture.
     *
     * @param limit   what could not be tried; null if all could
     * @param skipped what was not tried because the hooks break with less
     */
    private record Worked(List<Fault> faults, @Nullable Limit limit, Set<HookTrial> skipped) {
        static final Worked NOTHING = new Worked(List.of(), null, Set.of());

        /** With what is known from before of what was not tried any more: it is not mended by that. */
        Worked and(Worked before) {
            List<Fault> all = new ArrayList<>(faults);
            before.faults().stream().filter(fault -> skipped.contains(fault.trial())).forEach(all::add);
            return new Worked(List.copyOf(all), limit, skipped);
        }
    }

    private final Reality reality;
    private final Map<String, Worked> known = new ConcurrentHashMap<>();
    /** What was worked out before the code may have changed. */
    private final Map<String, Worked> before = new ConcurrentHashMap<>();

    Implementations(Reality reality) {
        this.reality = reality;
    }

    /** The same without what was worked out for architectures whose code may have changed. */
    Implementations without(Predicate<String> changed, Reality other) {
        Implementations kept = new Implementations(other);
        known.forEach((architecture, worked) -> (changed.test(architecture) ? kept.before : kept.known)
                .put(architecture, worked));
        return kept;
    }

    /** A fault as it is kept. */
    record KeptFault(String trial, String rule, Where site, String message, String detail, List<TraceStep> trace) {
    }

    /**
     * What was worked out for an architecture, as it is kept.
     *
     * @param limit what could not be tried, at the place of a definition; null if all could
     */
    record Kept(String architecture, List<KeptFault> faults, @Nullable Where definition, String limit,
            boolean canHide) {
    }

    /** What was worked out, to be kept. */
    List<Kept> kept() {
        List<Kept> result = new ArrayList<>();
        known.forEach((architecture, worked) -> {
            Limit limit = worked.limit();
            result.add(new Kept(architecture,
                    worked.faults().stream().map(fault -> new KeptFault(fault.trial().name(), fault.rule().id(),
                            new Where(fault.site().unit().path(), fault.site().at(), fault.site().function()),
                            fault.message(), fault.detail(), fault.trace()))
                            .toList(),
                    limit == null ? null : Where.of(limit.definition()), limit == null ? "" : limit.reason(),
                    limit != null && limit.canHide()));
        });
        result.sort(Comparator.comparing(Kept::architecture));
        return result;
    }

    /** Takes what was kept of a tree with the same files. */
    void take(List<Kept> kept, Library library) {
        for (Kept one : kept) {
            List<Fault> faults = one.faults().stream().map(fault -> new Fault(HookTrial.valueOf(fault.trial()),
                    ArchRules.of(fault.rule()), site(fault.site(), library), fault.message(), fault.detail(),
                    fault.trace())).toList();
            Where at = one.definition();
            known.put(one.architecture(), new Worked(faults, at == null ? null
                    : new Limit(at.in(library), one.limit(), one.canHide()), Set.of()));
        }
    }

    private static Site site(Where where, Library library) {
        return new Site(library.unit(library.tree().find(where.file())), where.at(), where.name(), null);
    }

    /** The findings of a rule in a view. */
    List<Draft> drafts(Rule rule, Outlook outlook) {
        if (outlook.view().name().equals(Architectures.GENERIC)) {
            return List.of();
        }
        Worked worked = known.computeIfAbsent(outlook.view().name(),
                name -> TreeHooks.of(outlook.view(), outlook.facts()).map(hooks -> new Trying(hooks, outlook).worked())
                        .orElse(Worked.NOTHING).and(before.getOrDefault(name, Worked.NOTHING)));
        Limit limit = worked.limit();
        if (limit != null) {
            outlook.missed(Missed.at(limit.definition(), limit.reason(), limit.canHide()));
        }
        return worked.faults().stream().filter(fault -> fault.rule().equals(rule))
                .map(fault -> new Draft(rule, fault.site(),
                        fault.message(), fault.detail(), Condition.ALWAYS, fault.trace(), List.of()))
                .toList();
    }

    /** The trials of one architecture's hooks. */
    private final class Trying {
        private final TreeHooks hooks;
        private final Outlook outlook;
        private final Proving proving;
        private final Era era;
        private final List<Fault> faults = new ArrayList<>();
        private final SortedSet<String> unfinished = new TreeSet<>();
        private boolean canHide;

        Trying(TreeHooks hooks, Outlook outlook) {
            this.hooks = hooks;
            this.outlook = outlook;
            this.era = Era.valueOf(outlook.facts().era().name());
            this.proving = new Proving(hooks, era, () -> false);
        }

        Worked worked() {
            Set<HookTrial> failed = EnumSet.noneOf(HookTrial.class);
            Set<HookTrial> skipped = EnumSet.noneOf(HookTrial.class);
            for (HookTrial trial : HookTrial.values()) {
                if (trial.restsOn().filter(failed::contains).isPresent()) {
                    skipped.add(trial);
                    failed.add(trial);
                } else if (trial == HookTrial.NESTED ? !holds(trial) : isDemanded(trial) && isBroken(trial)) {
                    failed.add(trial);
                }
            }
            return new Worked(List.copyOf(faults), unfinished.isEmpty() ? null
                    : new Limit(hooks.definition(), "the hooks were not tried in all situations: "
                            + String.join("; ", unfinished), canHide),
                    skipped);
        }

        private boolean isDemanded(HookTrial trial) {
            boolean realTime = trial == HookTrial.RT_KERNEL
                    && reality.canBe(outlook.view().name(), TreeHooks.REAL_TIME);
            return trial.isDemanded(era, realTime);
        }

        /** The rule that hooks break which do not stand a trial. */
        private Rule rule(Proving.Tried tried) {
            return switch (tried.trial()) {
                case ALONE, FULL, GATHER -> ArchRules.PAIRING;
                case INTERRUPTS -> ArchRules.INTERRUPT;
                case USERS, KERNEL, RT_KERNEL -> disturbed(tried);
                case NESTED, NESTED_KERNEL -> ArchRules.NESTING;
            };
        }

        private boolean holds(HookTrial trial) {
            return proving.of(trial).stream().allMatch(tried -> tried.outcome() instanceof Proving.Outcome.Holds);
        }

        /** Tries the hooks with something; what breaks them is a fault. */
        private boolean isBroken(HookTrial trial) {
            for (Proving.Tried tried : proving.of(trial)) {
                switch (tried.outcome()) {
                    case Proving.Outcome.Broken broken -> {
                        faults.add(fault(rule(tried), tried, broken));
                        return true;
                    }
                    case Proving.Outcome.Unfinished(String why, Optional<Site> site, boolean missing) -> {
                        unfinished.add(why + site
                                .map(at -> " (" + Telling.place(at).file() + ", " + at.function() + "())").orElse(""));
                        canHide |= !missing;
                    }
                    case Proving.Outcome.Holds h -> {
                        // as it should be
                    }
                }
            }
            return false;
        }

        /**
         * What is broken by a task that is preempted, or could be: the context switch is to blame if it does something for the
         * mode and does not suffice even where nothing comes in between the accesses of a hook.
         */
        private Rule disturbed(Proving.Tried tried) {
            boolean switches = tried.outcome() instanceof Proving.Outcome.Broken(var violation, var trace)
                    && trace.stream().anyMatch(step -> step.what().equals("switch out"));
            return switches && hooks.knowsSwitches() && proving.isBrokenAtomically(tried)
                    ? ArchRules.CONTEXT_SWITCH
                    : ArchRules.PREEMPTION;
        }

        private Fault fault(Rule rule, Proving.Tried tried, Proving.Outcome.Broken broken) {
            String given = tried.given().isEmpty() ? "" : ", if " + tried.given();
            String message = ArchRules.message(rule) + ": " + broken.violation().message() + given;
            return new Fault(tried.trial(), rule, site(rule, broken.trace()), message,
                    broken.violation().property().id(),
                    broken.trace().stream().map(this::told).toList());
        }

        /** Where it is best mended: what the last switch begins with, or the last access. */
        private Site site(Rule rule, List<Proving.Step> trace) {
            Site last = hooks.site();
            boolean after = false;
            boolean found = false;
            for (Proving.Step step : trace) {
                if (step.isSwitch()) {
                    after = true;
                    found = false;
                } else if (step.site().isPresent() && !step.what().endsWith("()") || step.what().endsWith("flush()")) {
                    if (rule.equals(ArchRules.CONTEXT_SWITCH)) {
                        last = after && !found ? step.site().orElse(last) : last;
                        found |= after;
                        after = false;
                    } else {
                        last = step.site().orElse(last);
                    }
                }
            }
            return last;
        }

        /** A step; one of generic code that the tree does not have, at the hook that enters. */
        private TraceStep told(Proving.Step step) {
            Site site = step.place().orElse(hooks.site());
            String abstracted = step.source().function();
            return new TraceStep(Telling.place(site),
                    step.place().isPresent() || abstracted.isEmpty() ? site.function() : abstracted,
                    step.who() + ": " + step.what());
        }
    }
}
