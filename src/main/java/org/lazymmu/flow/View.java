package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CFile;
import org.lazymmu.c.Condition;
import org.lazymmu.c.NameIndex;

/**
 * One way to look at a tree: some files are visible, some options are decided, the rest stays symbolic. Resolves names to
 * definitions and preprocessor conditions to presence conditions. Serves one thread.
 */
public final class View {
    /** What is where in a tree, and which of several definitions is nearer. */
    public interface Layout {
        /** Whether code of the file {@code from} can mean something that {@code path} defines. */
        boolean visible(String path, Unit from);

        /** How near a visible definition is, nearest first from 0; nearer ones hide those farther away. */
        int distance(String path, Unit from);

        /** Whether calls from one file into another are followed; where not, the callee is taken to leave brackets alone. */
        boolean follows(String path, Unit from);

        /** Whether a file is looked into for deeds, which reaches farther than brackets do. */
        boolean pursues(String path);
    }

    /** A definition that a name can mean, and in which configurations it does. */
    public record Candidate(Definition definition, int presence) {
    }

    private final String name;
    private final Library library;
    private final Layout layout;
    private final Map<String, Boolean> decided;
    private final Presence presence = new Presence();
    private final Map<Condition, Integer> conditions = new HashMap<>();
    private final Map<String, Integer> definedNames = new HashMap<>();
    private final Set<String> deciding = new HashSet<>();
    private final Set<String> tested = new HashSet<>();
    private @Nullable Set<String> noted;
    private final Map<String, List<Candidate>> resolved = new HashMap<>();

    /**
     * @param name    how the view is called in reports
     * @param decided options and macros that are known to be defined or not
     */
    public View(String name, Library library, Layout layout, Map<String, Boolean> decided) {
        this.name = name;
        this.library = library;
        this.layout = layout;
        this.decided = Map.copyOf(decided);
    }

    public String name() {
        return name;
    }

    public Library library() {
        return library;
    }

    public Presence presence() {
        return presence;
    }

    /** The presence condition of a preprocessor condition. */
    public int presenceOf(Condition condition) {
        Integer known = conditions.get(condition);
        if (known == null) {
            known = switch (condition) {
                case Condition.Defined(String option) -> defined(option);
                case Condition.Test(String text) -> presence.option(text);
                case Condition.Not(Condition inner) -> presence.not(presenceOf(inner));
                case Condition.All(List<Condition> parts) -> {
                    int all = Presence.ALWAYS;
                    for (Condition part : parts) {
                        all = presence.and(all, presenceOf(part));
                    }
                    yield all;
                }
                case Condition.Any(List<Condition> parts) -> {
                    int any = Presence.NEVER;
                    for (Condition part : parts) {
                        any = presence.or(any, presenceOf(part));
                    }
                    yield any;
                }
            };
            if (deciding.isEmpty()) {
                conditions.put(condition, known);
            }
        }
        return known;
    }

    /** In which configurations a name is a defined macro or option. */
    private int defined(String macro) {
        Boolean fixed = decided.get(macro);
        if (fixed != null) {
            return fixed ? Presence.ALWAYS : Presence.NEVER;
        }
        if (macro.startsWith("CONFIG_") || macro.startsWith("MODULE")) {
            return presence.option(macro);
        }
        tested.add(macro);
        Integer known = definedNames.get(macro);
        if (known != null) {
            return known;
        }
        if (!deciding.add(macro)) {
            return Presence.NEVER;
        }
        int result = Presence.NEVER;
        for (NameIndex.Definer definer : library.index().definers(macro, NameIndex.MACRO)) {
            String path = library.tree().paths().get(definer.file());
            if (path.endsWith(".h") && layout.visible(path, library.unit(definer.file()))) {
                result = presence.or(result, definedIn(library.unit(definer.file()), macro));
            }
        }
        deciding.remove(macro);
        if (deciding.isEmpty()) {
            definedNames.put(macro, result);
        }
        return result;
    }

    /** Does something, and notes the names that are resolved for it. */
    public <T> T noting(Set<String> names, Supplier<T> work) {
        noted = names;
        try {
            return work.get();
        } finally {
            noted = null;
        }
    }

    /** The macros of which it mattered whether they are defined. */
    public Set<String> tested() {
        return tested;
    }

    private int definedIn(Unit unit, String macro) {
        int result = Presence.NEVER;
        for (Definition definition : unit.definitions(macro)) {
            if (definition instanceof Definition.Macro && !isFallback(definition.condition(), macro)) {
                result = presence.or(result, presenceOf(definition.condition()));
            }
        }
        return result;
    }

    /** Whether a condition demands that the macro is not defined yet. */
    private static boolean isFallback(Condition condition, String macro) {
        return switch (condition) {
            case Condition.Not(Condition.Defined(String name)) -> name.equals(macro);
            case Condition.All(List<Condition> parts) -> parts.stream().anyMatch(part -> isFallback(part, macro));
            default -> false;
        };
    }

