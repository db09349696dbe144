package org.lazymmu.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Expr;
import org.lazymmu.flow.Value;

/**
 * Which bits combinations of {@code GFP_…} constants have: from the tree's own definitions, from {@code gfp.tsv} where it has
 * none. A bit is a name such as {@code ___GFP_DIRECT_RECLAIM}; its number does not matter.
 */
final class GfpFlags {
    private static final int DEEPEST = 12;
    private static final Flags UNKNOWN = new Flags(0, -1);
    private static final Flags NONE = new Flags(0, 0);

    /** Bits that are set for sure, and bits that may be set; the highest stands for all that have no number of their own. */
    private record Flags(long sure, long possible) {
        Flags or(Flags other) {
            return new Flags(sure | other.sure, possible | other.possible);
        }

        Flags and(Flags other) {
            return new Flags(sure & other.sure, possible & other.possible);
        }

        Flags not() {
            return new Flags(~possible, ~sure);
        }
    }

    private final Function<String, List<Expr>> definitions;
    private final Map<String, List<String>> table = new HashMap<>();
    private final Map<String, Integer> bits = new HashMap<>();
    private final Map<String, Flags> known = new HashMap<>();

    /** @param definitions what a tree defines an object-like macro as, anywhere; empty when it does not */
    GfpFlags(Function<String, List<Expr>> definitions) {
        this.definitions = definitions;
        Table.rows("gfp.tsv").forEach(row -> table.put(row.get(0), List.of(row.get(1).split(" "))));
    }

    /** Whether some bit is set, or null when that is not known. */
    synchronized @Nullable Boolean truth(Value value) {
        if (!value.text().contains("GFP")) {
            return null;
        }
        Flags flags = flags(value);
        return flags.sure() != 0 ? Boolean.TRUE : flags.possible() == 0 ? Boolean.FALSE : null;
    }

    private Flags flags(Value value) {
        List<Value> operands = value.operands();
        if (operands.isEmpty()) {
            return value.text().equals("0") ? NONE : value.isConstant() ? named(value.text(), 0) : UNKNOWN;
        }
        Flags first = flags(operands.getFirst());
        return operands.size() == 1 ? value.operator().equals("~") ? first.not() : UNKNOWN
                : combine(value.operator(), first, flags(operands.get(1)));
    }

    private static Flags combine(String operator, Flags first, Flags second) {
        return switch (operator) {
            case "|" -> first.or(second);
            case "&" -> first.and(second);
            case Value.EITHER -> new Flags(first.sure() & second.sure(), first.possible() | second.possible());
            default -> UNKNOWN;
        };
    }

    private Flags named(String name, int depth) {
        if (name.startsWith("___GFP_")) {
            return bit(name);
        }
        Flags flags = known.get(name);
        if (flags == null) {
            known.put(name, UNKNOWN);
            flags = depth > DEEPEST ? UNKNOWN : define(name, depth);
            known.put(name, flags);
        }
        return flags;
    }

    private Flags define(String name, int depth) {
        List<Expr> written = definitions.apply(name);
        if (!written.isEmpty()) {
            Flags first = flags(written.getFirst(), depth);
            return written.stream().allMatch(one -> flags(one, depth).equals(first)) ? first : UNKNOWN;
        }
        List<String> parts = table.get(name);
        if (parts != null) {
            return parts.stream().map(part -> named(part, depth + 1)).reduce(NONE, Flags::or);
        }
        return name.startsWith("__GFP_") ? bit("_" + name) : UNKNOWN;
    }

    private Flags bit(String name) {
        int number = bits.computeIfAbsent(name, key -> Math.min(bits.size(), Long.SIZE - 2));
        return new Flags(1L << number, 1L << number);
    }

    private Flags flags(Expr expression, int depth) {
        return switch (expression) {
            case Expr.Name(String name, int at) -> named(name, depth + 1);
            case Expr.Number(String text, int at) -> text.matches("0[xX]?0*[uUlL]*") ? NONE : UNKNOWN;
            case Expr.Cast(String type, Expr operand, int at) -> flags(operand, depth);
            case Expr.Unary(String operator, Expr operand, int at) when operator.equals("~") ->
                    flags(operand, depth).not();
            case Expr.Binary(String operator, Expr left, Expr right, int at) ->
                    combine(operator, flags(left, depth), flags(right, depth));
            default -> UNKNOWN;
        };
    }
}
