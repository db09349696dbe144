package org.lazymmu.kconfig;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The macros of Kconfig files for one architecture. What a command of the shell or a compiler would answer is not known;
 * {@link #expected} says what it is taken for where one answer has to do: a recent gcc and binutils that can do what is asked,
 * and no compiler of Rust.
 */
final class Macros {
    private static final int DEPTH = 20;
    private static final int LONGEST = 4096;
    private static final Pattern SAME_NAME = Pattern.compile("\\s*test \"?([\\w-]*)\"? = \"?([\\w-]+)\"?\\s*");

    /** Names that scripts/Kconfig.include asks the tools for, as a recent gcc and binutils would answer. */
    private static final Map<String, String> TOOLS = Map.of("cc-name", "GCC", "cc-version", "140200", "as-name", "GNU",
            "as-version", "24400", "ld-name", "BFD", "ld-version", "24400", "rustc-version", "0",
            "rustc-llvm-version", "0");

    private final Map<String, String> known = new HashMap<>();
    private final Map<String, String> defined = new HashMap<>();

    /** @param known variables of the environment */
    Macros(Map<String, String> known) {
        this.known.putAll(known);
    }

    void define(String name, String value, boolean appends) {
        defined.merge(name, value, (before, more) -> appends ? before + " " + more : more);
    }

    /** A text with its macros expanded, or null when one of them is not known. */
    @Nullable
    String exactly(String text) {
        return new Expansion(false).of(text, List.of(), 0);
    }

    /** A text with its macros expanded, as far as they are known or expected; null where nothing is. */
    @Nullable
    String expected(String text) {
        return new Expansion(true).of(text, List.of(), 0);
    }

    private final class Expansion {
        private final boolean guesses;

        Expansion(boolean guesses) {
            this.guesses = guesses;
        }

        @Nullable
        String of(String text, List<String> arguments, int depth) {
            if (depth > DEPTH || text.length() > LONGEST) {
                return null;
            }
            StringBuilder result = new StringBuilder();
            int at = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (c != '$' || at + 1 == text.length()) {
                    result.append(c);
                    at++;
                    continue;
                }
                boolean bracket = text.charAt(at + 1) == '(';
                int end = bracket ? closing(text, at + 1) : endOfName(text, at + 1);
                if (end < 0) {
                    return null;
                }
                String value = call(text.substring(bracket ? at + 2 : at + 1, end), arguments, depth);
                if (value == null) {
                    return null;
                }
                result.append(value);
                at = bracket ? end + 1 : end;
            }
            return result.toString();
        }

        private @Nullable String call(String inside, List<String> outer, int depth) {
            List<String> parts = split(inside);
            String name = parts.getFirst();
            if (parts.size() == 1) {
                return variable(name, outer, depth);
            }
            if (!guesses) {
                return null;
            }
            String answer = command(name, parts, outer, depth);
            if (answer != null) {
                return answer;
            }
            String body = defined.get(name);
            return body == null ? null : of(body, parts, depth + 1);
        }

        private @Nullable String variable(String name, List<String> arguments, int depth) {
            if (name.length() == 1 && Character.isDigit(name.charAt(0))) {
                int number = name.charAt(0) - '0';
                return number < arguments.size() ? of(arguments.get(number), List.of(), depth + 1) : "";
            }
            String value = known.get(name);
            if (value == null && guesses) {
                value = TOOLS.get(name);
            }
            if (value != null) {
                return value;
            }
            String body = defined.get(name);
            return body == null ? null : of(body, List.of(), depth + 1);
        }

        /** What a question to the tools is answered. */
        private @Nullable String command(String name, List<String> parts, List<String> outer, int depth) {
            return switch (name) {
                case "success" -> succeeds(parts.get(1), outer, depth) ? "y" : "n";
                case "failure" -> succeeds(parts.get(1), outer, depth) ? "n" : "y";
                case "if-success" -> {
                    int wanted = succeeds(parts.get(1), outer, depth) ? 2 : 3;
                    yield wanted < parts.size() ? of(parts.get(wanted), outer, depth + 1) : "";
                }
                case "shell" -> null;
                default -> name.contains("-option") || name.contains("-instr") ? "y" : null;
            };
        }

        private boolean succeeds(String command, List<String> outer, int depth) {
            String text = of(command, outer, depth + 1);
            if (command.contains("rust_is_available")) {
                return false;
            }
            Matcher comparison = SAME_NAME.matcher(text == null ? "" : text);
            return !comparison.matches() || comparison.group(1).equals(comparison.group(2));
        }
    }

    private static int closing(String text, int open) {
        int nested = 0;
        for (int i = open; i < text.length(); i++) {
            if (text.charAt(i) == '(') {
                nested++;
            } else if (text.charAt(i) == ')' && --nested == 0) {
                return i;
            }
        }
        return -1;
    }

    private static int endOfName(String text, int from) {
        int end = from;
        while (end < text.length() && Line.isWord(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /** The parts of a call, between commas that are in no brackets. */
    private static List<String> split(String inside) {
        List<String> parts = new ArrayList<>();
        int nested = 0;
        int from = 0;
        for (int i = 0; i < inside.length(); i++) {
            char c = inside.charAt(i);
            if (c == '(') {
                nested++;
            } else if (c == ')') {
                nested--;
            } else if (c == ',' && nested == 0) {
                parts.add(inside.substring(from, i));
                from = i + 1;
            }
        }
        parts.add(inside.substring(from));
        return parts;
    }
}
