package org.lazymmu.refactoring;

import java.util.List;
import java.util.function.BiConsumer;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/** Changes the shape of control flow. */
final class Rearrangements {
    private Rearrangements() {
    }

    /** Looks at all statements of all functions, outer ones first. */
    private static Refactored each(Seed seed, BiConsumer<Seed.Site, Edits> change) {
        Edits edits = new Edits(seed);
        for (Seed.Routine routine : seed.routines()) {
            routine.sites().forEach(site -> change.accept(site, edits));
        }
        return edits.done();
    }

    private static boolean isSimple(Seed.Site site) {
        return site.statement() instanceof Stmt.Expression(Expr expression, int at) && Uses.of(expression).movable;
    }

    /** Puts code around statements that are one expression. */
    static Refactored around(Seed seed, String before, String after) {
        return each(seed, (site, edits) -> {
            if (isSimple(site)) {
                edits.wrap(site.from(), before, site.to(), after);
                edits.count(site.routine());
            }
        });
    }

    /** Puts code around the statements with a mark. */
    static Refactored aroundMarked(Seed seed, String before, String after) {
        return each(seed, (site, edits) -> {
            if (site.marked() && (isSimple(site) || site.statement() instanceof Stmt.Return)) {
                edits.wrap(site.from(), before, site.to(), after);
                edits.count(site.routine());
            }
        });
    }

    static Refactored jumpBefore(Seed seed) {
        return each(seed, (site, edits) -> {
            if (isSimple(site)) {
                String label = site.routine().name() + "_here" + site.from();
                edits.wrap(site.from(), "{ goto " + label + "; " + label + ": ", site.to(), " }");
                edits.count(site.routine());
            }
        });
    }

    static Refactored hints(Seed seed, String hint) {
        return each(seed, (site, edits) -> {
            if (site.statement() instanceof Stmt.If branch && Uses.of(branch.test()).movable) {
                edits.wrap(seed.text().indexOf('(', site.from()), "(" + hint, seed.scan().closing(site.from()) + 1,
                        ")");
                edits.count(site.routine());
            }
        });
    }

    /** {@code if (a) x; rest} becomes {@code if (a) x; else { rest }} where x leaves the block. */
    static Refactored restIntoElse(Seed seed) {
        return each(seed, (site, edits) -> {
            if (site.block() != null && site.statement() instanceof Stmt.If branch && branch.otherwise() == null
                    && jumps(branch.then()) && isFollowed(site)) {
                edits.insert(site.to(), " else {");
                edits.close(site.block().end(), "}");
                edits.count(site.routine());
            }
        });
    }

    private static boolean isFollowed(Seed.Site site) {
        List<Stmt> all = site.block().statements();
        int place = all.indexOf(site.statement());
        return place + 1 < all.size() && all.subList(place, all.size()).stream()
                .noneMatch(other -> other instanceof Stmt.Case || other instanceof Stmt.Default
                        || other instanceof Stmt.StaticIf)
                && site.routine().sites().stream().anyMatch(end -> end.to() <= site.block().end()
                        && isBeside(end, site) && end.from() > site.from());
    }

    private static boolean jumps(Stmt statement) {
        return switch (statement) {
            case Stmt.Return s -> true;
            case Stmt.Goto s -> true;
            case Stmt.Continue s -> true;
            case Stmt.Break s -> true;
            case Stmt.Block(List<Stmt> statements, int at, int end) ->
                    !statements.isEmpty() && jumps(statements.getLast());
            default -> false;
        };
    }

    static Refactored negated(Seed seed) {
        return each(seed, (site, edits) -> {
            if (site.statement() instanceof Stmt.If branch && Uses.of(branch.test()).movable
                    && branch.otherwise() == null) {
                int close = seed.scan().closing(site.from());
                edits.wrap(seed.text().indexOf('(', site.from()), "(!", close + 1, ") ; else");
                edits.count(site.routine());
            }
        });
    }

