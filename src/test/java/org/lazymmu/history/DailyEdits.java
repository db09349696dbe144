package org.lazymmu.history;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people do to C files every day, made to lines of kernel code so that no finding comes or goes. */
final class DailyEdits {
    private static final Pattern CALL = Pattern.compile("(\t+)[a-z_]+\\(.*\\);");
    private static final Pattern LOCAL = Pattern
            .compile("\t(?:int|bool|unsigned int|long|unsigned long|struct \\w+ \\*) ?([a-z_]{2,})(?: = [^,]*)?;");
    private static final Pattern HEAD = Pattern.compile("(\\w+)\\(");
    private static final Pattern OWN = Pattern
            .compile("static\\s.*?(\\w+)(?:\\[\\w*])*(?:\\(.*| = .*|;)|DEFINE_\\w+\\((\\w+).*");
    private static final Pattern WORD = Pattern.compile("\\w+");

    private final Random random;

    DailyEdits(Random random) {
        this.random = random;
    }

    /** Kinds of edits of one file. */
    enum Kind {
        COMMENT, HELPER, STATEMENT, RENAME;

        String said() {
            return switch (this) {
                case COMMENT -> "say why";
                case HELPER -> "add a function";
                case STATEMENT -> "add a statement";
                case RENAME -> "call a variable by another name";
            };
        }
    }

    /**
     * A function.
     *
     * @param from the first line of it with its comment
     * @param open the line of its brace
     * @param end  the line after it
     */
    private record Function(String name, boolean isStatic, int from, int open, int end) {
    }

    /** Edits lines; empty if there is no place for that. */
    Optional<List<String>> edit(Kind kind, List<String> lines, int number) {
        List<Function> functions = functions(lines);
        if (functions.isEmpty()) {
            return Optional.empty();
        }
        Function function = functions.get(random.nextInt(functions.size()));
        return switch (kind) {
            case COMMENT -> inside(lines, function, "/* " + number + ": the order matters here. */");
            case STATEMENT -> inside(lines, function, "barrier();");
            case HELPER -> {
                List<String> result = new ArrayList<>(lines);
                result.addAll(function.from(), List.of("static inline unsigned long edit_half_" + number
                        + "(unsigned long value)", "{", "\treturn value >> 1;", "}", ""));
                yield Optional.of(result);
            }
            case RENAME -> rename(lines, function, number);
        };
    }

    /** A line below a call that stands for itself. */
    private Optional<List<String>> inside(List<String> lines, Function function, String line) {
        List<Integer> places = new ArrayList<>();
        for (int i = function.open() + 2; i < function.end() - 2; i++) {
            String above = lines.get(i - 1).strip();
            boolean alone = above.isEmpty() || above.endsWith(";") || above.endsWith("{") || above.endsWith("}");
            if (alone && CALL.matcher(lines.get(i)).matches() && !lines.get(i + 1).strip().startsWith("else")) {
                places.add(i);
            }
        }
        if (places.isEmpty()) {
            return Optional.empty();
        }
        int place = places.get(random.nextInt(places.size()));
        Matcher call = CALL.matcher(lines.get(place));
        List<String> result = new ArrayList<>(lines);
        result.add(place + 1, (call.matches() ? call.group(1) : "") + line);
        return Optional.of(result);
    }

    private Optional<List<String>> rename(List<String> lines, Function function, int number) {
        List<String> body = lines.subList(function.open(), function.end());
        String text = String.join("\n", body);
        List<String> names = new ArrayList<>();
        for (String line : body) {
            Matcher local = LOCAL.matcher(line);
            // not one that is a member, a label or a part of a macro as well
            if (local.matches() && !Pattern.compile("[.>#]\\s*" + local.group(1) + "\\b|\\b" + local.group(1) + ":")
                    .matcher(text).find()) {
                names.add(local.group(1));
            }
        }
        if (names.isEmpty()) {
            return Optional.empty();
        }
        String name = names.get(random.nextInt(names.size()));
        List<String> result = new ArrayList<>(lines.subList(0, function.open()));
        for (String line : body) {
            result.add(line.replaceAll("\\b" + name + "\\b", name + "_" + number));
        }
        result.addAll(lines.subList(function.end(), lines.size()));
        return Optional.of(result);
    }

    /** A function that was taken out of a file: the rest, and its lines. */
    record Taken(String name, List<String> rest, List<String> function) {
    }

    /** Takes a function out that can be anywhere: others may call it, and it uses nothing of its file alone. */
    Optional<Taken> take(List<String> lines) {
        Set<String> own = new HashSet<>();
        for (String line : lines) {
            Matcher declares = OWN.matcher(line);
            if (declares.matches()) {
                own.add(declares.group(1) == null ? declares.group(2) : declares.group(1));
            }
            if (line.startsWith("#define")) {
                own.add(line.split("\\W+")[2 < line.split("\\W+").length ? 2 : 1]);
            }
        }
        List<Function> movable = functions(lines).stream()
                .filter(function -> !function.isStatic() && isUnconditional(lines, function)
                        && WORD.matcher(String.join("\n", lines.subList(function.from(), function.end()))).results()
                                .noneMatch(word -> own.contains(word.group())))
                .toList();
        if (movable.isEmpty()) {
            return Optional.empty();
        }
        Function function = movable.get(random.nextInt(movable.size()));
        List<String> rest = new ArrayList<>(lines.subList(0, function.from()));
        rest.addAll(lines.subList(function.end(), lines.size()));
        return Optional.of(
                new Taken(function.name(), rest, List.copyOf(lines.subList(function.from(), function.end()))));
    }

    private static boolean isUnconditional(List<String> lines, Function function) {
        int depth = 0;
        for (String line : lines.subList(0, function.from())) {
            depth += line.startsWith("#if") ? 1 : line.startsWith("#endif") ? -1 : 0;
        }
        return depth == 0 && lines.subList(function.from(), function.end()).stream()
                .noneMatch(line -> line.startsWith("#") || line.endsWith("\\"));
    }

    private static List<Function> functions(List<String> lines) {
        List<Function> functions = new ArrayList<>();
        for (int open = 1; open < lines.size(); open++) {
            if (!lines.get(open).equals("{")) {
                continue;
            }
            int from = open;
            while (from > 0 && !lines.get(from - 1).isBlank()) {
                from--;
            }
            int end = open;
            while (end < lines.size() && !lines.get(end).equals("}")) {
                end++;
            }
            int head = open - 1;
            while (head > from && (lines.get(head).startsWith("\t") || lines.get(head).startsWith(" "))) {
                head--;
            }
            Matcher name = HEAD.matcher(lines.get(head));
            if (end < lines.size() && name.find()
                    && lines.subList(from, open).stream().noneMatch(line -> line.startsWith("#"))) {
                boolean isStatic = lines.subList(from, open).stream().anyMatch(line -> line.startsWith("static"));
                functions.add(new Function(name.group(1), isStatic, from, open, end + 1));
            }
        }
        return functions;
    }
}
