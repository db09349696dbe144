package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Condition;
import org.lazymmu.finding.Example;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.flow.Presence;
import org.lazymmu.kconfig.Configurations;
import org.lazymmu.kconfig.Configurations.Answer;
import org.lazymmu.kconfig.Configurations.Outcome;
import org.lazymmu.kconfig.Kconfig;
import org.lazymmu.kconfig.Makefiles;
import org.lazymmu.kconfig.Problem;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.source.KernelTree;

/** Which of the conditions of findings some configuration of a tree has. Reads Kconfig files and Makefiles when it is first asked. */
final class Reality {
    /** Options of a condition up to which it is simplified; more would be too many questions, and no shorter. */
    private static final int MOST_OPTIONS = 8;

    private final Kconfig kconfig;
    private final Makefiles makefiles;
    private final List<String> architectures;
    private final Map<Question, Boolean> possible = new HashMap<>();
    private final Map<Question, Optional<Example>> examples = new HashMap<>();
    private final SortedSet<Problem> known = new TreeSet<>();

    /** What was asked of a view. */
    private record Question(String view, Condition condition) {
    }

    /** An answer as it is kept. */
    record KeptAnswer(String view, Condition condition, boolean possible) {
    }

    /** A configuration as it is kept; null if none is known. */
    record KeptExample(String view, Condition condition, @Nullable Example example) {
    }

    /**
     * What was answered, as it is kept.
     *
     * @param problems what of the files that the answers needed could not be read
     */
    record Kept(List<KeptAnswer> answers, List<KeptExample> examples, List<Problem> problems) {
    }

    Reality(KernelTree tree) {
        this.kconfig = new Kconfig(tree);
        this.makefiles = new Makefiles(tree);
        this.architectures = kconfig.architectures();
    }

    /** The options of each architecture. */
    Kconfig kconfig() {
        return kconfig;
    }

    /** What of the Kconfig files could not be read, as far as they were needed. */
    synchronized List<Problem> problems() {
        SortedSet<Problem> all = new TreeSet<>(known);
        all.addAll(kconfig.problems());
        return List.copyOf(all);
    }

    /** What was answered, to be kept. */
    synchronized Kept kept() {
        return new Kept(possible.entrySet().stream()
                .map(one -> new KeptAnswer(one.getKey().view(), one.getKey().condition(), one.getValue())).toList(),
                examples.entrySet().stream().map(one -> new KeptExample(one.getKey().view(), one.getKey().condition(),
                        one.getValue().orElse(null))).toList(),
                problems());
    }

    /** Takes what was answered in a tree with the same options. */
    synchronized void take(Kept kept) {
        kept.answers().forEach(one -> possible.put(new Question(one.view(), one.condition()), one.possible()));
        kept.examples().forEach(one -> examples.put(new Question(one.view(), one.condition()),
                Optional.ofNullable(one.example())));
        known.addAll(kept.problems());
    }

    /**
     * When a finding of a view exists: its code is there, and the files that it is in are built. Where the finding stands for
     * several places, only the file that it is reported in has to be.
     */
    Condition of(Draft draft) {
        Set<String> files = new TreeSet<>(Set.of(draft.place().file()));
        if (draft.also().isEmpty()) {
            for (TraceStep step : draft.trace()) {
                files.add(step.place().file());
            }
        }
        Set<Condition> parts = new LinkedHashSet<>();
        parts.add(draft.presence());
        files.forEach(file -> parts.add(makefiles.of(file)));
        parts.remove(Condition.ALWAYS);
        return parts.size() == 1 ? parts.iterator().next() : new Condition.All(List.copyOf(parts));
    }

    /** The architectures that a view is about. */
    private List<String> of(String view) {
        return view.equals(Architectures.GENERIC) ? architectures : List.of(view);
    }

    /** Whether a configuration of a view's architecture can have a condition; that of any, for the generic view. */
    synchronized boolean canBe(String view, Condition condition) {
        return possible.computeIfAbsent(new Question(view, condition), question -> ask(view, condition));
    }

    private boolean ask(String view, Condition condition) {
        for (String architecture : of(view)) {
            Configurations configurations = kconfig.of(architecture);
            if (configurations == null || configurations.can(condition) != Answer.IMPOSSIBLE) {
                return true;
            }
        }
        return of(view).isEmpty();
    }

    /** A configuration in which a condition holds on a view's architecture, or null when none is known. */
    @Nullable
    synchronized Example example(String view, Condition condition) {
        return examples.computeIfAbsent(new Question(view, condition),
                question -> Optional.ofNullable(find(view, condition))).orElse(null);
    }

    private @Nullable Example find(String view, Condition condition) {
        for (String architecture : of(view)) {
            Configurations configurations = kconfig.of(architecture);
            Outcome outcome = configurations == null ? null : configurations.outcome(condition);
            if (outcome != null && outcome.answer() == Answer.POSSIBLE) {
                return new Example(architecture, outcome.options());
            }
        }
        return null;
    }

    /**
     * The conditions of some views as one, without what holds in all configurations of these views anyway.
     *
     * @param conditions by the name of the view
     */
    Condition joined(SortedMap<String, Condition> conditions) {
        Presence table = new Presence();
        int any = Presence.NEVER;
        for (Condition condition : conditions.values()) {
            any = table.or(any, table.of(condition));
        }
        List<Condition> options = table.options(any);
        if (options.size() > MOST_OPTIONS || conditions.keySet().stream().noneMatch(this::isKnown)) {
            return table.condition(any);
        }
        int possible = possible(options, 0, new ArrayList<>(), conditions.keySet(), table);
        return table.condition(any, possible);
    }

    private boolean isKnown(String view) {
        return of(view).stream().anyMatch(architecture -> kconfig.of(architecture) != null);
    }

    /** Which combinations of options, from one of them on, some configuration of the views has. */
    private int possible(List<Condition> options, int from, List<Condition> chosen, Collection<String> views,
            Presence table) {
        Condition all = new Condition.All(List.copyOf(chosen));
        if (views.stream().noneMatch(view -> canBe(view, all))) {
            return Presence.NEVER;
        }
        if (from == options.size()) {
            return Presence.ALWAYS;
        }
        Condition option = options.get(from);
        chosen.add(option);
        int with = possible(options, from + 1, chosen, views, table);
        chosen.set(chosen.size() - 1, new Condition.Not(option));
        int without = possible(options, from + 1, chosen, views, table);
        chosen.removeLast();
        int literal = table.of(option);
        return table.or(table.and(literal, with), table.and(table.not(literal), without));
    }
}
