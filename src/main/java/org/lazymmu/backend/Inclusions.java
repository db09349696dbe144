package org.lazymmu.backend;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lazymmu.c.Condition;
import org.lazymmu.flow.Unit;
import org.lazymmu.kconfig.Makefiles;
import org.lazymmu.source.KernelTree;

/**
 * Under which options a file of an architecture is part of the kernel: by the Makefile beside it for a source file, by
 * the {@code #if}s around its {@code #include} for a header that others include on the way from a public one. Only
 * tests of whether options are set count; what else is tested there (the compiler's own macros) is left out.
 */
final class Inclusions {
    /** Headers that include headers that include headers. */
    private static final int DEEPEST = 4;
    private static final Pattern DIRECTIVE = Pattern
            .compile("\\s*#\\s*(if|ifdef|ifndef|elif|else|endif|include)\\b(.*)");
    private static final Pattern DEFINED = Pattern
            .compile("defined\\s*\\(?\\s*(CONFIG_\\w+)\\s*\\)?|IS_ENABLED\\s*\\(\\s*(CONFIG_\\w+)\\s*\\)");

    private final KernelTree tree;
    private final Makefiles makefiles;
    private final String folder;
    private final Map<String, String> texts = new HashMap<>();

    /** @param architecture its folder's name */
    Inclusions(KernelTree tree, String architecture) {
        this.tree = tree;
        makefiles = new Makefiles(tree);
        folder = "arch/" + architecture + "/";
    }

    Condition of(Unit unit) {
        if (!unit.path().startsWith(folder)) {
            return Condition.ALWAYS;
        }
        return unit.isHeader() ? header(unit.path(), DEEPEST) : makefiles.inItsFolder(unit.path());
    }

    private Condition header(String path, int deepest) {
        int include = path.indexOf("/include/");
        String name = include < 0 ? "" : path.substring(include + "/include/".length());
        // asm/tlbflush.h is for everybody; asm/book3s/64/tlbflush-hash.h is for those who include it.
        if (deepest == 0 || name.chars().filter(c -> c == '/').count() < 2) {
            return Condition.ALWAYS;
        }
        for (String other : tree.paths()) {
            if (other.startsWith(folder) && other.contains("/include/") && other.endsWith(".h")
                    && !other.equals(path)) {
                Optional<Condition> condition = around(text(other), "<" + name + ">");
                if (condition.isPresent()) {
                    return new Condition.All(List.of(condition.get(), header(other, deepest - 1)));
                }
            }
        }
        return Condition.ALWAYS;
    }

    /** The conditions around the {@code #include} of a file in a text; empty when it does not include it. */
    private static Optional<Condition> around(String text, String included) {
        if (!text.contains(included)) {
            return Optional.empty();
        }
        Deque<Condition> open = new ArrayDeque<>();
        for (String line : text.lines().toList()) {
            Matcher directive = DIRECTIVE.matcher(line);
            if (!directive.matches()) {
                continue;
            }
            String rest = directive.group(2).strip();
            switch (directive.group(1)) {
                case "if" -> open.push(test(rest));
                case "ifdef" -> open.push(option(rest));
                case "ifndef" -> open.push(not(option(rest)));
                case "elif" -> open.push(test(closed(open) ? rest : ""));
                case "else" -> open.push(not(open.isEmpty() ? Condition.ALWAYS : open.pop()));
                case "endif" -> closed(open);
                default -> {
                    if (rest.contains(included)) {
                        return Optional.of(new Condition.All(List.copyOf(open)));
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static boolean closed(Deque<Condition> open) {
        return open.poll() != null;
    }

    private static Condition option(String name) {
        return name.startsWith("CONFIG_") ? new Condition.Defined(name.split("\\s")[0]) : Condition.ALWAYS;
    }

    private static Condition not(Condition condition) {
        return condition.equals(Condition.ALWAYS) ? condition : new Condition.Not(condition);
    }

    /** The options of a conjunction; other tests say nothing. */
    private static Condition test(String expression) {
        List<Condition> parts = new ArrayList<>();
        if (!expression.contains("||") && !expression.contains("!")) {
            Matcher options = DEFINED.matcher(expression);
            while (options.find()) {
                parts.add(new Condition.Defined(options.group(1) == null ? options.group(2) : options.group(1)));
            }
        }
        return parts.isEmpty() ? Condition.ALWAYS : new Condition.All(parts);
    }

    private String text(String path) {
        return texts.computeIfAbsent(path, key -> {
            try {
                return tree.text(tree.find(key));
            } catch (IOException unreadable) {
                return ""; // a loss that the index lists
            }
        });
    }
}
