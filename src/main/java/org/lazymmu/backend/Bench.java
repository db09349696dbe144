package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.NameIndex;
import org.lazymmu.c.CSource;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Meaning;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.KernelFacts;

/** What code of one architecture is run with: the meaning of names, and how far calls are followed. */
final class Bench {
    /** More definitions than this of a name in one architecture, and it means nothing in particular. */
    private static final int MOST = 6;
    /** Paths of one piece of code. */
    private static final int PATHS = 256;

    private final View view;
    private final KernelFacts facts;
    private final Primitives primitives;
    private final Members members;
    private final Declarations declarations;
    /** CPU's variables, flags and fields of tasks that the hooks use. */
    private final Set<String> state;
    /** Files that mention the mode. */
    private final Set<String> users;
    private final Map<Definition, Unit> throughTables = new LinkedHashMap<>();
    private final Map<String, List<String>> definers = new HashMap<>();
    private final Map<Asked, List<Definition>> meant = new HashMap<>();
    private final Map<Definition, Boolean> forwarding = new HashMap<>();
    private final Map<Definition, Boolean> harmless = new HashMap<>();
    private final HardwareFacts environment;
    private final CalleeSearch concerned;
    private final CalleeSearch acting;
    private final CalleeSearch working;
    private final CalleeSearch remembering;
    private final CalleeSearch participating;
    private final CalleeSearch coding;
    private final CalleeSearch switching;
    private final Supplier<List<Definition>> switches;
    private @Nullable Set<String> flags;

    /** What was asked for: a name in a file, in some configurations. */
    private record Asked(String name, Unit from, int presence) {
    }

    /** @param switches what the scheduler calls at a context switch */
    Bench(View view, KernelFacts facts, Primitives primitives, Members members, Declarations declarations,
            Set<String> state, Set<String> users, Supplier<List<Definition>> switches) {
        this.view = view;
        this.facts = facts;
        this.primitives = primitives;
        this.members = members;
        this.declarations = declarations;
        this.state = state;
        this.users = users;
        this.switches = switches;
        this.environment = new HardwareFacts(view.name());
        this.concerned = new CalleeSearch(this::concernsByItself, this::callees);
        this.acting = new CalleeSearch(this::actsByItself, this::callees);
        this.working = new CalleeSearch(this::worksOnPtesByItself, this::callees);
        this.switching = new CalleeSearch(this::goesOverByItself, this::callees);
        this.remembering = new CalleeSearch(this::remembersByItself, this::followed);
        this.participating = new CalleeSearch(this::takesPartByItself, this::callees);
        this.coding = new CalleeSearch(Bench::isCodeByItself, this::macros);
    }

    View view() {
        return view;
    }

    KernelFacts facts() {
        return facts;
    }

    Primitives primitives() {
        return primitives;
    }

    Members members() {
        return members;
    }

    HardwareFacts environment() {
        return environment;
    }

    Declarations declarations() {
        return declarations;
    }

    /** Whether a file mentions the mode. */
    boolean mentions(Unit unit) {
        return users.contains(unit.path());
    }

    /** The functions that were called as members of tables so far, with the tables' files; more are added while code runs. */
    Map<Definition, Unit> throughTables() {
        return throughTables;
    }

    /** The names of what the implementation remembers. */
    Set<String> state() {
        return state;
    }

    boolean isState(String name) {
        return state.contains(name);
    }

    /** All ways in which a definition can run. */
    List<Ending> run(Definition definition, List<Datum> arguments, Situation before) {
        Choices choices = new Choices();
        List<Ending> endings = new ArrayList<>();
        do {
            endings.add(run(definition, arguments, before, choices));
        } while (endings.size() < PATHS && choices.advance());
        return endings;
    }

    private Ending run(Definition definition, List<Datum> arguments, Situation before, Choices choices) {
        Alone alone = new Alone(choices, before);
        Execution run = new Execution(this, alone, before.memory(), before.decisions(), before.presence());
        Ending.How how = run.run(definition, arguments);
        Map<String, Datum> left = new HashMap<>(alone.state());
        left.keySet().removeIf(cell -> !run.isOfState(cell));
        return new Ending(how, new Situation(left, alone.preemption(), before.interrupt(), before.kernel(),
                run.decisions(), run.presence()), alone.deeds());
    }

    /**
     * The definitions that a call can mean in some configurations, nearest first; not those of foreign code. Where foreign code
     * comes first, such as a header of another architecture's guests, the implementation's own definition is meant.
     */
    List<Definition> callees(String name, Unit from, int presence) {
        Asked asked = new Asked(name, from, presence);
        List<Definition> known = meant.get(asked);
        if (known == null) {
            known = List.copyOf(find(name, from, presence));
            meant.put(asked, known);
        }
        return known;
    }

