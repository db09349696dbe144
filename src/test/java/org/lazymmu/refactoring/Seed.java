package org.lazymmu.refactoring;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Body;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CSource;
import org.lazymmu.c.CallWalk;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;
import org.lazymmu.source.FileText;

/** A C file that is to be refactored: its functions, and their statements with spans. One byte is one character. */
public final class Seed {
    /** The type of a local name that cannot be written before a parameter's name, or that is not known. */
    static final String NO_TYPE = "";

    private static final Pattern MARK = Pattern.compile("/\\* (?:expect|chain|allow): ");
    private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
    private static final Pattern STRUCTURE = Pattern.compile("\\bstruct (\\w+)");
    private static final Pattern CONTROL = Pattern.compile("\\b(?:return|goto|break|continue)\\b");

    /**
     * A function.
     *
     * @param head  offset of the first line of its head
     * @param types its parameters and local variables with their types, {@link #NO_TYPE} where there is none to write
     */
    record Routine(CFile.Function function, int head, Map<String, String> types, List<Site> sites) {
        String name() {
            return function.name();
        }
    }

    /**
     * A statement that stands in one piece.
     *
     * @param from    offset of its first token
     * @param to      offset behind its last
     * @param block   the block it stands in directly, or null
     * @param inLoop  whether a break or continue in it is about a loop or switch around it
     * @param marked  whether the comment above it is a mark
     */
    record Site(Routine routine, Stmt statement, int from, int to, Stmt.Block block, boolean inLoop, boolean marked) {
    }

    private final String text;
    private final CSource source;
    private final Scan scan;
    private final List<Routine> routines = new ArrayList<>();
    private final Set<String> definitions = new TreeSet<>();
    private final Map<String, String> macros = new HashMap<>();

    private Seed(String text) {
        this.text = text;
        source = CSource.of("seed.c", FileText.of(text));
        scan = new Scan(text);
        for (CFile.Macro macro : source.file().macros()) {
            definitions.add(macro.name());
            macros.merge(macro.name(), text.substring(macro.bodyFrom(), macro.bodyTo()), String::concat);
        }
        source.file().variables().forEach(variable -> definitions.add(variable.name()));
        source.file().functions().forEach(function -> definitions.add(function.name()));
        for (CFile.Function function : source.file().functions()) {
            if (function.definer() == null) {
                routines.add(routine(function));
            }
        }
    }

    /** A file as our front end reads it. */
    public static Seed of(String text) {
        return new Seed(text);
    }

    String text() {
        return text;
    }

    String text(int from, int to) {
        return text.substring(from, to);
    }

    Scan scan() {
        return scan;
    }

    List<Routine> routines() {
        return routines;
    }

    /** The names of functions, macros and initialised variables of this file. */
    Set<String> definitions() {
        return definitions;
    }

    /** Whether the name is that of a macro of this file. */
    boolean isMacro(@Nullable String name) {
        return macros.containsKey(name);
    }

    /** Whether the name is that of a macro of this file that returns or jumps, by itself or through another. */
    boolean jumps(String name) {
        return jumps(name, new HashSet<>());
    }

    private boolean jumps(String name, Set<String> seen) {
        String body = macros.get(name);
        return body != null && seen.add(name)
                && (CONTROL.matcher(body).find() || words(body).stream().anyMatch(inner -> jumps(inner, seen)));
    }

    /** Whether a function of this file looks as if it undid what it does: as many enters as leaves, locks as unlocks. */
    boolean isBalanced(String name) {
        return routines.stream().filter(routine -> routine.name().equals(name)).findFirst().map(routine -> {
            String body = text(routine.function().bodyFrom(), routine.function().bodyTo());
            return count(body, "arch_enter|mode_enable|mode_pause") == count(body,
                    "arch_leave|mode_disable|mode_resume")
                    && count(body, "spin_lock|map_lock|trylock|pmd_lock|huge_lock") == count(body, "unlock")
                    && words(body).stream().filter(definitions::contains).allMatch(inner -> inner.equals(name)
                            || isBalanced(inner));
        }).orElse(false);
    }

    private static long count(String body, String pattern) {
        return Pattern.compile(pattern).matcher(body).results().count();
    }

