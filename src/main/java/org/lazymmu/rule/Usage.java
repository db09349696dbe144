package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CSource;
import org.lazymmu.c.CallWalk;
import org.lazymmu.c.Expr;
import org.lazymmu.flow.Answers;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Meaning;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.State;
import org.lazymmu.flow.Summaries;
import org.lazymmu.flow.Summary;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.KernelFacts;

/**
 * Some of what uses the mode in one view: starts at definitions that call a hook, and goes up to the callers of those that leave
 * something to their callers. Nothing of it depends on what else was looked at in the view.
 */
final class Usage {
    /** Levels of callers through which a callback is traced to where it is passed. */
    private static final int HIGHEST = 12;
    /** Levels of callers among which the other end of a bracket is sought. */
    private static final int HIGHEST_BRACKET = 6;
    /** Identifiers in a function that may be a mere wrapper of another. */
    private static final int WRAPPER = 16;

    private final Surroundings around;
    private final View view;
    private final KernelFacts meaning;
    private final Summaries summaries;
    private final List<Definition> roots;
    private final Map<String, Definition> users = new TreeMap<>();
    private final Set<String> userNames;
    private Set<Definition> level;
    private List<Definition> open = List.of();
    private List<String> wanted = List.of();
    private int height;
    private final Map<Definition, List<Definition>> callers = new HashMap<>();
    private final Answers exempt = new Answers();
    private final Answers openers = new Answers();
    private final Answers closers = new Answers();
    private final Answers unreached = new Answers();
    private final SortedSet<String> sought = new TreeSet<>();
    private final SortedSet<String> tables = new TreeSet<>();

    /**
     * @param around    who mentions what
     * @param summaries where walks start that nobody else asks for
     * @param roots     definitions that call a hook, from which it starts
     * @param names     the names of all that is known in the view to use the mode; more are added
     */
    Usage(Surroundings around, Summaries summaries, List<Definition> roots, Set<String> names) {
        this.around = around.apart();
        this.view = around.view();
        this.meaning = around.facts();
        this.summaries = summaries;
        this.roots = roots;
        this.userNames = names;
        this.level = new LinkedHashSet<>(roots);
    }

    View view() {
        return view;
    }

    KernelFacts facts() {
        return meaning;
    }

    /** The definitions from which it starts. */
    List<Definition> roots() {
        return roots;
    }

    Summaries summaries() {
        return summaries;
    }

    /** Definitions that were found to use the mode, by place. */
    Iterable<Definition> users() {
        return users.values();
    }

    /** Summaries of everything walked, by place of the definition. */
    List<Summary> walked() {
        return summaries.all();
    }

    /**
     * Looks at what was found last, and says by which names its callers are to be sought next; many that explore together can so be
     * searched for at once.
     */
    List<String> explore() {
        open = new ArrayList<>();
        for (Definition user : level) {
            userNames.add(user.name());
            if (users.putIfAbsent(user.key(), user) == null && concernsCallers(summaries.of(user), height)) {
                summaries.concern(user);
                open.add(user);
            }
        }
        wanted = open.stream().filter(user -> !Surroundings.isPrivate(user)).map(Definition::name).toList();
        return wanted;
    }

    /** Goes up to the callers; whether there are any to be looked at. */
    boolean climb() {
        around.mentions().prepare(wanted);
        Set<Definition> next = new LinkedHashSet<>();
        for (Definition user : open) {
            for (Definition caller : callers(user)) {
                if (mayComplete(caller, user)) {
                    next.add(caller);
                    summaries.invalidate(caller);
                }
            }
        }
        level = next;
        height++;
        if (!level.isEmpty() && height < HIGHEST) {
            return true;
        }
        // What was walked before more was known of its callees is walked again.
        users.values().forEach(summaries::of);
        return false;
    }

    /**
     * Whether a caller may be the other end of a bracket, or pass a callback on. One that names nothing else to do with the
     * mode cannot, unless it is a mere wrapper.
     */
    private boolean mayComplete(Definition caller, Definition user) {
        List<String> names = caller.identifiers();
        return names.size() <= WRAPPER || runsCallback(summaries.of(user)) || asksCaller(summaries.of(user))
                || names.stream().anyMatch(name -> !name.equals(user.name())
                        && (meaning.bracket(name) != null || userNames.contains(name)));
    }

    /** Whether a function runs one of its parameters with the bracket open. Members of structures are looked for downwards only. */
    private static boolean runsCallback(Summary summary) {
        return summary.events().stream()
                .anyMatch(event -> event.action() == Summary.Action.CALLBACK && event.depth() >= 1
                        && event.value() != null && event.value().isVariable());
    }

    /** Whether a function does something in a region if its caller says so. */
    static boolean asksCaller(Summary summary) {
        return summary.deeds().stream().anyMatch(deed -> deed.depth() >= 1);
    }

    /** Whether a definition has callers that were asked what they have it do. */
    boolean isAsked(Definition definition) {
        return walkedCallers(definition).findAny().isPresent();
    }

