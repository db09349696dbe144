package org.lazymmu.refactoring;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/** Gives other names, and passes things on under another name. */
final class Names {
    /** An identifier, unless a comment, a string, the member of a structure or asked for its size. */
    private static final Pattern TOKEN = Pattern.compile(
            "(?s)/\\*.*?\\*/|\"(?:\\\\.|[^\"\\\\])*\"|(?:->|\\.)\\s*[A-Za-z_]\\w*|sizeof\\(\\w+\\)|(?:struct|enum|union|goto)\\s+\\w+|([A-Za-z_]\\w*)");

    private Names() {
    }

    /** Renames in a part of a text. */
    private static int rename(Seed seed, Edits edits, int from, int to, Map<String, String> names) {
        Matcher token = TOKEN.matcher(seed.text()).region(from, to);
        int renamed = 0;
        while (token.find()) {
            String name = token.group(1) == null ? null : names.get(token.group(1));
            if (name != null) {
                edits.replace(token.start(1), token.end(1), name);
                renamed++;
            }
        }
        return renamed;
    }

    /** Parameters and local variables get names that say nothing. */
    static Refactored locals(Seed seed) {
        Edits edits = new Edits(seed);
        Set<String> fixed = new HashSet<>(seed.definitions());
        fixed.addAll(seed.wordsOfMacros());
        for (Seed.Routine routine : seed.routines()) {
            Set<String> labels = routine.sites().stream().map(Seed.Site::statement)
                    .filter(Stmt.Label.class::isInstance).map(label -> ((Stmt.Label) label).name())
                    .collect(Collectors.toSet());
            Map<String, String> names = new HashMap<>();
            for (String local : routine.types().keySet()) {
                if (!fixed.contains(local) && !labels.contains(local)) {
                    names.put(local, "q" + (names.size() + 1) + "x");
                }
            }
            if (rename(seed, edits, routine.head(), routine.function().bodyTo(), names) > 0) {
                edits.count(routine);
            }
        }
        return edits.done();
    }

    /** Static functions get other names, unless a pointer is called the same. */
    static Refactored functions(Seed seed) {
        Edits edits = new Edits(seed);
        Map<String, String> names = new HashMap<>();
        for (Seed.Routine routine : seed.routines()) {
            if (routine.function().isStatic() && !seed.text().contains("(*" + routine.name() + ")")) {
                names.put(routine.name(), "fn" + (names.size() + 1) + "_x");
                edits.origin("fn" + names.size() + "_x", routine.name());
                edits.count(routine);
            }
        }
        rename(seed, edits, 0, seed.text().length(), names);
        return edits.done();
    }

    /** Calls of the functions go through helpers or macros of the same file. */
    static Refactored wrap(Seed seed, List<Prototype> prototypes, String modifiers) {
        Edits edits = new Edits(seed);
        Set<String> used = used(seed, prototypes);
        Map<String, String> names = new HashMap<>();
        StringBuilder helpers = new StringBuilder("\n");
        for (Prototype prototype : prototypes) {
            if (used.contains(prototype.name())) {
                String name = "my_" + prototype.name();
                names.put(prototype.name(), name);
                edits.origin(name, Refactored.ITS_CALLERS);
                helpers.append(modifiers.equals("#define") ? prototype.macro(name)
                        : prototype.wrapper(modifiers, name));
            }
        }
        if (names.isEmpty()) {
            return edits.done();
        }
        edits.insert(seed.afterIncludes(), helpers.toString());
        rename(seed, edits, seed.afterIncludes(), seed.text().length(), names);
        countUsers(seed, edits, names.keySet());
        return edits.done();
    }

    /** The same with the helpers in a header. */
    static Refactored wrapInHeader(Seed seed, List<Prototype> prototypes) {
        Refactored inFile = wrap(seed, prototypes, "static inline ");
        if (inFile.places().isEmpty()) {
            return inFile;
        }
        int at = seed.afterIncludes();
        int grown = inFile.text().indexOf("\n\n", at) < 0 ? at : end(inFile.text(), at);
        String text = inFile.text();
        return new Refactored(
                text.substring(0, at) + "#include <linux/wrappers.h>\n" + text.substring(grown), Map.of(
                        "include/linux/wrappers.h", "#ifndef _LINUX_WRAPPERS_H\n#define _LINUX_WRAPPERS_H\n"
                                + "#include <linux/mm.h>\n" + text.substring(at, grown) + "#endif\n"),
                inFile.origins(), inFile.places());
    }

    /** Where the helpers that start at an offset end. */
    private static int end(String text, int from) {
        int at = from + 1;
        while (text.startsWith("static inline ", at)) {
            at = text.indexOf("\n}\n\n", at) + "\n}\n\n".length();
        }
        return at;
    }

    private static Set<String> used(Seed seed, List<Prototype> prototypes) {
        Set<String> known = prototypes.stream().map(Prototype::name).collect(Collectors.toSet());
        Set<String> used = new HashSet<>();
        for (Seed.Routine routine : seed.routines()) {
            used.addAll(Seed.words(seed.text(routine.function().bodyFrom(), routine.function().bodyTo())));
        }
        used.addAll(seed.wordsOfMacros());
        used.retainAll(known);
        used.removeAll(seed.definitions());
        return used;
    }

    private static void countUsers(Seed seed, Edits edits, Set<String> names) {
        for (Seed.Routine routine : seed.routines()) {
            Set<String> words = Seed.words(seed.text(routine.function().bodyFrom(), routine.function().bodyTo()));
            if (words.stream().anyMatch(names::contains)) {
                edits.count(routine);
            }
        }
    }

    /** Arguments that are local variables are copied before. */
    static Refactored temporaries(Seed seed) {
        Edits edits = new Edits(seed);
        for (Seed.Routine routine : seed.routines()) {
            for (Seed.Site site : routine.sites()) {
                if (site.statement() instanceof Stmt.Expression(Expr.Call call, int at) && call.name() != null
                        && Uses.of(call).movable && !seed.jumps(call.name())) {
                    copyArguments(edits, site, call);
                }
            }
        }
        return edits.done();
    }

    private static void copyArguments(Edits edits, Seed.Site site, Expr.Call call) {
        StringBuilder copies = new StringBuilder("{ ");
        Predicate<String> writable = name -> !site.routine().types().getOrDefault(name, Seed.NO_TYPE)
                .equals(Seed.NO_TYPE);
        for (Expr argument : call.arguments()) {
            if (argument instanceof Expr.Name(String name, int at) && writable.test(name)) {
                String copy = name + "_copy" + at;
                copies.append(Piece.declaration(site.routine().types().get(name), copy)).append(" = ").append(name)
                        .append("; ");
                edits.replace(at, at + name.length(), copy);
            }
        }
        if (copies.length() > 2) {
            edits.wrap(site.from(), copies.toString(), site.to(), " }");
            edits.count(site.routine());
        }
    }
}
