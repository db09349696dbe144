package org.lazymmu.refactoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/** Moves statements out of their function. */
final class Extractions {
    /** Where the header of moved code lies in the tree. */
    private static final String HEADER = "include/linux/moved_code.h";

    private static final Pattern MEMBER_CALLED = Pattern.compile("->\\s*\\w+\\s*\\(");

    private static final Set<String> BRACKETS = Stream.of(Refactorings.HOOKS, Refactorings.LOCKS)
            .flatMap(List::stream).map(Prototype::name).collect(Collectors.toSet());

    /** Makes the definitions of a piece's new name. */
    private interface Definitions {
        String of(Piece piece, String name, Edits edits, Seed.Routine routine);
    }

    private Extractions() {
    }

    static Refactored intoHelper(Seed seed) {
        return into(seed, (piece, name, edits, routine) -> piece.function("static ", name));
    }

    static Refactored intoTwoHelpers(Seed seed) {
        return into(seed, (piece, name, edits, routine) -> {
            String inner = edits.part(routine, "inner");
            return piece.function("static noinline ", inner)
                    + piece.function("static ", name, piece.forward(inner));
        });
    }

    /** The helper comes behind its caller, as functions with a prototype do. */
    static Refactored intoLaterHelper(Seed seed) {
        Edits edits = new Edits(seed);
        for (Seed.Routine routine : seed.routines()) {
            StringBuilder later = new StringBuilder("\n");
            for (Seed.Site site : routine.sites()) {
                Piece.of(seed, site).ifPresent(piece -> {
                    String name = edits.part(routine, "later");
                    edits.insert(routine.head(), "static " + Piece.declaration(piece.returns(), name) + "("
                            + Piece.list(piece.parameters()) + ");\n");
                    later.append("\n").append(piece.function("static ", name).stripTrailing()).append("\n");
                    edits.replace(piece.from(), piece.to(), " " + piece.call(name));
                    edits.count(routine);
                });
            }
            if (later.length() > 1) {
                edits.insert(routine.function().bodyTo(), later.toString());
            }
        }
        return edits.done();
    }

    /** The helper gets the function that does it as an argument. */
    static Refactored behindPointer(Seed seed) {
        return into(seed, Extractions::isNeutral, (piece, name, edits, routine) -> {
            String inner = edits.part(routine, "act");
            String through = edits.part(routine, "through");
            String pointer = piece.arguments().contains("fn") ? "call" : "fn";
            List<String> parameters = new ArrayList<>(piece.parameters());
            parameters.addFirst(Piece.declaration(piece.returns(), "(*" + pointer + ")") + "("
                    + Piece.list(piece.parameters()) + ")");
            String pass = piece.forward(pointer);
            String forward = through + "(" + inner + (piece.arguments().isEmpty() ? "" : ", ")
                    + pass.substring(pointer.length() + 1);
            return piece.function("static ", inner)
                    + new Piece(0, 0, pass, piece.returns(), parameters, List.of(), Set.of()).function("static ",
                            through)
                    + piece.function("static ", name, forward);
        });
    }

    /** What opens or locks something for its caller is not called through a pointer. */
    private static boolean isNeutral(Seed seed, Piece piece) {
        return piece.called().stream().noneMatch(name -> BRACKETS.contains(name)
                || name.startsWith("header_") && !name.endsWith("_range") || seed.definitions().contains(name)
                        && !seed.isBalanced(name));
    }

    private static Refactored into(Seed seed, Definitions definitions) {
        return into(seed, (same, piece) -> true, definitions);
    }

    private static Refactored into(Seed seed, BiPredicate<Seed, Piece> suits, Definitions definitions) {
        Edits edits = new Edits(seed);
        for (Seed.Routine routine : seed.routines()) {
            for (Seed.Site site : routine.sites()) {
                Piece.of(seed, site).filter(piece -> suits.test(seed, piece)).ifPresent(piece -> {
                    String name = edits.part(routine, "part");
                    edits.insert(routine.head(), definitions.of(piece, name, edits, routine));
                    edits.replace(piece.from(), piece.to(), " " + piece.call(name));
                    edits.count(routine);
                });
            }
        }
        return edits.done();
    }

