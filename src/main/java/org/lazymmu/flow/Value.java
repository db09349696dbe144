package org.lazymmu.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a place holds on a path: a symbolic value, and the places ({@link Cell}) that hold values. Both are compared by their
 * text, which is canonical.
 */
public final class Value {
    private static final int LONGEST = 160;
    /** Operator of the address of a cell; {@code &} alone is the arithmetic one. */
    private static final String ADDRESS = "address";

    static final Value ZERO = new Value("0", null, "", List.of());
    static final Value ONE = new Value("1", null, "", List.of());

    private final String text;
    private final @Nullable Cell cell;
    private final String operator;
    private final List<Value> operands;

    private Value(String text, @Nullable Cell cell, String operator, List<Value> operands) {
        this.text = text;
        this.cell = cell;
        this.operator = operator;
        this.operands = operands;
    }

    /** A place in memory or a variable. */
    public static final class Cell {
        private final String text;
        private final @Nullable Cell base;
        private final @Nullable Value pointer;
        private final String part;

        private Cell(String text, @Nullable Cell base, @Nullable Value pointer, String part) {
            this.text = text;
            this.base = base;
            this.pointer = pointer;
            this.part = part;
        }

        static Cell variable(String name) {
            return new Cell(name, null, null, name);
        }

        static Cell at(Value pointer) {
            Cell target = pointer.address();
            return target != null ? target : new Cell("*" + pointer.text, null, pointer, "");
        }

        Cell field(String name) {
            return new Cell(text + "." + name, this, null, name);
        }

        Cell element(Value index) {
            return new Cell(text + "[" + index.text + "]", this, null, "[" + index.text + "]");
        }

        /** The variable this cell is or lies in, or null when it is reached through a pointer. */
        @Nullable
        String root() {
            Cell at = this;
            while (at.base != null) {
                at = at.base;
            }
            return at.pointer == null ? at.part : null;
        }

        boolean mentions(java.util.function.Predicate<String> fresh) {
            for (Cell at = this; at != null; at = at.base) {
                if (at.pointer != null && at.pointer.mentions(fresh)) {
                    return true;
                }
            }
            return false;
        }

        boolean isVariable() {
            return base == null && pointer == null;
        }

        /** The last part of its name: the field, or the variable. */
        public String lastName() {
            return part;
        }

        @Nullable
        Cell base() {
            return base;
        }

        @Nullable
        Value pointer() {
            return pointer;
        }

