package org.lazymmu.kconfig;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lazymmu.c.Condition;

/**
 * What one Makefile of a folder says about what is built in it: the words of its lists, each with its condition. A reader for the
 * usual forms, not a make; what it does not understand may hold, and where that could add to a list, all of it may be built.
 */
final class BuildFile {
    /** Lists that the build itself goes through. */
    private static final Set<String> BUILT = Set.of("obj", "lib", "core", "drivers", "libs", "net", "init", "virt");
    private static final Pattern ASSIGNMENT = Pattern
            .compile("([\\w./-]*?)(?:-(y|m|objs|\\$\\(.*\\)))?\\s*(?:[:+?]|::)?=(.*)", Pattern.DOTALL);
    private static final Pattern OPTION = Pattern.compile("\\$\\((?:subst m,y,\\s*\\$\\()?(CONFIG_\\w+)\\)?\\)");
    private static final Pattern REFERENCE = Pattern.compile("\\$\\(([\\w.-]+?)(?:-(?:y|m|objs))?\\)");
    private static final Pattern COMPARISON = Pattern
            .compile("(ifn?eq)\\s*\\(\\s*\\$\\((CONFIG_\\w+)\\)\\s*,\\s*([ym]?)\\s*\\)");
    /** Several options one behind the other, all to be set. */
    private static final Pattern ALL_SET = Pattern
            .compile("(ifn?eq)\\s*\\(\\s*((?:\\$\\(CONFIG_\\w+\\)){2,})\\s*,\\s*(y+)\\s*\\)");
    private static final Pattern UNREADABLE = Pattern.compile("(-?include|define|\\$\\(eval|\\$\\(foreach)\\b.*",
            Pattern.DOTALL);

    /** One assignment: to a list, under a condition. */
    private record Addition(String list, Condition condition, List<String> words) {
    }

    private static final Condition UNKNOWN = new Condition.Test("?");

    private final List<Addition> additions = new ArrayList<>();
    private final Deque<Condition> open = new ArrayDeque<>();
    private boolean readable = true;

    private BuildFile() {
    }

    static BuildFile parse(String text) {
        BuildFile file = new BuildFile();
        for (String line : text.replace("\\\n", " ").split("\n")) {
            int comment = line.indexOf('#');
            String code = (comment < 0 ? line : line.substring(0, comment)).strip();
            if (!code.isEmpty() && !line.startsWith("\t#")) {
                file.line(code);
            }
        }
        return file;
    }

    private void line(String code) {
        String word = code.split("[\\s(]", 2)[0];
        switch (word) {
            case "ifdef", "ifndef", "ifeq", "ifneq" :
                open.push(test(code));
                return;
            case "else" :
                otherwise(code.substring(4).strip());
                return;
            case "endif" :
                open.poll();
                return;
            default :
                break;
        }
        if (UNREADABLE.matcher(code).matches()) {
            readable = false;
            return;
        }
        Matcher assignment = ASSIGNMENT.matcher(code);
        if (assignment.matches()) {
            additions.add(new Addition(assignment.group(1),
                    Conditions.all(around(), suffix(assignment.group(2))),
                    words(assignment.group(3))));
        }
    }

    private Condition around() {
        return Conditions.all(open.stream().filter(condition -> !condition.equals(UNKNOWN)).toList());
    }

    /** The condition of an {@code if}; what is not understood is {@link #UNKNOWN}, as its opposite is. */
    private static Condition test(String code) {
        String[] words = code.split("\\s+");
        if (words.length == 2 && words[1].startsWith("CONFIG_") && words[0].endsWith("def")) {
            Condition option = new Condition.Defined(words[1]);
            return words[0].equals("ifdef") ? option : new Condition.Not(option);
        }
        Matcher allSet = ALL_SET.matcher(code);
        if (allSet.matches()) {
            Condition all = new Condition.All(OPTION.matcher(allSet.group(2)).results()
                    .<Condition>map(option -> new Condition.Defined(option.group(1))).toList());
            return allSet.group(1).equals("ifeq") ? all : new Condition.Not(all);
        }
        Matcher comparison = COMPARISON.matcher(code);
        if (!comparison.matches()) {
            return UNKNOWN;
        }
        String value = comparison.group(3);
        Condition option = new Condition.Defined(comparison.group(2) + (value.equals("m") ? "_MODULE" : ""));
        return value.isEmpty() == comparison.group(1).equals("ifeq") ? new Condition.Not(option) : option;
    }

