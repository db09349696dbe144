package org.lazymmu.refactoring;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a function of the kernel is declared.
 *
 * @param returns    its type
 * @param parameters as written; {@code void} for none
 */
record Prototype(String returns, String name, String parameters) {
    private static final Pattern SHAPE = Pattern.compile("([\\w *]+?[ *])(\\w+)\\((.*)\\)");

    static Prototype of(String text) {
        Matcher shape = SHAPE.matcher(text);
        if (!shape.matches()) {
            throw new IllegalArgumentException(text);
        }
        return new Prototype(shape.group(1).strip(), shape.group(2), shape.group(3));
    }

    static List<Prototype> all(String... texts) {
        return Stream.of(texts).map(Prototype::of).toList();
    }

    String wrapper(String modifiers, String wrapper) {
        String arguments = parameters.equals("void") ? ""
                : Stream.of(parameters.split(", ")).map(p -> p.replaceAll(".*[ *]", "")).collect(
                        Collectors.joining(", "));
        return modifiers + Piece.declaration(returns, wrapper) + "(" + parameters + ")\n{\n\t"
                + (returns.equals("void") ? "" : "return ") + name + "(" + arguments + ");\n}\n\n";
    }

    String macro(String wrapper) {
        String list = parameters.equals("void") ? "" : "...";
        return "#define " + wrapper + "(" + list + ")\t" + name + "(" + (list.isEmpty() ? "" : "__VA_ARGS__") + ")\n";
    }
}
