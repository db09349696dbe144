package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a place holds on a path: a symbolic value, and the places ({@link Cell}) that hold values. Both are compared by their
 * text, which is canonical.
 */
public final class Value {
    private static final int LONGEST = 160;
    /** Operator of what is one of two values, depending on the path. */
    public static final String EITHER = " or ";
    /** Alternatives beyond these are not looked at one by one. */
    private static final int MOST_ALTERNATIVES = 8;
    /** Operator of the address of a cell; {@code &} alone is the arithmetic one. */
    private static final String ADDRESS = "address";
    private static final String FUNCTION = "function";

    static final Value ZERO = new Value("0", null, "", List.of());
    static final Value ONE = new Value("1", null, "", List.of());

    private final String text;
    private final @Nullable Cell cell;
    private final String operator;
    private final List<Value> operands;
    /** What the names in it say of its truth, where it is made of constants only. */
    private final Truth named;
    private final Definition.@Nullable Function function;
    /** Whether an unknown value is part of it; most have none, and are asked often. */
    private final boolean unknown;

    private Value(String text, @Nullable Cell cell, String operator, List<Value> operands) {
        this(text, cell, operator, operands, Truth.UNKNOWN);
    }

    private Value(Definition.Function function) {
        this.text = function.name() + "@" + function.key();
        this.cell = null;
        this.operator = FUNCTION;
        this.operands = List.of();
        this.named = Truth.YES;
        this.function = function;
        this.unknown = false;
    }

    private Value(String text, @Nullable Cell cell, String operator, List<Value> operands, Truth named) {
        this.function = null;
        this.text = text;
        this.cell = cell;
        this.operator = operator;
        this.operands = operands;
        this.named = named;
        this.unknown = isFresh() || cell != null && cell.unknown || anyUnknown(operands);
    }

    private static boolean anyUnknown(List<Value> operands) {
        for (Value operand : operands) {
            if (operand.unknown) {
                return true;
            }
        }
        return false;
    }

    /** A place in memory or a variable. */
    public static final class Cell {
        private final String text;
        private final @Nullable Cell base;
        private final @Nullable Value pointer;
        private final String part;
        private final boolean unknown;