        public String text() {
            return text;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Cell c && c.text.equals(text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    static Value constant(String literal) {
        return switch (literal) {
            case "NULL", "false", "0", "0x0", "0UL", "0ul", "0L", "0U", "0ULL" -> ZERO;
            case "true", "1" -> ONE;
            default -> new Value(literal, null, "const", List.of());
        };
    }

    /** An unknown value, named after where it arose. */
    static Value fresh(String name) {
        return new Value(name, null, "fresh", List.of());
    }

    /** What a cell held when the function was entered. */
    static Value content(Cell cell) {
        String name = cell.text;
        if (cell.isVariable() && (isConstantName(name) || name.equals("true") || name.equals("false"))) {
            return constant(name);
        }
        return new Value(name, cell, "content", List.of());
    }

    static Value address(Cell cell) {
        if (cell.pointer != null && cell.base == null) {
            return cell.pointer;
        }
        return new Value("&" + cell.text, cell, ADDRESS, List.of());
    }

    /** An operator applied to values, normalised; null when the text would grow too long to be of use. */
    static @Nullable Value operation(String operator, List<Value> operands) {
        Value folded = fold(operator, operands);
        if (folded != null) {
            return folded;
        }
        StringBuilder text = new StringBuilder("(");
        if (operands.size() == 1) {
            text.append(operator).append(operands.getFirst().text);
        } else {
            for (int i = 0; i < operands.size(); i++) {
                text.append(i > 0 ? operator : "").append(operands.get(i).text);
            }
        }
        text.append(')');
        return text.length() > LONGEST ? null : new Value(text.toString(), null, operator, operands);
    }

    private static @Nullable Value fold(String operator, List<Value> operands) {
        Value first = operands.getFirst();
        if (operands.size() == 1) {
            if (operator.equals("!")) {
                return switch (first.truth()) {
                    case YES -> ZERO;
                    case NO -> ONE;
                    case UNKNOWN -> first.operator.equals("!") ? first.operands.getFirst() : null;
                };
            }
            return operator.equals("-") && first.isConstant() ? constant("-" + first.text) : null;
        }
        Value second = operands.get(1);
        switch (operator) {
            case "==" :
                return equality(first, second);
            case "!=" :
                Value same = operation("==", operands);
                return same == null ? null : operation("!", List.of(same));
            case ">" :
                return operation("<", List.of(second, first));
            case ">=" :
                Value less = operation("<", operands);
                return less == null ? null : operation("!", List.of(less));
            case "<=" :
                Value more = operation("<", List.of(second, first));
                return more == null ? null : operation("!", List.of(more));
            case "<" :
                return first.isNumber() && second.isNumber()
                        ? first.number() < second.number() ? ONE : ZERO
                        : first.text.startsWith("-E") && second.text.equals("0") ? ONE : null;
            default :
                return null;
        }
    }

    private static @Nullable Value equality(Value first, Value second) {
        if (first.text.equals(second.text)) {
            return ONE;
        }
        if (second.text.equals("0")) {
            return operation("!", List.of(first));
        }
        if (first.text.equals("0")) {
            return operation("!", List.of(second));
        }
        if (first.isConstant() && second.isConstant()) {
            return ZERO;
        }
        return first.text.compareTo(second.text) > 0 ? operation("==", List.of(second, first)) : null;
    }

    /** Enumerators and constants are written in capitals; which value they have is not known, only that it does not change. */
    private static boolean isConstantName(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (Character.isLowerCase(name.charAt(i))) {
                return false;
            }
        }
        return !name.isEmpty() && Character.isLetter(name.charAt(0));
    }

    /** What is known of a value by itself. */
    enum Truth {
        YES, NO, UNKNOWN
    }

    Truth truth() {
        if (text.equals("0")) {
            return Truth.NO;
        }
        if (isNumber() || text.startsWith("-E") || operator.equals(ADDRESS) || text.startsWith("\"")) {
            return Truth.YES;
        }
        return Truth.UNKNOWN;
    }

    boolean isConstant() {
        return operator.equals("const") || text.equals("0") || text.equals("1");
    }

    private boolean isNumber() {
        return isConstant() && !text.isEmpty()
                && (Character.isDigit(text.charAt(0))
                        || text.length() > 1 && text.charAt(0) == '-' && Character.isDigit(text.charAt(1)));
    }

    private long number() {
        String digits = text.replaceAll("[uUlL]+$", "");
        try {
            return Long.decode(digits);
        } catch (NumberFormatException unusual) {
            return text.hashCode();
        }
    }

    /** Whether an unknown value whose name the predicate accepts is part of this one. */
    boolean mentions(java.util.function.Predicate<String> fresh) {
        if (isFresh()) {
            return fresh.test(text);
        }
        for (Value operand : operands) {
            if (operand.mentions(fresh)) {
                return true;
            }
        }
        return cell != null && cell.mentions(fresh);
    }

    boolean isFresh() {
        return operator.equals("fresh");
    }

    String operator() {
        return operator;
    }

    List<Value> operands() {
        return operands;
    }

    /** The cell whose first content this value is, or null. */
    @Nullable
    Cell initial() {
        return operator.equals("content") ? cell : null;
    }

    /** The cell this value is the address of, or null. */
    @Nullable
    Cell address() {
        return operator.equals(ADDRESS) ? cell : null;
    }

    /** Whether this is what a variable or parameter held at entry, rather than a part of something it points to. */
    public boolean isVariable() {
        Cell initial = initial();
        return initial != null && initial.isVariable();
    }

    public String text() {
        return text;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Value v && v.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