    /** Whether a definition leaves something to those who call it: a bracket, the need for one, or a callback in one. */
    private static boolean concernsCallers(Summary summary, int height) {
        boolean bracket = summary.outcomes().stream().anyMatch(Usage::isUneven)
                || needsOpen(summary);
        // A macro runs its arguments, and its user is the function that has the region.
        bracket |= summary.definition() instanceof Definition.Macro
                && summary.events().stream().anyMatch(event -> event.action() == Summary.Action.OPEN);
        return bracket && height < HIGHEST_BRACKET || runsCallback(summary) || asksCaller(summary);
    }

    /** The definitions that mention a definition by its name, by place. */
    List<Definition> callers(Definition callee) {
        sought.add(callee.name());
        return mentioning(callee);
    }

    private List<Definition> mentioning(Definition callee) {
        List<Definition> known = callers.get(callee);
        if (known != null) {
            return known;
        }
        Map<String, Definition> found = new TreeMap<>();
        around.unitsWith(callee)
                .forEach(unit -> around.callers(callee, unit).forEach(one -> found.put(one.key(), one)));
        known = List.copyOf(found.values());
        callers.put(callee, known);
        return known;
    }

    /** The definitions of one file that mention a definition by its name. */
    List<Definition> callers(Definition callee, Unit unit) {
        sought.add(callee.name());
        return around.callers(callee, unit);
    }

    /** The files of the core and beside a definition that may mention it. */
    Set<Unit> near(Definition definition) {
        sought.add(definition.name());
        return around.near(definition);
    }

    /** Names by which users of definitions were sought. */
    SortedSet<String> sought() {
        return sought;
    }

    /** Files whose operation tables were asked for hooks. */
    SortedSet<String> tables() {
        return tables;
    }

    /**
     * The functions that others may have to do with, by file and name: those in which something is wrong that a region meets, and where
     * the regions come to them, since what is reported of such a place depends on all regions that meet it; and those that leave a
     * bracket to their callers, since their callers say whether they are meant to.
     */
    SortedSet<String> meets() {
        SortedSet<String> places = new TreeSet<>();
        for (Summary.Incident incident : Incidents.of(this, EnumSet.allOf(Summary.Fault.class))) {
            for (Site site : List.of(Incidents.root(incident, this), incident.site().outermost())) {
                places.add(Where.mark(site.unit().path(), site.function()));
            }
        }
        for (Summary summary : walked()) {
            if (needsOpen(summary) || summary.outcomes().stream().anyMatch(Usage::isUneven)) {
                places.add(Where.of(summary.definition()).mark());
            }
        }
        return places;
    }

    // --- judgement of roles

    /** Whether a definition that uses the mode enters it. */
    boolean enters(Definition user) {
        return !isExempt(user) && summaries.of(user).events().stream()
                .anyMatch(event -> event.action() == Summary.Action.OPEN);
    }

    /** Whether a definition implements the mode, so that the rules for its users do not apply. */
    boolean isExempt(Definition definition) {
        return exempt.of(definition, this::computeExempt);
    }

    private boolean computeExempt(Definition definition) {
        if (meaning.bracket(definition.name()) != null) {
            return true;
        }
        boolean near = definition.unit().path().startsWith("arch/") || around.definesHook(definition.unit());
        if (near && isInTable(definition)) {
            return true;
        }
        List<Definition> all = near || definition.unit().isHeader() ? callers(definition) : List.of();
        return !all.isEmpty() && all.stream().allMatch(this::isExempt);
    }

    /** Whether an operation table names a function as a hook. */
    private boolean isInTable(Definition definition) {
        sought.add(definition.name());
        tables.add(definition.unit().path());
        for (Unit unit : around.unitsWith(definition)) {
            tables.add(unit.path());
            if (around.implementation().functions(unit).contains(definition.name())) {
                return true;
            }
        }
        return false;
    }

    /** Those that are known to call a definition, which does not depend on who else may. */
    private Stream<Definition> walkedCallers(Definition definition) {
        return mentioning(definition).stream().filter(caller -> users.containsKey(caller.key()));
    }

    /** Whether a definition that returns with the bracket open is meant to: some caller closes what it opened. */
    boolean isOpener(Definition definition) {
        return openers.of(definition, asked -> isAskedToOpen(asked) || isForOthers(asked)
                || walkedCallers(asked).anyMatch(caller -> serves(caller, true, asked)
                        || summaries.of(caller).outcomes().stream().anyMatch(MissingLeave::isOpen)
                                && isOpener(caller)));
    }

    /** Whether a definition is a macro that is used: what is wrong with it shows where it is used. */
    boolean isUsedMacro(Definition definition) {
        return definition instanceof Definition.Macro && !callers(definition).isEmpty();
    }

    /** Whether one of the definitions that a name means in a file is an opener. */
    boolean isOpener(String callee, Unit from) {
        return view.resolve(callee, from).stream().anyMatch(candidate -> isOpener(candidate.definition()));
    }