    /** The identifiers of a piece of C. */
    static Set<String> words(String code) {
        Set<String> words = new TreeSet<>();
        Matcher word = WORD.matcher(code);
        while (word.find()) {
            words.add(word.group());
        }
        return words;
    }

    /** The identifiers of the macros of this file. */
    Set<String> wordsOfMacros() {
        return words(String.join(" ", macros.values()));
    }

    /** Where a definition that everything in the file can use may stand: behind the includes. */
    int afterIncludes() {
        int last = text.lastIndexOf("\n#include");
        return last < 0 ? 0 : text.indexOf('\n', last + 1) + 1;
    }

    /** Whether a parameter's structure is declared behind the first function, so that a header cannot look into it. */
    boolean isOfLaterStructure(String parameter) {
        Matcher structure = STRUCTURE.matcher(parameter);
        return structure.find() && !routines.isEmpty()
                && text.indexOf("struct " + structure.group(1) + " {") > routines.getFirst().head();
    }

    /** What our front end does not understand. */
    public List<String> problems() {
        List<String> problems = new ArrayList<>();
        source.file().problems().forEach(problem -> problems.add(problem.reason()));
        for (CFile.Function function : source.file().functions()) {
            source.body(function).problems()
                    .forEach(problem -> problems.add(function.name() + ": " + problem.reason()));
        }
        for (CFile.Macro macro : source.file().macros()) {
            source.body(macro).problems().forEach(problem -> problems.add(macro.name() + ": " + problem.reason()));
        }
        return problems;
    }

    private Routine routine(CFile.Function function) {
        Map<String, String> types = new LinkedHashMap<>();
        Routine routine = new Routine(function, head(function), types, new ArrayList<>());
        for (CFile.Parameter parameter : function.parameters()) {
            declare(types, parameter.name(), parameter.type());
        }
        Body body = source.body(function);
        List<Site> found = new ArrayList<>();
        new Statements(this, routine, found).block(body.block(), false);
        for (Site site : found) {
            if (site.statement() instanceof Stmt.Declaration(List<Stmt.Variable> variables, int at)) {
                variables.forEach(variable -> declare(types, variable.name(), variable.type()));
            }
        }
        declareByMacro(types, body);
        Map<Integer, Integer> starts = new HashMap<>();
        found.forEach(site -> starts.merge(site.from(), 1, Integer::sum));
        found.stream().filter(site -> starts.get(site.from()) == 1 || site.statement() instanceof Stmt.Block)
                .filter(site -> !text(site.from(), site.to()).contains("\n#")).forEach(routine.sites()::add);
        return routine;
    }

    private static void declare(Map<String, String> types, String name, String type) {
        if (!name.isEmpty() && !name.equals("...")) {
            String known = types.putIfAbsent(name, type.matches("[\\w *]+") ? type.strip() : NO_TYPE);
            if (known != null && !known.equals(type.strip())) {
                types.put(name, NO_TYPE);
            }
        }
    }

    /** {@code LIST_HEAD(pages);} declares pages, with a type that only the macro knows. */
    private static void declareByMacro(Map<String, String> types, Body body) {
        CallWalk.visit(body.block(), (call, condition) -> {
            if (call.name() != null && Scan.declares(call.name()) && !call.arguments().isEmpty()
                    && call.arguments().getFirst() instanceof Expr.Name(String name, int at)) {
                types.put(name, NO_TYPE);
            }
        });
    }

    /** The first line of a head: the one with the name, or that above if the type stands there. */
    private int head(CFile.Function function) {
        int line = text.lastIndexOf('\n', function.at() - 1) + 1;
        while (line > 1) {
            int above = text.lastIndexOf('\n', line - 2) + 1;
            String before = text(above, line).strip();
            if (before.isEmpty() || before.endsWith("}") || before.endsWith(";") || before.endsWith("*/")
                    || before.startsWith("#") || before.endsWith("\\") || before.endsWith(")")) {
                break;
            }
            line = above;
        }
        return line;
    }

    /** Whether the line above an offset's line is a mark. */
    boolean isMarked(int offset) {
        int line = text.lastIndexOf('\n', offset - 1);
        return line > 0 && MARK.matcher(text(text.lastIndexOf('\n', line - 1) + 1, line)).find();
    }
}