    /** {@code if (a) x} becomes a switch over whether a. */
    static Refactored ifToSwitch(Seed seed) {
        return each(seed, (site, edits) -> {
            if (site.statement() instanceof Stmt.If branch && branch.otherwise() == null
                    && Uses.of(branch.test()).movable && !breaks(seed, site)) {
                int open = seed.text().indexOf('(', site.from());
                int close = seed.scan().closing(site.from());
                edits.replace(site.from(), open, "switch (!!");
                edits.insert(close + 1, ") { default: ");
                edits.close(site.to(), " case 0: break; }");
                edits.count(site.routine());
            }
        });
    }

    /** What is in a switch must end in a break or jump, and must not break out of a loop around it. */
    private static boolean breaks(Seed seed, Seed.Site site) {
        return seed.text(site.from(), site.to()).matches("(?s).*\\b(?:break|case|default)\\b.*");
    }

    static Refactored whileToFor(Seed seed) {
        return each(seed, (site, edits) -> {
            if (site.statement() instanceof Stmt.While) {
                int open = seed.text().indexOf('(', site.from());
                edits.replace(site.from(), open + 1, "for (; ");
                edits.insert(seed.scan().closing(site.from()), ";");
                edits.count(site.routine());
            }
        });
    }

    static Refactored forToWhile(Seed seed) {
        return each(seed, (site, edits) -> {
            if (site.statement() instanceof Stmt.For loop && !continues(seed, site)) {
                int open = seed.text().indexOf('(', site.from());
                int first = seed.scan().behindSemicolon(open + 1);
                int second = seed.scan().behindSemicolon(first);
                int close = seed.scan().closing(site.from());
                String test = loop.test() == null ? "1" : seed.text(first, second - 1).strip();
                edits.replace(site.from(), close + 1,
                        "{ " + seed.text(open + 1, first) + " while (" + test + ") {");
                edits.close(site.to(), " " + seed.text(second, close).strip() + "; } }");
                edits.count(site.routine());
            }
        });
    }

    static Refactored doToFor(Seed seed) {
        return each(seed, (site, edits) -> {
            if (site.statement() instanceof Stmt.DoWhile && !continues(seed, site)) {
                int tail = seed.text().lastIndexOf("while", site.to());
                int open = seed.text().indexOf('(', tail);
                if (seed.scan().closing(tail) == seed.text().lastIndexOf(')', site.to())) {
                    edits.replace(site.from(), site.from() + "do".length(), "for (;;) {");
                    edits.replace(tail, open, "if (!");
                    edits.close(site.to() - 1, ") break");
                    edits.close(site.to(), " }");
                    edits.count(site.routine());
                }
            }
        });
    }

    private static boolean continues(Seed seed, Seed.Site site) {
        return seed.text(site.from(), site.to()).matches("(?s).*\\bcontinue\\b.*");
    }

    /** {@code T x = e;} becomes {@code T x; x = e;}. */
    static Refactored splitDeclarations(Seed seed) {
        return each(seed, (site, edits) -> {
            if (site.block() != null && site.statement() instanceof Stmt.Declaration(List<Stmt.Variable> all, int at)
                    && all.size() == 1 && all.getFirst().init() != null && all.getFirst().cleanup() == null
                    && Uses.of(all.getFirst().init()).movable && all.getFirst().type().matches("[\\w *]+")
                    && !all.getFirst().type().matches(".*\\b(?:const|static|auto_type)\\b.*")) {
                String name = all.getFirst().name();
                int sign = seed.text().indexOf('=', site.from());
                if (seed.text(site.from(), sign).strip().endsWith(name)) {
                    edits.replace(sign, sign, "; " + name + " ");
                    edits.count(site.routine());
                }
            }
        });
    }

