package org.lazymmu.mmu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * SPIN, the peer of the explorer: asks it what it makes of a Promela model. It searches breadth first and without reduction,
 * so that its counts and the length of its trail are facts of the model and not of its search.
 *
 * <p>
 * Its optimisations of the model (dead variables, merged statements) change no count of {@code lazy.pml}: a hundred drawn
 * configurations gave the same with {@code -o1 -o2 -o3}.
 */
final class Spin {
    private static final Pattern STORED = Pattern.compile("(?m)^\\s*(\\d+) states, stored");
    private static final Pattern TRANSITIONS = Pattern.compile("(?m)^\\s*(\\d+) transitions \\(");
    private static final Pattern DEPTH = Pattern.compile("depth reached (\\d+), errors: (\\d+)");
    private static final Pattern ERROR = Pattern.compile("(?m)^pan:1: (.*) \\(at depth (\\d+)\\)");

    private final Path model;
    private final Path folder;

    /** What SPIN says. */
    sealed interface Answer {
        /**
         * Nothing is violated.
         *
         * @param transitions SPIN's own count less one: it counts the way into the first state
         * @param depth steps to the state that is farthest away
         */
        record Holds(long states, long transitions, int depth) implements Answer {
        }

        /**
         * An assertion fails, or nobody can take a step.
         *
         * @param what SPIN's words
         * @param deadlock whether it is the latter, an invalid end state
         * @param length steps of a shortest way there; the last one is the one whose assertion fails
         */
        record Broken(String what, boolean deadlock, int length) implements Answer {
        }

        /** It met a limit. */
        record TooLarge(String limit) implements Answer {
        }

        /** The model says nothing sensible: it does not compile, or leaves an array. */
        record Refused(String message) implements Answer {
        }
    }

    /**
     * How much it may use.
     *
     * @param mebibytes of memory, about 9,000 states each; unlike time, this ends a search at the same state every time
     * @param seconds wall time of each of its programs
     */
    record Limit(int mebibytes, int seconds) {
        /** Some 300,000 states. */
        static final Limit SMALL = new Limit(48, 300);
        /** Some ten million states. */
        static final Limit LARGE = new Limit(2000, 900);
    }

    private record Run(int status, String output) {
    }

    /**
     * @param folder to work in, which is SPIN's alone
     * @param model Promela
     */
    Spin(Path folder, Path model) {
        this.folder = folder;
        this.model = model.toAbsolutePath();
    }

    /** Skips the test where the programs are missing. */
    static void assumeInstalled() {
        for (String program : List.of("spin", "gcc")) {
            assumeTrue(onPath(program), program + " is not installed");
        }
    }

    /** A file in the folder of peers, or skips the test: {@code ../shared/peers}, or what {@code lazymmu.peers} names. */
    static Path peer(String name) {
        Path file = Path.of(System.getProperty("lazymmu.peers", "../shared/peers"), name);
        assumeTrue(Files.isReadable(file), file + " is missing");
        return file;
    }

    private static boolean onPath(String program) {
        String path = System.getenv("PATH");
        return path != null && Arrays.stream(path.split(File.pathSeparator))
                .anyMatch(at -> Files.isExecutable(Path.of(at, program)));
    }

    /** Searches the model with these defines, such as {@code -DNU=1 -DRT}, or with none. */
    Answer ask(String defines, Limit limit) throws IOException, InterruptedException {
        clear();
        List<String> translate = new ArrayList<>(List.of("spin", "-a"));
        Stream.of(defines.split(" ")).filter(define -> !define.isBlank()).forEach(translate::add);
        translate.add(model.toString());
        Run run = run(translate, limit);
        if (run.status() != 0 || !Files.exists(folder.resolve("pan.c"))) {
            return new Answer.Refused(run.output());
        }
        run = run(List.of("gcc", "-O1", "-w", "-DSAFETY", "-DBFS", "-DNOREDUCE", "-DMEMLIM=" + limit.mebibytes(), "-o",
                "pan", "pan.c"), limit);
        if (run.status() != 0) {
            return new Answer.Refused(run.output());
        }
        int slots = limit.mebibytes() < 500 ? 20 : 23;
        run = run(List.of(folder.resolve("pan").toString(), "-m10000000", "-w" + slots), limit);
        return run.status() < 0 ? new Answer.TooLarge("time") : parse(run.output());
    }

    private static Answer parse(String output) {
        Matcher error = ERROR.matcher(output);
        if (error.find()) {
            String what = error.group(1);
            int depth = Integer.parseInt(error.group(2));
            boolean deadlock = what.contains("invalid end state");
            return what.contains("invalid array index") ? new Answer.Refused(what)
                    : new Answer.Broken(what, deadlock, deadlock ? depth : depth + 1);
        }
        for (String limit : List.of("MEMLIM", "max search depth", "out of memory")) {
            if (output.contains(limit)) {
                return new Answer.TooLarge(limit);
            }
        }
        Matcher states = STORED.matcher(output);
        Matcher transitions = TRANSITIONS.matcher(output);
        Matcher depth = DEPTH.matcher(output);
        if (!states.find() || !transitions.find() || !depth.find() || !"0".equals(depth.group(2))
                || output.contains("Search not completed")) {
            return new Answer.Refused(output);
        }
        return new Answer.Holds(Long.parseLong(states.group(1)), Long.parseLong(transitions.group(1)) - 1,
                Integer.parseInt(depth.group(1)));
    }

    private void clear() throws IOException {
        List<Path> old;
        try (Stream<Path> files = Files.list(folder)) {
            old = files.toList();
        }
        for (Path file : old) {
            Files.delete(file);
        }
    }

    /** Runs a program to its end; its status is -1 if it takes too long. */
    private Run run(List<String> command, Limit limit) throws IOException, InterruptedException {
        Path output = folder.resolve("output");
        java.lang.Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
                .redirectOutput(output.toFile()).start();
        process.getOutputStream().close();
        int status = -1;
        try {
            if (process.waitFor(limit.seconds(), TimeUnit.SECONDS)) {
                status = process.exitValue();
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
        }
        return new Run(status, Files.readString(output, StandardCharsets.UTF_8));
    }
}
