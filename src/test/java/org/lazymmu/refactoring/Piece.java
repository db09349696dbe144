package org.lazymmu.refactoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/**
 * An expression that can be made a function of its own.
 *
 * @param from       offset of its first character
 * @param to         offset behind its last
 * @param code       what the function evaluates
 * @param returns    the type of its value, {@code void} for none
 * @param parameters declarations of the parameters
 * @param arguments  what is passed
 * @param called     the functions and macros that it calls
 */
record Piece(int from, int to, String code, String returns, List<String> parameters, List<String> arguments,
        Set<String> called) {

    /** The call that a statement consists of, or the value that it assigns to a local variable. */
    static Optional<Piece> of(Seed seed, Seed.Site site) {
        if (!(site.statement() instanceof Stmt.Expression(Expr expression, int at))) {
            return Optional.empty();
        }
        int end = site.to() - 1;
        return switch (expression) {
            case Expr.Call call -> of(seed, site.routine(), call, site.from(), end, "void");
            case Expr.Assign(String operator, Expr.Name(String name, int nameAt), Expr.Call right, int sign) when operator
                    .equals("=") -> of(seed, site.routine(), right, sign + 1, end,
                            site.routine().types().getOrDefault(name, Seed.NO_TYPE));
            default -> Optional.empty();
        };
    }

    /** The test of an if, when it calls something. */
    static Optional<Piece> ofTest(Seed seed, Seed.Site site) {
        if (!(site.statement() instanceof Stmt.If branch) || Uses.of(branch.test()).called.isEmpty()) {
            return Optional.empty();
        }
        int open = seed.text().indexOf('(', site.from());
        return of(seed, site.routine(), branch.test(), open + 1, seed.scan().closing(site.from()), "bool");
    }

    private static Optional<Piece> of(Seed seed, Seed.Routine routine, Expr expression, int from, int to,
            String returns) {
        Uses uses = Uses.of(expression);
        Map<String, String> types = routine.types();
        String code = seed.text(from, to).strip();
        if (!uses.movable || returns.equals(Seed.NO_TYPE) || uses.changed.stream().anyMatch(types::containsKey)
                || uses.called.stream().anyMatch(seed::jumps) || code.contains("\n#")) {
            return Optional.empty();
        }
        List<String> parameters = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (String name : uses.all()) {
            String type = types.get(name);
            if (type == null) {
                continue;
            }
            boolean pointer = uses.addressed.contains(name);
            if (type.equals(Seed.NO_TYPE) || pointer && uses.read.contains(name)) {
                return Optional.empty();
            }
            code = pointer ? code.replaceAll("&\\s*" + name + "\\b", name) : code;
            parameters.add(declaration(pointer ? type + " *" : type, name));
            arguments.add(pointer ? "&" + name : name);
        }
        return Optional.of(new Piece(from, to, code, returns, parameters, arguments, uses.called));
    }

    static String declaration(String type, String name) {
        return type.endsWith("*") ? type + name : type + " " + name;
    }

    /** A function that does it. */
    String function(String modifiers, String name) {
        return function(modifiers, name, code);
    }

    String function(String modifiers, String name, String body) {
        return modifiers + declaration(returns, name) + "(" + list(parameters) + ")\n{\n\t"
                + (returns.equals("void") ? "" : "return ") + body + ";\n}\n\n";
    }

    String call(String name) {
        return name + "(" + String.join(", ", arguments) + ")";
    }

    /** A call from inside a function with the same parameters. */
    String forward(String name) {
        return name + "(" + parameters.stream().map(p -> p.substring(p.lastIndexOf(' ') + 1).replace("*", ""))
                .collect(Collectors.joining(", ")) + ")";
    }

    static String list(List<String> parameters) {
        return parameters.isEmpty() ? "void" : String.join(", ", parameters);
    }
}