    /** The test of an if gets a name. */
    static Refactored testsIntoVariables(Seed seed) {
        return each(seed, (site, edits) -> {
            if (site.block() != null && site.statement() instanceof Stmt.If branch
                    && Uses.of(branch.test()).movable) {
                int open = seed.text().indexOf('(', site.from());
                int close = seed.scan().closing(site.from());
                String name = "is_so" + site.from();
                edits.insert(site.from(), "bool " + name + " = " + seed.text(open, close + 1) + "; ");
                edits.replace(open + 1, close, name);
                edits.count(site.routine());
            }
        });
    }

    /** All returns of a function go through one. */
    static Refactored oneReturn(Seed seed) {
        Edits edits = new Edits(seed);
        for (Seed.Routine routine : seed.routines()) {
            String type = routine.function().returns().replaceAll(
                    "\\b(?:static|inline|noinline|__always_inline|__init|extern)\\b", "").strip();
            List<Seed.Site> returns = routine.sites().stream().filter(site -> site.statement() instanceof Stmt.Return)
                    .toList();
            if (type.isEmpty() || returns.size() < 2) {
                continue;
            }
            boolean value = !type.equals("void");
            String label = routine.name() + "_out";
            for (Seed.Site site : returns) {
                Stmt.Return statement = (Stmt.Return) site.statement();
                if (value && statement.value() != null) {
                    edits.wrap(site.from(), "{ ", site.to(), " goto " + label + "; }");
                    edits.replace(site.from(), site.from() + "return".length(), "result =");
                } else {
                    edits.replace(site.from(), site.to(), "goto " + label + ";");
                }
                edits.count(routine);
            }
            edits.insert(routine.function().bodyFrom() + 1,
                    value ? "\n\t" + Piece.declaration(type, "result") + ";\n" : "");
            edits.close(routine.function().bodyTo() - 1, label + ":\n\treturn" + (value ? " result" : "") + ";\n");
        }
        return edits.done();
    }

    /** Code that has nothing to do with it. */
    static Refactored unrelatedCode(Seed seed) {
        Edits edits = new Edits(seed);
        edits.insert(seed.afterIncludes(), "\nstatic unsigned long steps_taken;\n");
        for (Seed.Routine routine : seed.routines()) {
            for (Seed.Site site : routine.sites()) {
                if (site.block() != null && isSimple(site)) {
                    edits.wrap(site.from(), "if (steps_taken > 100) steps_taken = 0; ", site.to(), " steps_taken++;");
                    edits.count(routine);
                }
            }
        }
        return edits.done();
    }

    /** Two neighbouring expressions become one with a comma, unless one is a macro that is a statement. */
    static Refactored commas(Seed seed) {
        Edits edits = new Edits(seed);
        for (Seed.Routine routine : seed.routines()) {
            Seed.Site before = null;
            for (Seed.Site site : routine.sites()) {
                boolean simple = isSimple(site) && site.block() != null && !isStatementOfMacro(seed, site);
                if (simple && before != null && isBeside(before, site) && follows(before, site)) {
                    edits.replace(before.to() - 1, before.to(), ",");
                    edits.count(routine);
                }
                before = simple ? site : null;
            }
        }
        return edits.done();
    }

    private static boolean isStatementOfMacro(Seed seed, Seed.Site site) {
        return switch (((Stmt.Expression) site.statement()).expression()) {
            case Expr.Call call -> seed.isMacro(call.name()) || Scan.declares(String.valueOf(call.name()))
                    || "pte_unmap_unlock".equals(call.name());
            case Expr.Name name -> true;
            default -> false;
        };
    }

    private static boolean isBeside(Seed.Site one, Seed.Site other) {
        return one.block() != null && other.block() != null && one.block().at() == other.block().at();
    }

    private static boolean follows(Seed.Site before, Seed.Site site) {
        List<Stmt> all = site.block().statements();
        return all.indexOf(site.statement()) == all.indexOf(before.statement()) + 1;
    }
}
