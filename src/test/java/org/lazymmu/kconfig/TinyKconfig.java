package org.lazymmu.kconfig;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.lazymmu.c.Condition;
import org.lazymmu.source.TextTree;

/** The options of a tree with one architecture, {@code box}. */
final class TinyKconfig {
    private final TreeMap<String, String> files = new TreeMap<>(Map.of("Makefile", "VERSION = 6\nPATCHLEVEL = 12\n",
            "arch/box/Kconfig", ""));
    private Kconfig kconfig;

    /** Options in the file at the top. */
    TinyKconfig(String text) {
        files.put("Kconfig", text + "\nsource \"arch/$(SRCARCH)/Kconfig\"\n");
        kconfig = new Kconfig(tree());
    }

    TinyKconfig with(String path, String text) {
        files.put(path, text);
        kconfig = new Kconfig(tree());
        return this;
    }

    TextTree tree() {
        return new TextTree("tiny", files);
    }

    /** What is known about all of some options together: {@code A !B}, {@code A_MODULE}, {@code N>3}. */
    Configurations.Outcome ask(String options) {
        return Objects.requireNonNull(kconfig.of("box")).outcome(condition(options));
    }

    /** {@code no}, {@code unknown}, or what has to be set, without prefixes: {@code A=y B=n}. */
    String answer(String options) {
        Configurations.Outcome outcome = ask(options);
        return switch (outcome.answer()) {
            case IMPOSSIBLE -> "no";
            case UNKNOWN -> "unknown";
            case POSSIBLE -> String.join(" ", outcome.options()).replace("CONFIG_", "");
        };
    }

    List<String> problems() {
        return kconfig.problems().stream()
                .map(problem -> problem.path() + ":" + problem.line() + ": " + problem.reason()).toList();
    }

    static Condition condition(String options) {
        List<Condition> all = new ArrayList<>();
        for (String one : options.split(" ")) {
            String name = "CONFIG_" + (one.startsWith("!") ? one.substring(1) : one);
            Condition option = name.contains(">") ? new Condition.Test(name.replace(">", " > "))
                    : new Condition.Defined(name);
            all.add(one.startsWith("!") ? new Condition.Not(option) : option);
        }
        return new Condition.All(all);
    }
}
