package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lazymmu.c.Expr;
import org.lazymmu.c.NameIndex;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.KernelFacts;

/** Where an architecture's code for the mode is found: the hooks, the tables behind them, and what they remember. */
final class Hooks {
    private static final List<String> HOOKS = List.of("arch_enter_lazy_mmu_mode", "arch_leave_lazy_mmu_mode",
            "arch_flush_lazy_mmu_mode", "lazy_mmu_mode_enable", "lazy_mmu_mode_disable");
    private static final List<String> SWITCHES = Roots.ROWS.stream()
            .filter(row -> row.getFirst().startsWith("SWITCH")).map(row -> row.get(1)).toList();

    private final View view;
    private final Members members;
    private final Bench bench;
    /** Files that mention the mode. */
    private final Set<String> users = new HashSet<>();

    Hooks(View view, KernelFacts facts, int[] mentions) {
        this.view = view;
        List<Unit> own = new ArrayList<>();
        for (int file : mentions) {
            String path = view.library().tree().paths().get(file);
            users.add(path);
            if (path.startsWith("arch/" + view.name() + "/")) {
                own.add(view.library().unit(file));
            }
        }
        members = new Members(own, this::mentioning);
        Primitives primitives = new Primitives();
        Declarations declarations = new Declarations(view);
        Bench blind = new Bench(view, facts, primitives, members, declarations, Set.of(), users, List::of);
        List<Definition> hooks = new ArrayList<>();
        HOOKS.forEach(name -> hooks.addAll(definitions(name)));
        Set<String> state = StateNames.of(hooks, primitives, (call, from) -> callees(call, from, blind));
        bench = new Bench(view, facts, primitives, members, declarations, state, users, this::switches);
    }

    /** What the scheduler calls at a context switch. */
    private List<Definition> switches() {
        return SWITCHES.stream().flatMap(name -> definitions(name).stream()).toList();
    }

    Bench bench() {
        return bench;
    }

    /** The own definitions of a name, in the order of their files. */
    List<Definition> definitions(String name) {
        List<Definition> result = new ArrayList<>();
        for (NameIndex.Definer definer : view.library().index().definers(name, NameIndex.CALLABLE)) {
            if (belongs(view.library().tree().paths().get(definer.file()))) {
                for (Definition definition : view.library().unit(definer.file()).definitions(name)) {
                    if (view.presenceOf(definition.condition()) != Presence.NEVER) {
                        result.add(definition);
                    }
                }
            }
        }
        return result;
    }

    /** Whether a file is the architecture's, or for generic code by itself one of the generic headers with the mode. */
    private boolean belongs(String path) {
        return view.name().equals(Architectures.GENERIC) ? path.startsWith("include/") && users.contains(path)
                : path.startsWith("arch/" + view.name() + "/");
    }

    /** The definition of a hook that does something, or else the first. */
    Optional<Definition> hook(String name) {
        List<Definition> all = definitions(name);
        return all.stream().filter(hook -> !hook.body().block().statements().isEmpty()).findFirst()
                .or(() -> all.stream().findFirst());
    }

    /** Whether the tree defines a function, or the architecture's code at least names it. */
    boolean names(String function) {
        return !view.library().index().definers(function, NameIndex.CALLABLE).isEmpty()
                || files(function, "").length > 0;
    }

    /** The architecture's source files that mention a name. */
    private List<Unit> mentioning(String name) {
        List<Unit> units = new ArrayList<>();
        for (int file : files(name, ".c")) {
            units.add(view.library().unit(file));
        }
        return units;
    }

    /** The architecture's files that mention a name and end in some way. */
    private int[] files(String name, String end) {
        List<String> paths = view.library().tree().paths();
        SortedSet<Integer> candidates = new TreeSet<>();
        for (int file = 0; file < paths.size(); file++) {
            if (paths.get(file).startsWith("arch/" + view.name() + "/") && paths.get(file).endsWith(end)) {
                candidates.add(file);
            }
        }
        return NameIndex.search(view.library().tree(), List.of(name), candidates).getFirst();
    }

    private List<Definition> callees(Expr.Call call, Definition from, Bench blind) {
        String name = call.name();
        if (name == null) {
            return members(Members.path(call.callee()), blind);
        }
        var role = blind.primitives().role(name).orElse(null);
        if (role == Primitives.Role.INDIRECT && TableCalls.member(call) >= 0) {
            return members(Members.path(call.arguments().get(TableCalls.member(call))), blind);
        }
        return role == null ? blind.callees(name, from.unit(), Presence.ALWAYS) : List.of();
    }

    private List<Definition> members(String path, Bench blind) {
        List<Definition> result = new ArrayList<>();
        if (!path.isEmpty() && members.of(path).isEmpty()) {
            members.searchFor(path);
        }
        for (Members.Named named : members.of(path)) {
            result.addAll(blind.callees(named.function(), named.unit(), Presence.ALWAYS));
        }
        return result;
    }
}
