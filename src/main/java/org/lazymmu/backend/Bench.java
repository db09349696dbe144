package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.lazymmu.c.NameIndex;
import org.lazymmu.c.CSource;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.KernelFacts;

/** What code of one architecture is run with: the meaning of names, and how far calls are followed. */
final class Bench {
    /** Levels of callees that are searched for a sign that a function concerns the mode. */
    private static final int DEEPEST = 5;
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
    private final Map<Definition, Integer> searched = new HashMap<>();
    private final Map<Definition, Boolean> concerned = new HashMap<>();

    Bench(View view, KernelFacts facts, Primitives primitives, Members members, Declarations declarations,
            Set<String> state, Set<String> users) {
        this.view = view;
        this.facts = facts;
        this.primitives = primitives;
        this.members = members;
        this.declarations = declarations;
        this.state = state;
        this.users = users;
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
        List<Definition> result = new ArrayList<>();
        List<String> own = from.definitions(name).isEmpty() ? ownDefiners(name) : List.of(from.path());
        if (own.isEmpty() || own.size() > MOST) {
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
        Boolean known = concerned.get(definition);
        return known != null ? known : concerns(definition, DEEPEST);
    }

    private boolean concerns(Definition definition, int depth) {
        Boolean known = concerned.get(definition);
        if (known != null && (known || searched.getOrDefault(definition, 0) >= depth)) {
            return known;
        }
        searched.put(definition, depth);
        concerned.put(definition, false);
        boolean result = isBarrier(definition);
        for (String name : definition.identifiers()) {
            if (state.contains(name) || primitives.concerns(name) || facts.bracket(name) != null) {
                result = true;
                break;
            }
        }
        if (!result && depth > 0) {
            for (String name : definition.identifiers()) {
                if (calleesConcern(name, definition.unit(), depth - 1)) {
                    result = true;
                    break;
                }
            }
        }
        concerned.put(definition, result);
        return result;
    }

    /** Whether a function does nothing but barriers, which updates may wait for. */
    private boolean isBarrier(Definition definition) {
        List<String> called = definition.unit().identifiers(definition, CSource.Use.CALLED);
        return !called.isEmpty() && called.stream()
                .allMatch(name -> primitives.role(name).orElse(null) == Primitives.Role.BARRIER);
    }

    private boolean calleesConcern(String name, Unit from, int depth) {
        if (primitives.role(name).isPresent() || facts.idiom(name) != null) {
            return false;
        }
        for (Definition callee : callees(name, from, Presence.ALWAYS)) {
            if (concerns(callee, depth)) {
                return true;
            }
        }
        for (Members.Named named : members.of(name)) {
            for (Definition callee : callees(named.function(), named.unit(), Presence.ALWAYS)) {
                if (concerns(callee, depth)) {
                    return true;
                }
            }
        }
        return false;
    }
}
