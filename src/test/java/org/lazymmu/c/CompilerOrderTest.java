package org.lazymmu.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.lazymmu.source.FileText;

/** The calls of {@code compiled.c} in the order in which gcc evaluates them, on every side of its {@code #if}s. */
class CompilerOrderTest {
    @TempDir
    private Path folder;

    static Stream<Set<String>> configurations() {
        return Stream.of(Set.of(), Set.of("CONFIG_ONE"), Set.of("CONFIG_TWO"), Set.of("CONFIG_ONE", "CONFIG_TWO"));
    }

    @ParameterizedTest
    @MethodSource("configurations")
    void callsStandInTheOrderOfTheCompiler(Set<String> configuration) throws IOException, InterruptedException {
        String text;
        try (InputStream in = CompilerOrderTest.class.getResourceAsStream("compiled.c")) {
            text = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
        Map<String, List<String>> compiled = compile(text, configuration);
        assertThat(compiled).hasSize(12);
        CSource source = CSource.of("compiled.c", FileText.of(text));
        assertThat(source.file().problems()).isEmpty();
        Map<String, List<String>> parsed = new LinkedHashMap<>();
        for (CFile.Function function : source.file().functions()) {
            if (holds(function.condition(), configuration)) {
                assertThat(source.body(function).problems()).isEmpty();
                parsed.put(function.name(), calls(source, source.body(function), configuration));
            }
        }
        assertThat(parsed).isEqualTo(compiled);
    }

    /** The calls of a body in one configuration, those through macros of the file included. */
    private static List<String> calls(CSource source, Body body, Set<String> configuration) {
        List<String> names = new ArrayList<>();
        Map<String, CFile.Macro> macros = new LinkedHashMap<>();
        source.file().macros().forEach(macro -> macros.put(macro.name(), macro));
        for (CallOrder.Event event : CallOrder.compiled(body)) {
            boolean exists = event.conditions().stream().allMatch(condition -> holds(condition, configuration));
            if (exists && !macros.containsKey(event.name()) && !event.name().startsWith("->")) {
                names.add(event.name());
            }
        }
        return names;
    }

    private static boolean holds(Condition condition, Set<String> configuration) {
        return switch (condition) {
            case Condition.Defined(String name) -> configuration.contains(name);
            case Condition.Test(String test) -> throw new IllegalArgumentException(test);
            case Condition.Not(Condition inner) -> !holds(inner, configuration);
            case Condition.All(List<Condition> parts) -> parts.stream().allMatch(part -> holds(part, configuration));
            case Condition.Any(List<Condition> parts) -> parts.stream().anyMatch(part -> holds(part, configuration));
        };
    }

    private Map<String, List<String>> compile(String text, Set<String> configuration)
            throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("compiled.c"), text, StandardCharsets.ISO_8859_1);
        List<String> command = new ArrayList<>(
                List.of("gcc", "-std=gnu89", "-w", "-O0", "-fdump-tree-original", "-c", "-o", "x.o"));
        configuration.forEach(name -> command.add("-D" + name));
        command.add(file.getFileName().toString());
        Process gcc;
        try {
            gcc = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                    .redirectOutput(folder.resolve("gcc.log").toFile()).start();
        } catch (IOException e) {
            assumeTrue(false, "gcc is not installed: " + e.getMessage());
            return Map.of();
        }
        assertThat(gcc.waitFor()).as(() -> read(folder.resolve("gcc.log"))).isZero();
        Path dump;
        try (Stream<Path> files = Files.list(folder)) {
            dump = files.filter(path -> path.toString().endsWith(".original")).findFirst().orElseThrow();
        }
        Set<String> ofMacros = callsInMacros(text);
        Map<String, List<String>> functions = GccDump.calls(dump);
        functions.values().forEach(calls -> calls.removeIf(ofMacros::contains));
        return functions;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** What only macros call: the tree has the call of the macro instead. */
    private static Set<String> callsInMacros(String text) {
        Set<String> names = new HashSet<>();
        CSource source = CSource.of("compiled.c", FileText.of(text));
        for (CFile.Macro macro : source.file().macros()) {
            CallOrder.of(source.body(macro)).forEach(event -> names.add(event.name()));
        }
        return names;
    }
}