    private void otherwise(String next) {
        Condition before = open.poll();
        if (before == null) {
            readable = false;
        } else if (next.isEmpty()) {
            open.push(before.equals(UNKNOWN) ? UNKNOWN : new Condition.Not(before));
        } else {
            Condition then = test(next);
            open.push(before.equals(UNKNOWN) || then.equals(UNKNOWN) ? UNKNOWN
                    : Conditions.all(new Condition.Not(before), then));
        }
    }

    /** The condition under which a list with a suffix is gone through. */
    private static Condition suffix(@org.jspecify.annotations.Nullable String suffix) {
        if (suffix == null || !suffix.startsWith("$")) {
            return Condition.ALWAYS;
        }
        Matcher option = OPTION.matcher(suffix);
        return option.matches() ? new Condition.Defined(option.group(1)) : Condition.ALWAYS;
    }

    /** Words between blanks that are in no brackets. */
    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        int nested = 0;
        for (char c : (text + " ").toCharArray()) {
            nested += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (nested <= 0 && Character.isWhitespace(c)) {
                if (!word.isEmpty()) {
                    words.add(word.toString());
                }
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        return words;
    }

    /**
     * When a file {@code x.o} or a folder {@code x/} is built, if this folder is; always, where that cannot be told or it is not
     * mentioned.
     *
     * @param all whether words that are not understood could name it too
     */
    Condition of(String word, boolean all) {
        if (!readable || all && mayAlsoName(word)) {
            return Condition.ALWAYS;
        }
        Condition built = when(word, new HashSet<>());
        return built.equals(Condition.NEVER) ? Condition.ALWAYS : built;
    }

    /** Whether a list that is built has a word in it that is not understood, and could mean this one. */
    private boolean mayAlsoName(String word) {
        return additions.stream().anyMatch(addition -> addition.words().stream().anyMatch(one -> mayBe(one, word))
                && !holder(addition.list(), new HashSet<>()).equals(Condition.NEVER));
    }

    private boolean mayBe(String opaque, String word) {
        int from = opaque.indexOf('$');
        if (from < 0) {
            return false;
        }
        Matcher reference = REFERENCE.matcher(opaque);
        if (reference.matches()) {
            return additions.stream().noneMatch(addition -> addition.list().equals(reference.group(1)));
        }
        String end = opaque.substring(opaque.lastIndexOf(')') + 1);
        return word.startsWith(opaque.substring(0, from)) && word.endsWith(end);
    }

    private Condition when(String word, Set<String> asked) {
        if (!asked.add(word)) {
            return Condition.NEVER;
        }
        List<Condition> any = new ArrayList<>();
        for (Addition addition : additions) {
            if (addition.words().contains(word)) {
                any.add(Conditions.all(addition.condition(), holder(addition.list(), asked)));
            }
        }
        asked.remove(word);
        return Conditions.any(any);
    }

    /** When the contents of a list are built. */
    private Condition holder(String list, Set<String> asked) {
        if (BUILT.contains(list)) {
            return Condition.ALWAYS;
        }
        List<Condition> any = new ArrayList<>();
        any.add(when(list + ".o", asked));
        for (String reference : List.of(list + "-y", list + "-m", list + "-objs", list)) {
            any.add(when("$(" + reference + ")", asked));
        }
        return Conditions.any(any);
    }
}
