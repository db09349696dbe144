package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;

/** The text of an {@code #if} to a {@link Condition}. What it does not understand becomes a {@link Condition.Test}. */
final class ConditionParser {
    private static final int DEPTH = 200;

    private final Tokens tokens;
    private int at;
    private int depth;

    private ConditionParser(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The condition of an {@code #if}, {@code #ifdef}, {@code #ifndef} or one of their {@code #elif} forms. */
    static Condition ofDirective(Tokens file, int token) {
        int kind = file.kind(token);
        int from = file.start(token) + 1;
        while (!isLetter(file.bytes[from]) && from < file.end(token)) {
            from++;
        }
        while (isLetter(file.bytes[from]) && from < file.end(token)) {
            from++;
        }
        Tokens part = Lexer.part(file.bytes, from, file.end(token));
        return switch (kind) {
            case Kind.HASH_IFDEF, Kind.HASH_ELIFDEF -> new Condition.Defined(firstWord(part));
            case Kind.HASH_IFNDEF, Kind.HASH_ELIFNDEF -> not(new Condition.Defined(firstWord(part)));
            default -> new ConditionParser(part).whole();
        };
    }

    private static boolean isLetter(byte b) {
        return b >= 'a' && b <= 'z';
    }

    private static String firstWord(Tokens part) {
        return part.count() == 0 ? "" : part.text(0);
    }

    static Condition not(Condition condition) {
        return switch (condition) {
            case Condition.Not(Condition inner) -> inner;
            case Condition.All(List<Condition> parts) when parts.isEmpty() -> Condition.NEVER;
            case Condition.Any(List<Condition> parts) when parts.isEmpty() -> Condition.ALWAYS;
            default -> new Condition.Not(condition);
        };
    }

    static Condition all(List<Condition> conditions) {
        List<Condition> parts = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition.equals(Condition.NEVER)) {
                return Condition.NEVER;
            }
            List<Condition> added = condition instanceof Condition.All(List<Condition> inner) ? inner
                    : List.of(condition);
            for (Condition part : added) {
                if (!parts.contains(part)) {
                    parts.add(part);
                }
            }
        }
        return parts.size() == 1 ? parts.getFirst()
                : parts.isEmpty() ? Condition.ALWAYS : new Condition.All(List.copyOf(parts));
    }

    static Condition any(List<Condition> conditions) {
        List<Condition> parts = new ArrayList<>();
        for (Condition condition : conditions) {
            if (condition.equals(Condition.ALWAYS)) {
                return Condition.ALWAYS;
            }
            List<Condition> added = condition instanceof Condition.Any(List<Condition> inner) ? inner
                    : List.of(condition);
            for (Condition part : added) {
                if (!parts.contains(part)) {
                    parts.add(part);
                }
            }
        }
        return parts.size() == 1 ? parts.getFirst()
                : parts.isEmpty() ? Condition.NEVER : new Condition.Any(List.copyOf(parts));
    }

    private Condition whole() {
        int end = tokens.count();
        if (end == 0) {
            return new Condition.Test("");
        }
        Condition result = or(end);
        return at == end ? result : new Condition.Test(text(0, end));
    }

    private Condition or(int end) {
        List<Condition> parts = new ArrayList<>();
        parts.add(and(end));
        while (at < end && tokens.kind(at) == Kind.OR_OR) {
            at++;
            parts.add(and(end));
        }
        return any(parts);
    }

    private Condition and(int end) {
        List<Condition> parts = new ArrayList<>();
        parts.add(operand(end));
        while (at < end && tokens.kind(at) == Kind.AND_AND) {
            at++;
            parts.add(operand(end));
        }
        return all(parts);
    }

    private Condition operand(int end) {
        int from = at;
        int stop = from;
        while (stop < end && tokens.kind(stop) != Kind.AND_AND && tokens.kind(stop) != Kind.OR_OR
                && tokens.kind(stop) != ')') {
            stop = tokens.kind(stop) == '(' ? close(stop, end) + 1 : stop + 1;
        }
        stop = Math.min(stop, end);
        Condition result = depth > DEPTH ? new Condition.Test(text(from, stop)) : simple(from, stop);
        at = stop;
        return result;
    }

    private Condition simple(int from, int stop) {
        int size = stop - from;
        if (size > 1 && tokens.kind(from) == '!') {
            if (isUnit(from + 1, stop)) {
                return not(simple(from + 1, stop));
            }
        } else if (size > 2 && tokens.kind(from) == '(' && close(from, stop) == stop - 1) {
            depth++;
            at = from + 1;
            Condition inner = or(stop - 1);
            depth--;
            return at == stop - 1 ? inner : new Condition.Test(text(from + 1, stop - 1));
        } else if (size == 1 && tokens.kind(from) == Kind.NUMBER) {
            return number(tokens.text(from));
        } else if (size == 1 && tokens.startsWith(from, "CONFIG_")) {
            return new Condition.Defined(tokens.text(from));
        } else if (size == 2 && tokens.is(from, "defined")) {
            return new Condition.Defined(tokens.text(from + 1));
        } else if (size == 4 && tokens.kind(from + 1) == '(' && tokens.kind(stop - 1) == ')'
                && Kind.isWord(tokens.kind(from + 2))) {
            String name = tokens.text(from + 2);
            return switch (tokens.text(from)) {
                case "defined", "IS_ENABLED", "IS_BUILTIN", "IS_REACHABLE" -> new Condition.Defined(name);
                case "IS_MODULE" -> new Condition.Defined(name + "_MODULE");
                default -> new Condition.Test(text(from, stop));
            };
        }
        return new Condition.Test(text(from, stop));
    }

    /** Is the range what a {@code !} in front of it negates as a whole? */
    private boolean isUnit(int from, int stop) {
        int first = from;
        while (first < stop && tokens.kind(first) == '!') {
            first++;
        }
        int size = stop - first;
        if (size == 1) {
            return true;
        }
        if (tokens.kind(first) == '(') {
            return close(first, stop) == stop - 1;
        }
        return size == 2 && tokens.is(first, "defined")
                || size > 2 && tokens.kind(first + 1) == '(' && close(first + 1, stop) == stop - 1;
    }

    private static Condition number(String text) {
        String digits = text.replaceAll("[uUlL]+$", "");
        if (digits.matches("0[xX]?0*")) {
            return Condition.NEVER;
        }
        return digits.matches("[0-9]+|0[xX][0-9a-fA-F]+") ? Condition.ALWAYS : new Condition.Test(text);
    }

    private int close(int open, int end) {
        int nested = 0;
        for (int i = open; i < end; i++) {
            int kind = tokens.kind(i);
            if (kind == '(') {
                nested++;
            } else if (kind == ')' && --nested == 0) {
                return i;
            }
        }
        return end;
    }

    private String text(int from, int to) {
        return TokenText.join(tokens, from, to);
    }
}
