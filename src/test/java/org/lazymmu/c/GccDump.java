package org.lazymmu.c;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code gcc -fdump-tree-original} says about a file: the calls of each function in the order of evaluation. */
final class GccDump {
    private static final Pattern WORDS = Pattern.compile(
            "\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])*'|(?:->|\\.)?[A-Za-z_][\\w.]*\\s*\\(|\\(|\\)");
    private static final Set<String> NO_CALLS = Set.of("if", "while", "switch", "for", "return", "sizeof", "goto",
            "case",
            "void", "int", "__builtin_expect", "__asm__", "__volatile__", "cleanup_int");

    private GccDump() {
    }

    /** By function: the names called directly; calls through members and pointers are left out. */
    static Map<String, List<String>> calls(Path dump) throws IOException {
        Map<String, List<String>> functions = new LinkedHashMap<>();
        for (String part : Files.readString(dump, StandardCharsets.ISO_8859_1).split("\n;; Function ", -1)) {
            int space = part.indexOf(' ');
            if (part.contains("enabled by -tree-original") && space > 0) {
                // declarations look like calls
                functions.put(part.substring(0, space),
                        calls(part.substring(part.indexOf("original") + 8).replaceAll("extern [^;]*;", "")));
            }
        }
        return functions;
    }

    private static List<String> calls(String text) {
        List<String> calls = new ArrayList<>();
        Deque<String> open = new ArrayDeque<>();
        Matcher word = WORDS.matcher(text);
        while (word.find()) {
            String token = word.group();
            char first = token.charAt(0);
            if (first == '"' || first == '\'') {
                continue;
            }
            if (first == ')') {
                String name = open.isEmpty() ? "" : open.pop();
                if (!name.isEmpty() && !NO_CALLS.contains(name)) {
                    calls.add(name);
                }
            } else {
                String name = token.substring(0, token.length() - 1).strip();
                open.push(name.startsWith("->") || name.startsWith(".") ? "" : name);
            }
        }
        return calls;
    }
}
