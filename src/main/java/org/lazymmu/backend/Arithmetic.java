package org.lazymmu.backend;

import java.util.OptionalLong;

/** C's operators on numbers. */
final class Arithmetic {
    private Arithmetic() {
    }

    static OptionalLong apply(String operator, long left, long right) {
        return switch (operator) {
            case "+" -> OptionalLong.of(left + right);
            case "-" -> OptionalLong.of(left - right);
            case "*" -> OptionalLong.of(left * right);
            case "/" -> right == 0 ? OptionalLong.empty() : OptionalLong.of(left / right);
            case "%" -> right == 0 ? OptionalLong.empty() : OptionalLong.of(left % right);
            case "&" -> OptionalLong.of(left & right);
            case "|" -> OptionalLong.of(left | right);
            case "^" -> OptionalLong.of(left ^ right);
            case "<<" -> OptionalLong.of(left << right);
            case ">>" -> OptionalLong.of(left >> right);
            case "==" -> truth(left == right);
            case "!=" -> truth(left != right);
            case "<" -> truth(left < right);
            case "<=" -> truth(left <= right);
            case ">" -> truth(left > right);
            case ">=" -> truth(left >= right);
            default -> OptionalLong.empty();
        };
    }

    private static OptionalLong truth(boolean holds) {
        return OptionalLong.of(holds ? 1 : 0);
    }
}