    /** Whether one of the definitions that a name means in a file is a closer. */
    boolean isCloser(String callee, Unit from) {
        return view.resolve(callee, from).stream().anyMatch(candidate -> isCloser(candidate.definition()));
    }

    /** Whether nothing ever calls a definition: all there is are calls that no path comes to. */
    boolean isUnreached(Definition definition) {
        return unreached.of(definition, asked -> {
            List<Definition> all = callers(asked);
            return Summaries.isStatic(asked) && !all.isEmpty() && !isHandedOn(asked, all)
                    && all.stream().allMatch(caller -> isUnreached(caller) || neverCalls(caller, asked));
        });
    }

    private boolean neverCalls(Definition caller, Definition callee) {
        return users.containsKey(caller.key()) && summaries.of(caller).limit() == null
                && !summaries.of(caller).called().contains(callee.name());
    }

    /** Whether the name of a definition stands somewhere other than for a call. */
    private boolean isHandedOn(Definition definition, List<Definition> callers) {
        String name = definition.name();
        boolean[] found = { callers.stream()
                .anyMatch(caller -> caller.unit().identifiers(caller, CSource.Use.BARE).contains(name)) };
        for (Unit unit : around.unitsWith(definition)) {
            unit.file().atFileLevel()
                    .forEach(statement -> CallWalk.visitExpressions(statement,
                            expression -> found[0] |= expression instanceof Expr.Name(String used, int at)
                                    && used.equals(name)));
        }
        return found[0];
    }

    /** Whether a definition only opens, and only if a parameter says so: then its callers answer for it. */
    private boolean isAskedToOpen(Definition definition) {
        Summary summary = summaries.of(definition);
        List<Summary.Outcome> opening = summary.outcomes().stream().filter(MissingLeave::isOpen).toList();
        List<Summary.Outcome> others = summary.outcomes().stream().filter(o -> !MissingLeave.isOpen(o)).toList();
        if (opening.isEmpty() || others.isEmpty() || closesItself(definition) || callers(definition).isEmpty()
                || summary.outcomes().stream()
                        .anyMatch(open -> open.depth() > 0 && isOpenedByOneThatCloses(open.opened()))) {
            return false;
        }
        return opening.stream().allMatch(open -> others.stream().allMatch(shut -> contradict(open, shut)));
    }

    private boolean closesItself(Definition definition) {
        return definition.identifiers().stream().anyMatch(
                name -> ends(meaning.bracket(name)) || userNames.contains(name) && isCloser(name, definition.unit()));
    }

    private static boolean ends(Meaning.@Nullable BracketEffect effect) {
        return effect == Meaning.BracketEffect.CLOSE || effect == Meaning.BracketEffect.RESUME;
    }

    private boolean isOpenedByOneThatCloses(State.@Nullable Opening opened) {
        return opened != null && !opened.callee().isEmpty()
                && view.resolve(opened.callee(), opened.site().unit()).stream()
                        .anyMatch(candidate -> closesItself(candidate.definition()));
    }

    private static boolean contradict(Summary.Outcome some, Summary.Outcome other) {
        return some.facts().stream().anyMatch(fact -> other.facts().stream()
                .anyMatch(against -> against.value().equals(fact.value()) && against.truth() != fact.truth()));
    }

    /** Whether a definition of a header is used by other architectures only, which say in their views what it is for. */
    private boolean isForOthers(Definition definition) {
        return definition.unit().isHeader() && around.mentions().isPrepared(definition.name())
                && callers(definition).isEmpty()
                && around.mentions().isBeyond(definition.name(), view);
    }

    /** Whether a definition that closes its caller's bracket is meant to: some caller has it open. */
    boolean isCloser(Definition definition) {
        return closers.of(definition,
                asked -> isForOthers(asked) || walkedCallers(asked).anyMatch(caller -> serves(caller, false, asked)
                        || needsOpen(summaries.of(caller)) && isCloser(caller)));
    }

    static boolean needsOpen(Summary summary) {
        return summary.events().stream()
                .anyMatch(e -> isClose(e.action()));
    }

    /** Whether an action ends a bracket or a pause of the caller. */
    static boolean isClose(Summary.Action action) {
        return switch (action) {
            case CLOSE, RESUME, CLOSE_MASKED, RESUME_MASKED -> true;
            case OPEN, OPEN_COUNTED, ACQUIRE, RELEASE, CALLBACK -> false;
        };
    }

    /** Whether a function returns with more or fewer brackets, or less or more that masks them, than it was called with. */
    private static boolean isUneven(Summary.Outcome outcome) {
        return outcome.depth() != 0 || outcome.pauses() != 0 || !outcome.masking().isNothing();
    }

    private boolean serves(Definition caller, boolean opens, Definition callee) {
        return summaries.of(caller).served().contains(new Summary.Role(opens, callee.name()));
    }
}
