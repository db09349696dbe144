package org.lazymmu.kconfig;

import java.util.List;

/** An expression of the Kconfig language, whose value is {@code n}, {@code m} or {@code y}. */
sealed interface Expression {
    Expression YES = new Constant("y");
    Expression MODULE = new Constant("m");

    /** A symbol by its name; one that is defined nowhere is {@code n} and, where texts are compared, its own name. */
    record Symbol(String name) implements Expression {
    }

    /** A text in quotes, or one of {@code y}, {@code m}, {@code n}. */
    record Constant(String text) implements Expression {
    }

    /** A word or quoted text with a {@code $(macro)} in it. */
    record Macro(String text) implements Expression {
    }

    record Not(Expression operand) implements Expression {
    }

    /** All of several. */
    record And(List<Expression> operands) implements Expression {
    }

    /** One of several. */
    record Or(List<Expression> operands) implements Expression {
    }

    /** {@code y} or {@code n}, by comparing texts or numbers. */
    record Comparison(Relation relation, Expression left, Expression right) implements Expression {
    }

    /** How two values are compared. */
    enum Relation {
        EQUAL("="), UNEQUAL("!="), LESS("<"), LESS_EQUAL("<="), GREATER(">"), GREATER_EQUAL(">=");

        private final String sign;

        Relation(String sign) {
            this.sign = sign;
        }

        String sign() {
            return sign;
        }

        /** Whether it holds between two texts: as numbers if both are, as texts otherwise (expr_calc_value() of expr.c). */
        boolean holds(String left, String right) {
            Long leftNumber = number(left);
            Long rightNumber = number(right);
            int order = leftNumber != null && rightNumber != null ? leftNumber.compareTo(rightNumber)
                    : left.compareTo(right);
            return switch (this) {
                case EQUAL -> order == 0;
                case UNEQUAL -> order != 0;
                case LESS -> order < 0;
                case LESS_EQUAL -> order <= 0;
                case GREATER -> order > 0;
                case GREATER_EQUAL -> order >= 0;
            };
        }

        private static @org.jspecify.annotations.Nullable Long number(String text) {
            try {
                return text.startsWith("0x") || text.startsWith("0X") ? Long.parseUnsignedLong(text.substring(2), 16)
                        : Long.parseLong(text);
            } catch (NumberFormatException notOne) {
                return null;
            }
        }
    }

    /** Whether a symbol is mentioned. */
    static boolean mentions(Expression expression, String name) {
        return switch (expression) {
            case Symbol(String symbol) -> symbol.equals(name);
            case Constant constant -> false;
            case Macro macro -> false;
            case Not(Expression operand) -> mentions(operand, name);
            case And(List<Expression> operands) -> operands.stream().anyMatch(part -> mentions(part, name));
            case Or(List<Expression> operands) -> operands.stream().anyMatch(part -> mentions(part, name));
            case Comparison(Relation relation, Expression left, Expression right) ->
                    mentions(left, name) || mentions(right, name);
        };
    }
}