    private List<Definition> find(String name, Unit from, int presence) {
        List<Definition> result = new ArrayList<>();
        List<String> own = from.definitions(name).isEmpty() ? ownDefiners(name) : List.of(from.path());
        if (own.isEmpty()) {
            return passingOn(name, from, presence);
        }
        if (own.size() > MOST) {
            return result;
        }
        Presence conditions = view.presence();
        for (View.Candidate candidate : view.resolve(name, from)) {
            if (conditions.and(candidate.presence(), presence) != Presence.NEVER
                    && isOwn(candidate.definition().unit().path())) {
                result.add(candidate.definition());
            }
        }
        if (result.isEmpty()) {
            for (String path : own) {
                Unit unit = view.library().unit(view.library().tree().find(path));
                unit.definitions(name).stream().filter(definition -> isVisible(definition) && conditions
                        .and(view.presenceOf(definition.condition()), presence) != Presence.NEVER)
                        .forEach(result::add);
            }
        }
        return result;
    }

    /**
     * Functions of generic headers that only pass on to what is known or the implementation's: such a helper is as good as its
     * body. Other generic code, such as locks, is not looked into.
     */
    private List<Definition> passingOn(String name, Unit from, int presence) {
        List<NameIndex.Definer> definers = view.library().index().definers(name, NameIndex.CALLABLE);
        boolean header = definers.stream()
                .anyMatch(definer -> view.library().tree().paths().get(definer.file()).startsWith("include/"));
        if (!header || definers.size() > MOST) {
            return List.of();
        }
        return view.resolve(name, from).stream()
                .filter(one -> view.presence().and(one.presence(), presence) != Presence.NEVER)
                .map(View.Candidate::definition)
                .filter(one -> one.unit().path().startsWith("include/") && passesOn(one)).toList();
    }

    private boolean passesOn(Definition definition) {
        return forwarding.computeIfAbsent(definition, key -> doesOnly(key, called -> isUnderstood(called)
                || !ownDefiners(called).isEmpty()));
    }

    private boolean isUnderstood(String called) {
        return primitives.role(called).filter(role -> role != Primitives.Role.IGNORED).isPresent()
                || environment.call(called).filter(kind -> kind.isSeen() || kind == HardwareFacts.Kind.QUEUE)
                        .isPresent();
    }

    private static boolean isVisible(Definition definition) {
        return definition.unit().isHeader()
                || definition instanceof Definition.Function function && !function.function().isStatic();
    }

    /** The files that count as the implementation's and may define a name: spares looking at all others. */
    private List<String> ownDefiners(String name) {
        return definers.computeIfAbsent(name,
                key -> view.library().index().definers(key, NameIndex.CALLABLE).stream()
                        .map(definer -> view.library().tree().paths().get(definer.file())).filter(this::isOwn)
                        .toList());
    }

    /** The architecture's code, and the generic headers that have to do with the mode. */
    boolean isOwn(String path) {
        return path.startsWith("arch/" + view.name() + "/") || path.startsWith("include/") && users.contains(path);
    }

    /** Whether a function uses the state of the mode, or calls something that does. */
    boolean concerns(Definition definition) {
        return concerned.of(definition);
    }

    /**
     * Whether a function does something that others can see, whatever it is given: then it makes no difference whether code is
     * in it or in its caller. Other functions are followed only if they are given the place of something.
     */
    boolean acts(Definition definition) {
        return acting.of(definition) || remembering.of(definition);
    }

    private boolean concernsByItself(Definition definition) {
        return isBarrier(definition) || remembersByItself(definition)
                || definition.identifiers().stream().anyMatch(primitives::concerns);
    }

    private boolean remembersByItself(Definition definition) {
        return definition.identifiers().stream()
                .anyMatch(name -> state.contains(name) || facts.bracket(name) != null);
    }

    private boolean actsByItself(Definition definition) {
        Set<String> marks = flags();
        return concernsByItself(definition) || isStop(definition) || definition.identifiers().stream()
                .anyMatch(name -> marks.contains(name) || primitives.role(name).filter(this::isSeen).isPresent()
                        || environment.call(name).filter(HardwareFacts.Kind::isSeen).isPresent());
    }

    private boolean isSeen(Primitives.Role role) {
        return switch (role) {
            case BARRIER -> environment.waitsForBarriers();
            case WRITE, INVALIDATE, INDIRECT_VALUE -> false;
            default -> role.actsByItself();
        };
    }

    /** The flags by which a context switch remembers the mode. */
    private Set<String> flags() {
        Set<String> found = flags;
        if (found == null) {
            found = SwitchFlags.of(switches.get(), this);
            flags = found;
        }
        return found;
    }

    /** Whether a function does something to PTEs that it is told of, by their places, addresses or values. */
    boolean worksOnPtes(Definition definition) {
        return working.of(definition);
    }

    /**
     * What a call means by its name. A function that is called as if it invalidated something, but does nothing other than what is
     * known and no invalidation, is only what it does.
     */
    Optional<Primitives.Role> role(String name, Unit from, int presence) {
        return primitives.role(name).filter(role -> role != Primitives.Role.INVALIDATE
                || !isOnlyNamed(callees(name, from, presence)));
    }

