package org.lazymmu.backend;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lazymmu.c.Expr;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;

/** What declarations say that are no definitions of functions: values of enumerators and constants, types, sizes of arrays. */
final class Declarations {
    private static final Pattern ENUM = Pattern.compile("\\benum\\s+\\w*\\s*\\{([^}]*)\\}");
    private static final Pattern PER_CPU = Pattern
            .compile("\\bDE(?:FINE|CLARE)_PER_CPU\\w*\\(\\s*([^,()]+?)\\s*,\\s*(\\w+)\\s*\\)");
    private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    /** Constants that are defined by constants that are defined by constants. */
    private static final int DEEPEST = 6;

    private final View view;
    private final Map<Unit, String> texts = new HashMap<>();
    private final Map<Unit, Map<String, Long>> enumerators = new HashMap<>();
    private final Map<String, OptionalLong> constants = new HashMap<>();
    /** What was found of members in the files that were needed so far, and how many those were. */
    private final Map<String, Optional<Array>> arrays = new HashMap<>();
    private int searched;

    Declarations(View view) {
        this.view = view;
    }

    /** An array in a structure. */
    record Array(String structure, String size, OptionalLong elements, Unit unit, int at) {
    }

    /** The value of an enumerator or of a macro that is a number. */
    OptionalLong constant(String name, Unit from) {
        return constants.computeIfAbsent(name + "@" + from.number(), key -> constant(name, from, DEEPEST));
    }

    private OptionalLong constant(String name, Unit from, int deepest) {
        for (View.Candidate candidate : view.resolve(name, from)) {
            Expr value = candidate.definition() instanceof Definition.Macro macro
                    && macro.macro().parameters() == null && deepest > 0 ? macro.body().onlyExpression() : null;
            if (value != null) {
                OptionalLong number = value(value, candidate.definition().unit(), deepest - 1);
                if (number.isPresent()) {
                    return number;
                }
            }
        }
        for (Unit unit : own()) {
            Long number = enumerators.computeIfAbsent(unit, key -> enumerators(text(key))).get(name);
            if (number != null && view.sees(unit, from)) {
                return OptionalLong.of(number);
            }
        }
        return from.isHeader() ? constantOfUsers(name) : OptionalLong.empty();
    }

    /** What a header does not see itself, who includes it may: the value, if no two files differ about it. */
    private OptionalLong constantOfUsers(String name) {
        Set<Long> values = new HashSet<>();
        for (Unit unit : own()) {
            Long number = enumerators.computeIfAbsent(unit, key -> enumerators(text(key))).get(name);
            if (number != null) {
                values.add(number);
            }
        }
        return values.size() == 1 ? OptionalLong.of(values.iterator().next()) : OptionalLong.empty();
    }

    /** The architecture's files that were needed so far. */
    private List<Unit> own() {
        return view.library().loaded("arch/" + view.name() + "/");
    }

    private OptionalLong value(Expr value, Unit unit, int deepest) {
        return switch (value) {
            case Expr.Number(String text, int at) -> number(text);
            case Expr.Name(String name, int at) -> constant(name, unit, deepest);
            case Expr.Cast cast -> value(cast.operand(), unit, deepest);
            case Expr.Binary(String operator, Expr left, Expr right, int at) -> {
                OptionalLong first = value(left, unit, deepest);
                OptionalLong second = value(right, unit, deepest);
                yield first.isPresent() && second.isPresent()
                        ? Arithmetic.apply(operator, first.getAsLong(), second.getAsLong())
                        : OptionalLong.empty();
            }
            default -> OptionalLong.empty();
        };
    }

    /** A number as written in C. */
    static OptionalLong number(String text) {
        try {
            return OptionalLong.of(Long.decode(text.replaceAll("[uUlL]+$", "")));
        } catch (NumberFormatException unusual) {
            return OptionalLong.empty();
        }
    }

    /** The values of all enumerators in a text, of the first where several have the same name. */
    private static Map<String, Long> enumerators(String text) {
        Map<String, Long> values = new HashMap<>();
        Matcher enums = ENUM.matcher(text);
        while (enums.find()) {
            long next = 0;
            for (String entry : COMMENT.matcher(enums.group(1)).replaceAll("").split(",", -1)) {
                String[] parts = entry.strip().split("\\s*=\\s*", 2);
                if (parts.length == 2) {
                    OptionalLong given = number(parts[1]);
                    if (given.isEmpty()) {
                        break;
                    }
                    next = given.getAsLong();
                }
                values.putIfAbsent(parts[0], next);
                next++;
            }
        }
        return values;
    }

    /** The array that a member of a CPU's variable is, if a loaded file declares both. */
    Optional<Array> array(String variable, String member) {
        List<Unit> units = own();
        if (units.size() != searched) {
            searched = units.size();
            arrays.clear();
        }
        return arrays.computeIfAbsent(variable + "." + member, key -> array(variable, member, units));
    }

    private Optional<Array> array(String variable, String member, List<Unit> units) {
        for (Unit unit : units) {
            String type = perCpu(variable, unit).map(Declarations::withoutStruct).orElse("");
            if (!type.isEmpty()) {
                Optional<Array> array = arrayOf(type, member);
                if (array.isPresent()) {
                    return array;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Array> arrayOf(String structure, String member) {
        Pattern body = Pattern.compile(
                "\\bstruct\\s+" + Pattern.quote(structure) + "\\s*\\{(?:[^{}]|\\{[^{}]*\\})*?\\b"
                        + Pattern.quote(member)
                        + "\\s*\\[\\s*(\\w+)\\s*\\]");
        for (Unit unit : own()) {
            String text = text(unit);
            Matcher found = text.contains(structure) ? body.matcher(text) : null;
            if (found != null && found.find()) {
                String size = found.group(1);
                OptionalLong literal = number(size);
                return Optional.of(new Array(structure, size, literal.isPresent() ? literal : constant(size, unit),
                        unit, found.start(1)));
            }
        }
        return Optional.empty();
    }

    /** The type of a CPU's variable as its declaration in a file says. */
    private Optional<String> perCpu(String variable, Unit unit) {
        String text = text(unit);
        if (text.contains(variable)) {
            Matcher found = PER_CPU.matcher(text);
            while (found.find()) {
                if (found.group(2).equals(variable)) {
                    return Optional.of(found.group(1));
                }
            }
        }
        return Optional.empty();
    }

    /** Where a CPU's variable is declared, as file and line; a source file's own definition before a header. */
    Optional<Place> perCpuPlace(String variable) {
        Place best = null;
        for (Unit unit : own()) {
            Matcher found = PER_CPU.matcher(text(unit));
            while (found.find()) {
                if (found.group(2).equals(variable) && (best == null || best.unit().isHeader())) {
                    best = new Place(unit, lineOf(text(unit), found.start()));
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** A line of a file. */
    record Place(Unit unit, int line) {
    }

    private static String withoutStruct(String type) {
        return type.startsWith("struct ") ? type.substring("struct ".length()).strip() : "";
    }

    private static int lineOf(String text, int offset) {
        return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    }

    private String text(Unit unit) {
        return texts.computeIfAbsent(unit, key -> {
            try {
                return view.library().tree().text(key.number());
            } catch (IOException unreadable) {
                return ""; // listed by the library already
            }
        });
    }
}
