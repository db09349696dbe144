package org.lazymmu.flow;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CallWalk;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/**
 * Which function a member always holds: where its structure is declared in a source file, nobody else can store into it, and
 * when all that is stored there is one function, a call through it is a call of that.
 */
final class Stores {
    /** Stands for what is stored and is no function that is known. */
    private static final String OTHER = "?";

    private static final Pattern STRUCTURE = Pattern.compile("\\bstruct\\s+(\\w+)");

    private final View view;
    private final Map<Unit, Map<String, Optional<Definition.Function>>> known = new HashMap<>();

    Stores(View view) {
        this.view = view;
    }

    /**
     * The only function that a member can hold, or null.
     *
     * @param type the type of what it is a member of, as written
     * @param unit the file in which that is called, and the structure declared
     */
    Definition.@Nullable Function only(String member, String type, Unit unit) {
        Matcher structure = STRUCTURE.matcher(type);
        return unit.isHeader() || !structure.find() || !unit.structuresWith(member).contains(structure.group(1)) ? null
                : known.computeIfAbsent(unit, key -> new HashMap<>())
                        .computeIfAbsent(member, key -> Optional.ofNullable(find(key, unit))).orElse(null);
    }

    private Definition.@Nullable Function find(String member, Unit unit) {
        Set<String> stored = new HashSet<>();
        for (CFile.FileVariable variable : unit.file().variables()) {
            collect(variable.declaration(), member, stored);
        }
        for (Definition definition : unit.mentioning(member)) {
            collect(definition.body().block(), member, stored);
        }
        if (stored.size() != 1) {
            return null;
        }
        for (View.Candidate candidate : view.resolve(stored.iterator().next(), unit)) {
            if (candidate.definition() instanceof Definition.Function function) {
                return function;
            }
        }
        return null;
    }

    private static void collect(Stmt code, String member, Set<String> into) {
        CallWalk.visit(code, (call, condition) -> {
            if (call.arguments().stream().anyMatch(argument -> isMember(argument, member))) {
                into.add(OTHER);
            }
        }, (type, name, value) -> {
            if (name.equals(member) && !isNothing(value)) {
                into.add(value instanceof Expr.Name(String function, int at) ? function : OTHER);
            }
        });
        CallWalk.visitExpressions(code, expression -> {
            boolean escapes = switch (expression) {
                case Expr.Unary(String operator, Expr operand, int at) ->
                        operator.equals("&") && isMember(operand, member);
                case Expr.Initializer(List<Expr.Initializer.Item> items, int at) ->
                        items.stream().anyMatch(item -> item.designator() == null && item.value() instanceof Expr.Name);
                default -> false;
            };
            if (escapes) {
                into.add(OTHER);
            }
        });
    }

    private static boolean isMember(Expr expression, String member) {
        return expression instanceof Expr.Member(Expr base, boolean arrow, String name, int at) && name.equals(member);
    }

    /** Whether a value says that there is no function. */
    private static boolean isNothing(Expr value) {
        return value instanceof Expr.Name(String name, int at) && name.equals("NULL")
                || value instanceof Expr.Number(String text, int in) && text.equals("0");
    }
}
