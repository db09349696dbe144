package org.lazymmu.kconfig;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * The kernel's own {@code conf} as an oracle, built outside of its tree with flex, bison and gcc. What the compiler can do is
 * answered by a script that says yes to everything, which is what {@link Macros#expected} expects, and takes no time.
 */
final class ConfProgram {
    private static final List<String> SOURCES = List.of("conf.c", "confdata.c", "expr.c", "menu.c", "preprocess.c",
            "symbol.c", "util.c", "lexer.lex.c", "parser.tab.c");

    private final Path tree;
    private final Path folder;
    private final Path conf;

    /**
     * Builds the program.
     *
     * @param folder where, and where it runs
     */
    ConfProgram(Path tree, Path folder) throws IOException, InterruptedException {
        this.tree = tree;
        this.folder = folder;
        this.conf = folder.resolve("conf");
        for (String needed : List.of("flex", "bison", "gcc")) {
            assumeTrue(Stream.of(System.getenv("PATH").split(":"))
                    .anyMatch(path -> Files.isExecutable(Path.of(path, needed))), needed + " is missing");
        }
        Path sources = tree.resolve("scripts/kconfig");
        run(List.of("flex", "-o" + folder.resolve("lexer.lex.c"), "-L", sources.resolve("lexer.l").toString()));
        run(List.of("bison", "-o", folder.resolve("parser.tab.c").toString(),
                "--defines=" + folder.resolve("parser.tab.h"), "-t", "-l", sources.resolve("parser.y").toString()));
        List<String> compile = new java.util.ArrayList<>(List.of("gcc", "-O1", "-w", "-I", sources.toString(), "-I",
                folder.toString(), "-I", tree.resolve("scripts/include").toString(), "-o", conf.toString()));
        SOURCES.forEach(source -> compile
                .add((source.contains(".lex") || source.contains(".tab") ? folder : sources).resolve(source)
                        .toString()));
        run(compile);
        Path tool = Files.writeString(folder.resolve("tool"), """
                #!/bin/sh
                case "$*" in
                *-E\\ -P*) echo GCC 14 2 0 ;;
                *-Wa,--version*) echo GNU assembler 2.44 ;;
                *--version*) echo GNU ld 2.44 ;;
                esac
                """);
        assumeTrue(tool.toFile().setExecutable(true), "cannot make a program");
    }

    private void run(List<String> command) throws IOException, InterruptedException {
        execute(command, Map.of());
    }

    private void execute(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path log = folder.resolve("log");
        ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        Process process = builder.start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            process.destroyForcibly();
            throw new IOException(command + ": " + Files.readString(log, StandardCharsets.ISO_8859_1));
        }
    }

    /** A configuration that is drawn at random. */
    Map<String, String> random(String architecture, long seed) throws IOException, InterruptedException {
        return configuration(architecture, "--randconfig", Map.of("KCONFIG_SEED", Long.toString(seed)));
    }

    /** The configuration that comes of some lines and the defaults. */
    Map<String, String> defaults(String architecture, List<String> lines) throws IOException, InterruptedException {
        Path settings = Files.write(folder.resolve("settings"), lines);
        return configuration(architecture, "--alldefconfig", Map.of("KCONFIG_ALLCONFIG", settings.toString()));
    }

    private Map<String, String> configuration(String architecture, String mode, Map<String, String> more)
            throws IOException, InterruptedException {
        String tool = folder.resolve("tool").toString();
        Map<String, String> environment = new HashMap<>(Map.of("ARCH", architecture, "SRCARCH", architecture,
                "srctree", tree.toString(), "KERNELVERSION", "6.12.0", "CC", tool, "LD", tool, "AR", tool, "NM", tool,
                "OBJCOPY", tool));
        environment.putAll(Map.of("RUSTC", "none", "BINDGEN", "none", "PAHOLE", "none", "CC_VERSION_TEXT", "gcc",
                "CLANG_FLAGS", ""));
        environment.putAll(more);
        Files.deleteIfExists(folder.resolve(".config"));
        execute(List.of(conf.toString(), mode, "Kconfig"), environment);
        Map<String, String> result = new HashMap<>();
        for (String line : Files.readAllLines(folder.resolve(".config"), StandardCharsets.ISO_8859_1)) {
            int equals = line.indexOf('=');
            if (line.startsWith("CONFIG_") && equals > 0) {
                result.put(line.substring(7, equals), line.substring(equals + 1));
            }
        }
        return result;
    }
}