    /** The definitions that a name can mean in a file, nearest first, with the configurations in which each is meant. */
    public List<Candidate> resolve(String callee, Unit from) {
        if (noted != null) {
            noted.add(callee);
        }
        String key = callee + "@" + from.number();
        List<Candidate> known = resolved.get(key);
        if (known == null) {
            known = List.copyOf(search(callee, from));
            resolved.put(key, known);
        }
        return known;
    }

    /** Whether code of a file can mean something that another file defines. */
    public boolean sees(Unit unit, Unit from) {
        return unit == from || layout.visible(unit.path(), from);
    }

    /** Whether a call of a definition from a file is followed. */
    boolean follows(Definition callee, Unit from) {
        return callee.unit() == from || layout.follows(callee.unit().path(), from);
    }

    /** Whether a call of a definition is looked into for deeds. */
    boolean pursues(Definition callee, Unit from) {
        return callee.unit() == from || layout.pursues(callee.unit().path());
    }

    /**
     * The definitions that a name can mean that is used without a call: an alias, or a function passed on. Names of variables
     * and fields, which are most, lead nowhere.
     */
    List<Candidate> resolveBare(String name, Unit from) {
        if (!from.definitions(name).isEmpty()) {
            return resolve(name, from);
        }
        List<NameIndex.Definer> definers = library.index().definers(name, NameIndex.FUNCTION | NameIndex.ALIAS_MACRO);
        boolean alias = definers.stream().anyMatch(d -> (d.kinds() & NameIndex.ALIAS_MACRO) != 0);
        boolean capitals = name.equals(name.toUpperCase(java.util.Locale.ROOT));
        return !capitals && (alias || definers.size() == 1) ? resolve(name, from) : List.of();
    }

    private List<Candidate> search(String callee, Unit from) {
        List<Candidate> result = new ArrayList<>();
        int rest = Presence.ALWAYS;
        int covered = take(from.definitions(callee), rest, result);
        rest = presence.and(rest, presence.not(covered));
        if (rest == Presence.NEVER) {
            return result;
        }
        List<NameIndex.Definer> definers = library.index().definers(callee, NameIndex.CALLABLE);
        Map<Integer, List<Integer>> byDistance = new java.util.TreeMap<>();
        for (NameIndex.Definer definer : definers) {
            String path = library.tree().paths().get(definer.file());
            if (definer.file() != from.number() && layout.visible(path, from)) {
                byDistance.computeIfAbsent(layout.distance(path, from), d -> new ArrayList<>()).add(definer.file());
            }
        }
        for (List<Integer> files : byDistance.values()) {
            covered = Presence.NEVER;
            for (int file : files) {
                covered = presence.or(covered, take(exported(library.unit(file), callee), rest, result));
            }
            rest = presence.and(rest, presence.not(covered));
            if (rest == Presence.NEVER) {
                break;
            }
        }
        return result;
    }

    private int take(List<Definition> definitions, int within, List<Candidate> into) {
        int covered = Presence.NEVER;
        for (Definition definition : definitions) {
            int where = presence.and(presenceOf(definition.condition()), within);
            if (where != Presence.NEVER && !isAliasOfItself(definition) && !isEntryPoint(definition)) {
                into.add(new Candidate(definition, where));
                covered = presence.or(covered, where);
            }
        }
        return covered;
    }

    private static List<Definition> exported(Unit unit, String name) {
        return unit.definitions(name).stream().filter(definition -> switch (definition) {
            case Definition.Function(Unit u, CFile.Function function) -> u.isHeader() || !function.isStatic();
            case Definition.Macro macro -> macro.unit().isHeader();
        }).toList();
    }

    /** What a definer such as {@code SYSCALL_DEFINE3(name, …)} defines is not called by that name. */
    private static boolean isEntryPoint(Definition definition) {
        return definition instanceof Definition.Function function && function.function().definer() != null
                && !String.valueOf(function.function().definer()).equals("FNAME");
    }

    /** {@code #define name name} only says that an architecture has it. */
    private static boolean isAliasOfItself(Definition definition) {
        return definition instanceof Definition.Macro macro && macro.macro().parameters() == null
                && definition.identifiers().equals(List.of(definition.name()));
    }

    /** The files, other than {@code from}, that may define a name and are visible there, nearest first. */
    List<Unit> definingUnits(String name, Unit from) {
        List<Unit> result = new ArrayList<>();
        for (NameIndex.Definer definer : library.index().definers(name, NameIndex.CLASS)) {
            String path = library.tree().paths().get(definer.file());
            if (definer.file() != from.number() && layout.visible(path, from)) {
                result.add(library.unit(definer.file()));
            }
        }
        return result;
    }

    /** The function that a member of an initialised table names, such as {@code ops.pmd_entry}, or null. */
    @Nullable
    String member(String table, String member, Unit from) {
        CFile.FileVariable variable = from.variable(table);
        if (variable != null && variable.init() instanceof org.lazymmu.c.Expr.Initializer initializer) {
            for (var item : initializer.items()) {
                if (("." + member).equals(item.designator())
                        && item.value() instanceof org.lazymmu.c.Expr.Name function) {
                    return function.name();
                }
            }
        }
        return null;
    }
}