    private boolean isOnlyNamed(List<Definition> definitions) {
        return !definitions.isEmpty() && definitions.stream().allMatch(this::doesNotInvalidate);
    }

    private boolean doesNotInvalidate(Definition definition) {
        Boolean known = harmless.get(definition);
        if (known == null) {
            harmless.put(definition, false);
            known = doesOnly(definition, called -> role(called, definition.unit(), Presence.ALWAYS)
                    .map(role -> role != Primitives.Role.INVALIDATE)
                    .orElseGet(() -> isOnlyNamed(callees(called, definition.unit(), Presence.ALWAYS))));
            harmless.put(definition, known);
        }
        return known;
    }

    /** Whether a macro is no value but code: it changes what it is given, looks at what that points to, or leaves its user. */
    boolean isCode(Definition.Macro macro) {
        return coding.of(macro);
    }

    private static boolean isCodeByItself(Definition macro) {
        return Search.any(macro.body().block(),
                statement -> statement instanceof Stmt.Return || statement instanceof Stmt.Goto
                        || statement instanceof Stmt.Break || statement instanceof Stmt.Continue,
                expression -> switch (expression) {
                    case Expr.Assign a -> true;
                    case Expr.Postfix p -> true;
                    case Expr.Unary u -> u.operator().equals("++") || u.operator().equals("--")
                            || u.operator().equals("*") && isParameter(u.operand(), macro);
                    case Expr.Member m -> m.arrow() && isParameter(m.base(), macro);
                    case Expr.Index index -> isParameter(index.base(), macro);
                    default -> false;
                });
    }

    private static boolean isParameter(Expr expression, Definition macro) {
        return expression instanceof Expr.Name(String name, int at) && macro.parameters().contains(name);
    }

    private List<Definition> macros(Definition from, String name) {
        return callees(from, name).stream().filter(Definition.Macro.class::isInstance).toList();
    }

    /** Whether a function has to do with the mode, or may: through a table, or by a barrier. */
    boolean takesPart(Definition definition) {
        return participating.of(definition);
    }

    private boolean takesPartByItself(Definition definition) {
        return concernsByItself(definition) || definition.identifiers().stream().map(primitives::role)
                .flatMap(Optional::stream).anyMatch(role -> role == Primitives.Role.INDIRECT
                        || role == Primitives.Role.BARRIER && environment.waitsForBarriers());
    }

    /** Whether a function goes over from one task to another. */
    boolean goesOver(Definition definition) {
        return switching.of(definition);
    }

    private boolean goesOverByItself(Definition definition) {
        return definition.identifiers().stream().anyMatch(this::isSwitch);
    }

    /** Whether a call of a name goes over from one task to another. */
    boolean isSwitch(String name) {
        return environment.call(name).filter(HardwareFacts.Kind.SWITCH::equals).isPresent();
    }

    private boolean worksOnPtesByItself(Definition definition) {
        return definition.identifiers().stream()
                .anyMatch(name -> primitives.role(name).filter(Primitives.Role::isOfPte).isPresent()
                        || environment.call(name).filter(HardwareFacts.Kind.QUEUE::equals).isPresent());
    }

    /** Whether a function does nothing but barriers, which updates may wait for. */
    private boolean isBarrier(Definition definition) {
        return doesOnly(definition, name -> primitives.role(name).orElse(null) == Primitives.Role.BARRIER);
    }

    /** Whether a function does nothing but stop the kernel. */
    private boolean isStop(Definition definition) {
        return doesOnly(definition,
                name -> facts.idiom(name) == Meaning.Idiom.STOPS && environment.call(name).isEmpty());
    }

    private static boolean doesOnly(Definition definition, Predicate<String> what) {
        List<String> called = definition.unit().identifiers(definition, CSource.Use.CALLED);
        return !called.isEmpty() && called.stream().allMatch(what);
    }

    /** What a name in a function can call of which nothing is known but its code, by itself or as a member of a table. */
    List<Definition> callees(Definition from, String name) {
        return role(name, from.unit(), Presence.ALWAYS).isPresent() ? List.of() : called(from, name);
    }

    /** The same with what is called as if it invalidated something, which may take what it invalidates from a batch. */
    private List<Definition> followed(Definition from, String name) {
        return primitives.role(name).filter(role -> role != Primitives.Role.INVALIDATE).isPresent() ? List.of()
                : called(from, name);
    }

    private List<Definition> called(Definition from, String name) {
        if (facts.idiom(name) != null) {
            return List.of();
        }
        List<Definition> callees = new ArrayList<>(callees(name, from.unit(), Presence.ALWAYS));
        for (Members.Named named : members.of(name)) {
            callees.addAll(callees(named.function(), named.unit(), Presence.ALWAYS));
        }
        return callees;
    }
}