        private Cell(String text, @Nullable Cell base, @Nullable Value pointer, String part) {
            this.text = text;
            this.base = base;
            this.pointer = pointer;
            this.part = part;
            this.unknown = base != null && base.unknown || pointer != null && pointer.unknown;
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
            for (Cell at = this; at != null && at.unknown; at = at.base) {
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

    /** The address of a function, whichever names mean it where it is called. */
    static Value function(Definition.Function function) {
        return new Value(function);
    }

    /** What is one of two combinations of flags, or null when they are something else. */
    static @Nullable Value either(Value first, Value second) {
        if (!first.isFlags() || !second.isFlags() || !first.namesConstant() && !second.namesConstant()) {
            return null;
        }
        if (first.isOneOf(second)) {
            return first;
        }
        if (second.isOneOf(first)) {
            return second;
        }
        boolean many = first.operator.equals(EITHER) && second.operator.equals(EITHER)
                || first.operands.stream().anyMatch(one -> one.operator.equals(EITHER))
                || second.operands.stream().anyMatch(one -> one.operator.equals(EITHER));
        return many ? null : operation(EITHER, first.text.compareTo(second.text) > 0 ? List.of(second, first)
                : List.of(first, second));
    }

    private boolean isOneOf(Value other) {
        return equals(other) || operator.equals(EITHER) && operands.stream().anyMatch(one -> one.isOneOf(other));
    }

    /** Whether this may be a set of flags: named constants, and what is combined of them and of what was there at entry. */
    private boolean isFlags() {
        return switch (operator) {
            case "const" -> !isNumber() && !text.startsWith("-");
            case "content" -> true;
            case "|", "&", "~", EITHER -> operands.stream().allMatch(Value::isFlags);
            default -> text.equals("0");
        };
    }

    private boolean namesConstant() {
        return operator.equals("const") || operands.stream().anyMatch(Value::namesConstant);
    }

    /** What this is on each of the paths that brought it; itself when there was one. */
    List<Value> alternatives(Meaning meaning) {
        if (operator.equals(EITHER)) {
            return operands.stream().flatMap(one -> one.alternatives(meaning).stream()).limit(MOST_ALTERNATIVES)
                    .toList();
        }
        if (operands.isEmpty()) {
            return List.of(this);
        }
        List<List<Value>> combinations = List.of(List.of());
        for (Value operand : operands) {
            List<List<Value>> longer = new ArrayList<>();
            for (List<Value> start : combinations) {
                for (Value one : operand.alternatives(meaning)) {
                    List<Value> next = new ArrayList<>(start);
                    next.add(one);
                    longer.add(next);
                }
            }
            combinations = longer.subList(0, Math.min(longer.size(), MOST_ALTERNATIVES));
        }
        List<Value> result = new ArrayList<>();
        for (List<Value> combination : combinations) {
            Value value = operation(operator, combination, meaning);
            result.add(value == null ? this : value);
        }
        return result;
    }

    /** As {@link #operation(String, List)}, and what names of constants say of its truth. */
    static @Nullable Value operation(String operator, List<Value> operands, Meaning meaning) {
        Value value = operation(operator, operands);
        if (value == null || !value.isMasking() || value.truth() != Truth.UNKNOWN) {
            return value;
        }
        Boolean truth = meaning.truth(value);
        return truth == null ? value
                : new Value(value.text, null, value.operator, value.operands, truth ? Truth.YES : Truth.NO);
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
            case "+" :
                return second.text.equals("0") ? first : null;
            case "|" :
                return second.text.equals("0") || first.contains(second) ? first
                        : first.text.equals("0") || second.contains(first) ? second : null;
            case "&" :
                return first.text.equals("0") || second.text.equals("0") ? ZERO : first.equals(second) ? first : null;
            default :
                return null;
        }
    }

    /** Whether this is the other value, or combined of it and more by {@code |}. */
    private boolean contains(Value other) {
        return equals(other)
                || operator.equals("|") && operands.stream().anyMatch(operand -> operand.contains(other));
    }

    /** Whether this is flags combined with others. */
    private boolean isMasking() {
        return operands.size() == 2 && (operator.equals("&") || operator.equals("|"));
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
        int first = 0;
        while (first < name.length() && name.charAt(first) == '_') {
            first++;
        }
        return first < name.length() && Character.isLetter(name.charAt(first));
    }

    /** What is known of a value by itself. */
    enum Truth {
        YES, NO, UNKNOWN
    }

    Truth truth() {
        if (text.equals("0")) {
            return Truth.NO;
        }
        if (named != Truth.UNKNOWN) {
            return named;
        }
        if (isNumber() || text.startsWith("-E") || operator.equals(ADDRESS) || text.startsWith("\"")) {
            return Truth.YES;
        }
        return Truth.UNKNOWN;
    }

    /** Whether what a variable held at entry, whose name the predicate accepts, is part of this value, or leads to it. */
    boolean mentionsVariable(java.util.function.Predicate<String> name) {
        if (operands.stream().anyMatch(operand -> operand.mentionsVariable(name))) {
            return true;
        }
        String root = cell == null ? null : cell.root();
        if (root != null) {
            return name.test(root);
        }
        for (Cell at = cell; at != null; at = at.base) {
            if (at.pointer != null && at.pointer.mentionsVariable(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether this is a number or the name of a constant. */
    public boolean isConstant() {
        return operator.equals("const") || text.equals("0") || text.equals("1");
    }

    /** Whether this is a constant or computed of nothing else. */
    boolean isMadeOfConstants() {
        return operands.isEmpty() ? isConstant() : operands.stream().allMatch(Value::isMadeOfConstants);
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
        if (!unknown) {
            return false;
        }
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

    public boolean isFresh() {
        return operator.equals("fresh");
    }

    public String operator() {
        return operator;
    }

    public List<Value> operands() {
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

    /** The function this value is the address of, when it was given with it; null for anything else. */
    Definition.@Nullable Function function() {
        return function;
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
