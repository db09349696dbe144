package org.lazymmu.refactoring;

import java.util.stream.Collectors;
import org.lazymmu.c.CFile;

/** Puts functions around functions. */
final class Functions {
    private Functions() {
    }

    /** The body of each function goes to a helper, which the function calls. */
    static Refactored bodiesIntoHelpers(Seed seed) {
        return each(seed, (edits, routine, head, call) -> {
            String helper = edits.part(routine, "body");
            String named = head.replaceFirst("\\b" + routine.name() + "\\b", helper);
            edits.replace(routine.head(), routine.function().bodyFrom(),
                    named.startsWith("static") || named.startsWith("inline") ? named : "static " + named);
            edits.insert(routine.function().bodyTo(), "\n\n" + head.stripTrailing() + "\n{\n\t"
                    + call.replaceFirst(routine.name(), helper) + ";\n}");
            edits.count(routine);
        });
    }

    /** Each function that others can call gets one more caller, which everybody can see. */
    static Refactored secondCallers(Seed seed) {
        return each(seed, (edits, routine, head, call) -> {
            if (routine.function().isStatic()) {
                return;
            }
            String caller = edits.part(routine, "again");
            String named = head.replaceFirst("\\b" + routine.name() + "\\b", caller)
                    .replaceAll("\\b(?:static|inline|__always_inline)\\s+", "");
            edits.insert(routine.function().bodyTo(), "\n\n" + named.stripTrailing() + "\n{\n\t" + call + ";\n}");
            edits.count(routine);
        });
    }

    private interface Change {
        void make(Edits edits, Seed.Routine routine, String head, String call);
    }

    private static Refactored each(Seed seed, Change change) {
        Edits edits = new Edits(seed);
        for (Seed.Routine routine : seed.routines()) {
            CFile.Function function = routine.function();
            String head = seed.text(routine.head(), function.bodyFrom());
            if (function.returns().isEmpty() || head.contains("#") || function.parameters().stream()
                    .anyMatch(parameter -> parameter.name().isEmpty() || parameter.name().equals("..."))) {
                continue;
            }
            String arguments = function.parameters().stream().map(CFile.Parameter::name)
                    .collect(Collectors.joining(", "));
            boolean value = !function.returns().matches("(?:.* )?void");
            change.make(edits, routine, head, (value ? "return " : "") + routine.name() + "(" + arguments + ")");
        }
        return edits.done();
    }
}
