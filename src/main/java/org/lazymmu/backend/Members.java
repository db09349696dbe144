package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.lazymmu.c.CFile;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Unit;

/** Which functions the operation tables of some files name: x86's hooks are members of one. */
final class Members {
    /** A function that a table names, as seen from the table's file. */
    record Named(String function, Unit unit) {
    }

    /** By path within the table without its head, such as {@code lazy_mode.enter}; later assignments after initial values. */
    private final Map<String, Set<Named>> functions = new TreeMap<>();

    /** Finds files with more tables. */
    interface More {
        /** Files that mention a name. */
        List<Unit> mentioning(String name);
    }

    private final More more;
    private final Set<Unit> known = new HashSet<>();

    Members(List<Unit> units, More more) {
        this.more = more;
        add(units);
    }

    private void add(List<Unit> some) {
        List<Unit> units = some.stream().filter(known::add).toList();
        for (Unit unit : units) {
            for (CFile.FileVariable variable : unit.file().variables()) {
                collect(variable.init(), "", unit);
            }
        }
        for (Unit unit : units) {
            for (CFile.Function function : unit.file().functions()) {
                new Definition.Function(unit, function).body().block().statements().forEach(s -> assigned(s, unit));
            }
        }
    }

    /**
     * The functions that a member can be. Tables differ in how much of the path they spell: the last two parts decide, or the
     * last one where there is no more.
     */
    List<Named> of(String path) {
        List<Named> result = new ArrayList<>();
        functions.forEach((member, named) -> {
            if (member.equals(path) || member.endsWith("." + path) || path.endsWith("." + member)) {
                result.addAll(named);
            }
        });
        return result;
    }

    /** Looks for a member in tables of more files; false when there are none. */
    boolean searchFor(String path) {
        int before = known.size();
        add(more.mentioning(path.substring(path.lastIndexOf('.') + 1)));
        return known.size() > before;
    }

    /** The functions of all members whose path ends in something that a pattern finds. */
    List<Named> matching(java.util.regex.Pattern pattern) {
        List<Named> result = new ArrayList<>();
        functions.forEach((member, named) -> {
            if (pattern.matcher(member).find()) {
                result.addAll(named);
            }
        });
        return result;
    }

    private void collect(Expr init, String outer, Unit unit) {
        if (init instanceof Expr.Initializer initializer) {
            for (Expr.Initializer.Item item : initializer.items()) {
                String designator = item.designator();
                if (designator != null && designator.startsWith(".")) {
                    String path = outer.isEmpty() ? designator.substring(1) : outer + designator;
                    add(path, item.value(), unit);
                    collect(item.value(), path, unit);
                }
            }
        }
    }

    private void assigned(Stmt statement, Unit unit) {
        if (statement instanceof Stmt.Expression(Expr.Assign(String operator, Expr left, Expr right, int a), int at)
                && operator.equals("=") && left instanceof Expr.Member member && !member.arrow()) {
            String path = path(member);
            int head = path.indexOf('.');
            if (head > 0) {
                add(path.substring(head + 1), right, unit);
            }
        }
    }

    private void add(String path, Expr value, Unit unit) {
        switch (value) {
            case Expr.Name name ->
                    functions.computeIfAbsent(path, key -> new LinkedHashSet<>()).add(new Named(name.name(), unit));
            case Expr.Unary(String operator, Expr operand, int at) -> add(path, operand, unit);
            case Expr.Cast cast -> add(path, cast.operand(), unit);
            case Expr.Call call when call.arguments().size() == 1 -> add(path, call.arguments().getFirst(), unit);
            default -> {
            }
        }
    }

    /** {@code a.b.c} of an expression of names and members; an empty text for any other. */
    static String path(Expr expression) {
        return switch (expression) {
            case Expr.Name name -> name.name();
            case Expr.Member member -> {
                String base = path(member.base());
                yield base.isEmpty() ? "" : base + "." + member.name();
            }
            default -> "";
        };
    }
}