    /**
     * What names nothing of this file goes into a header as a {@code static inline}. What calls a member stays, since headers do
     * not know a structure of this file.
     */
    static Refactored intoHeader(Seed seed) {
        Edits edits = new Edits(seed);
        StringBuilder header = new StringBuilder("#ifndef _LINUX_MOVED_CODE_H\n#define _LINUX_MOVED_CODE_H\n\n");
        int first = Integer.MAX_VALUE;
        for (Seed.Routine routine : seed.routines()) {
            for (Seed.Site site : routine.sites()) {
                Optional<Piece> found = Piece.of(seed, site);
                if (found.isPresent() && !MEMBER_CALLED.matcher(found.get().code()).find()
                        && Seed.words(found.get().code()).stream().noneMatch(seed.definitions()::contains)
                        && found.get().parameters().stream().noneMatch(seed::isOfLaterStructure)) {
                    Piece piece = found.get();
                    String name = edits.part(routine, "inline");
                    header.append(piece.function("static inline ", name));
                    edits.replace(piece.from(), piece.to(), " " + piece.call(name));
                    edits.count(routine);
                    first = Math.min(first, routine.head());
                }
            }
        }
        if (first < Integer.MAX_VALUE) {
            edits.insert(first, "#include <linux/moved_code.h>\n\n");
            edits.file(HEADER, header + "#endif\n");
        }
        return edits.done();
    }

    static Refactored testsIntoHelpers(Seed seed) {
        Edits edits = new Edits(seed);
        for (Seed.Routine routine : seed.routines()) {
            for (Seed.Site site : routine.sites()) {
                Piece.ofTest(seed, site).ifPresent(piece -> {
                    String name = edits.part(routine, "test");
                    edits.insert(routine.head(), piece.function("static ", name));
                    edits.replace(piece.from(), piece.to(), piece.call(name));
                    edits.count(routine);
                });
            }
        }
        return edits.done();
    }

    static Refactored intoMacro(Seed seed) {
        return intoMacro(seed, "%s");
    }

    static Refactored intoDoWhileMacro(Seed seed) {
        return intoMacro(seed, "do { %s; } while (0)");
    }

    static Refactored intoStatementExpressionMacro(Seed seed) {
        return intoMacro(seed, "({ %s; })");
    }

    private static Refactored intoMacro(Seed seed, String form) {
        Edits edits = new Edits(seed);
        for (Seed.Routine routine : seed.routines()) {
            for (Seed.Site site : routine.sites()) {
                if (site.statement() instanceof Stmt.Expression(Expr expression, int at)) {
                    Uses uses = Uses.of(expression);
                    if (uses.movable) {
                        toMacro(seed, edits, site, uses, form);
                    }
                }
            }
        }
        return edits.done();
    }

    private static void toMacro(Seed seed, Edits edits, Seed.Site site, Uses uses, String form) {
        Seed.Routine routine = site.routine();
        List<String> locals = uses.all().stream().filter(routine.types()::containsKey).toList();
        String code = seed.text(site.from(), site.to() - 1).replaceAll("(?s)/\\*.*?\\*/", " ").replaceAll("\\s+", " ");
        String name = edits.part(routine, "macro");
        String list = "(" + String.join(", ", locals) + ")";
        edits.insert(routine.head(), "#define " + name + list + "\t" + form.formatted(code) + "\n");
        edits.replace(site.from(), site.to(), name + list + ";");
        edits.count(routine);
    }

    /** A macro that returns for its user. */
    static Refactored returnsIntoMacros(Seed seed) {
        Edits edits = new Edits(seed);
        for (Seed.Routine routine : seed.routines()) {
            for (Seed.Site site : routine.sites()) {
                if (site.statement() instanceof Stmt.Return(Expr value, int at)
                        && (value == null || Uses.of(value).movable)) {
                    String name = edits.part(routine, "give_up");
                    String code = value == null ? "" : seed.text(at + "return".length(), site.to() - 1).strip();
                    String list = value == null ? "()" : "(value)";
                    edits.insert(routine.head(), "#define " + name + list + "\t\\\n\tdo {\t\\\n\t\treturn"
                            + (value == null ? "" : " value") + ";\t\\\n\t} while (0)\n");
                    edits.replace(site.from(), site.to(), name + "(" + code + ");");
                    edits.count(routine);
                }
            }
        }
        return edits.done();
    }
}
