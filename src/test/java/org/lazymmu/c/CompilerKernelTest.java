package org.lazymmu.c;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.RealKernels;
import org.lazymmu.source.FileText;

/**
 * Hard files of a real kernel, configured for x86, against {@code gcc -fdump-tree-original}: no call that stands in the source is
 * missed, and the order is the compiler's. What only macros call is left out; the compiler repeats what macros repeat, so our
 * calls have to be among its calls in the same order.
 */
@Tag("kernels")
class CompilerKernelTest {
    private static final List<String> FILES = List.of("mm/memory", "mm/madvise", "mm/mprotect", "mm/mremap",
            "mm/vmalloc",
            "mm/vmscan", "mm/filemap", "mm/shmem", "fs/proc/task_mmu", "fs/namei", "kernel/fork", "kernel/signal",
            "kernel/sched/core", "net/core/sock");

    @TempDir
    private Path folder;

    @Test
    void callsAreThoseOfTheCompilerInItsOrder() throws IOException, InterruptedException {
        Path root = RealKernels.tree("6.12");
        build(root);
        Set<String> options = options();
        List<String> missing = new ArrayList<>();
        List<String> moved = new ArrayList<>();
        int functions = 0;
        for (String file : FILES) {
            String text = Files.readString(root.resolve(file + ".c"), StandardCharsets.ISO_8859_1);
            CSource source = CSource.of(file + ".c", FileText.of(text));
            Map<String, List<CFile.Function>> parsed = source.file().functions().stream()
                    .filter(f -> !Boolean.FALSE.equals(holds(f.condition(), options)))
                    .collect(Collectors.groupingBy(CFile.Function::name));
            Map<String, List<String>> compiled = GccDump.calls(dump(file));
            for (Map.Entry<String, List<String>> entry : compiled.entrySet()) {
                List<CFile.Function> candidates = parsed.getOrDefault(entry.getKey(), List.of());
                if (candidates.size() == 1) {
                    functions++;
                    compare(file, source, text, candidates.getFirst(), entry.getValue(), options, missing, moved);
                }
            }
        }
        assertThat(functions).isGreaterThan(1500);
        assertThat(missing).isEmpty();
        assertThat(moved).as("functions with another order: %s", moved).hasSizeLessThan(functions / 50);
    }

    private static void compare(String file, CSource source, String text, CFile.Function function,
            List<String> compiled,
            Set<String> options, List<String> missing, List<String> moved) {
        List<CallOrder.Event> all = CallOrder.compiled(source.body(function));
        List<String> ours = all.stream()
                .filter(event -> !Boolean.FALSE.equals(holds(ConditionParser.all(event.conditions()), options)))
                .map(CallOrder.Event::name).toList();
        Set<String> theirs = new HashSet<>(compiled);
        Set<String> known = all.stream().map(CallOrder.Event::name).collect(Collectors.toSet());
        String body = text.substring(function.bodyFrom(), function.bodyTo()).replaceAll("(?s)/\\*.*?\\*/", " ");
        for (String name : theirs) {
            if (!known.contains(name)
                    && Pattern.compile("\\b" + Pattern.quote(name) + "\\s*\\(").matcher(body).find()) {
                missing.add(file + " " + function.name() + " " + name);
            }
        }
        List<String> common = ours.stream().filter(theirs::contains).toList();
        int found = 0;
        for (String name : compiled) {
            if (found < common.size() && common.get(found).equals(name)) {
                found++;
            }
        }
        if (found < common.size()) {
            moved.add(file + " " + function.name());
        }
    }

    /** Whether a condition holds in the configuration, null if that is not known. */
    private static @Nullable Boolean holds(Condition condition, Set<String> options) {
        return switch (condition) {
            case Condition.Defined(String name) -> name.startsWith("CONFIG_") ? options.contains(name) : null;
            case Condition.Test(String text) -> null;
            case Condition.Not(Condition inner) -> {
                Boolean value = holds(inner, options);
                yield value == null ? null : !value;
            }
            case Condition.All(List<Condition> parts) -> {
                List<@Nullable Boolean> values = parts.stream().map(part -> holds(part, options)).toList();
                yield values.contains(false) ? Boolean.FALSE : values.contains(null) ? null : Boolean.TRUE;
            }
            case Condition.Any(List<Condition> parts) -> {
                List<@Nullable Boolean> values = parts.stream().map(part -> holds(part, options)).toList();
                yield values.contains(true) ? Boolean.TRUE : values.contains(null) ? null : Boolean.FALSE;
            }
        };
    }

    private Set<String> options() throws IOException {
        Set<String> options = new HashSet<>();
        for (String line : Files.readAllLines(folder.resolve("include/generated/autoconf.h"))) {
            Matcher option = Pattern.compile("#define (CONFIG_\\w+) .*").matcher(line);
            if (option.matches()) {
                options.add(option.group(1).replaceFirst("_MODULE$", ""));
            }
        }
        return options;
    }

    private Path dump(String file) throws IOException {
        Path object = folder.resolve(file + ".o");
        try (var files = Files.list(object.getParent())) {
            String name = object.getFileName().toString().replace(".o", ".c.");
            return files.filter(
                    path -> path.getFileName().toString().startsWith(name) && path.toString().endsWith(".original"))
                    .findFirst().orElseThrow();
        }
    }

    /** Configures the tree and compiles the files, out of tree. */
    private void build(Path root) throws IOException, InterruptedException {
        for (String tool : List.of("gcc", "make", "flex", "bison", "bc")) {
            boolean there = Arrays.stream(System.getenv("PATH").split(":", -1))
                    .anyMatch(path -> Files.isExecutable(Path.of(path, tool)));
            assumeTrue(there, tool + " is not installed");
        }
        assumeTrue(run(root, "defconfig") && run(root, "prepare"),
                () -> "the kernel cannot be configured here: " + log());
        List<String> targets = new ArrayList<>(List.of("-k", "KCFLAGS=-fdump-tree-original"));
        FILES.forEach(file -> targets.add(file + ".o"));
        assertThat(run(root, targets.toArray(String[]::new))).as(this::log).isTrue();
    }

    private boolean run(Path root, String... targets) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("make", "-j2", "ARCH=x86_64", "O=" + folder));
        command.addAll(Arrays.asList(targets));
        Process make = new ProcessBuilder(command).directory(root.toFile()).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("make.log").toFile())).start();
        if (!make.waitFor(10, TimeUnit.MINUTES)) {
            make.destroyForcibly();
            return false;
        }
        return make.exitValue() == 0;
    }

    private String log() {
        try {
            String text = Files.readString(folder.resolve("make.log"), StandardCharsets.ISO_8859_1);
            return text.substring(Math.max(0, text.length() - 2000));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
