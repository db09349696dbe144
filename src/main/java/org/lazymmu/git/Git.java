package org.lazymmu.git;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The git program, at a repository or at none. Immutable: the methods that begin with {@code with} give a changed copy. Can be
 * used by several threads.
 */
public final class Git {
    /** Older ones ignore configuration that is not given on the command line. */
    private static final int[] OLDEST = { 2, 31 };
    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final int OUTPUT_LIMIT = 64 << 20;
    private static final Pattern VERSION = Pattern.compile("git version (\\d+)\\.(\\d+)\\S*");

    private final Path program;
    private final @Nullable Path repository;
    private final Map<String, String> environment;
    private final Map<String, String> settings;
    private final Duration deadline;

    private Git(Path program, @Nullable Path repository, Map<String, String> environment, Map<String, String> settings,
            Duration deadline) {
        this.program = program;
        this.repository = repository;
        this.environment = environment;
        this.settings = settings;
        this.deadline = deadline;
    }

    /** How a run ended. */
    public record Outcome(int status, String out, String err) {
    }

    /** The git program on the path of the given environment, at no repository. */
    public static Git of(Map<String, String> surroundings) {
        return new Git(Path.of("git"), null, GitEnvironment.of(surroundings), Map.of(), DEADLINE);
    }

    /** The git program of this process's environment, at no repository. */
    public static Git ofProcess() {
        return of(System.getenv());
    }

    /** At a repository: a bare one, or the folder of a work tree. Folders above it are not looked at. */
    public Git at(Path folder) {
        return new Git(program, folder.toAbsolutePath().normalize(), environment, settings, deadline);
    }

    /** How people call a repository: the last part of its path, without {@code .git}. */
    public static String nameOf(Path repository) {
        Path last = repository.toAbsolutePath().normalize().getFileName();
        String name = last == null ? repository.toString() : last.toString();
        return name.endsWith(".git") && name.length() > 4 ? name.substring(0, name.length() - 4) : name;
    }

    /** With another program in the place of git. */
    public Git with(Path other) {
        return new Git(other, repository, environment, settings, deadline);
    }

    /** With a variable of the environment. */
    public Git withVariable(String name, String value) {
        Map<String, String> more = new TreeMap<>(environment);
        more.put(name, value);
        return new Git(program, repository, more, settings, deadline);
    }

    /** With a setting that does not show in the list of processes. */
    public Git withSetting(String key, String value) {
        Map<String, String> more = new TreeMap<>(settings);
        more.put(key, value);
        return new Git(program, repository, environment, more, deadline);
    }

    /** With another deadline for each process, from its start on. */
    public Git within(Duration other) {
        return new Git(program, repository, environment, settings, other);
    }

    /**
     * Ready to reach servers with the user's ssh, which must not ask anything.
     *
     * @throws GitException if there is no git
     */
    public Git withSsh() throws GitException {
        String own = environment.getOrDefault("GIT_SSH_COMMAND", "");
        if (own.isBlank() && environment.containsKey("GIT_SSH")) {
            // a program, not a command line: it decides itself
            return this;
        }
        String configured = own.isBlank()
                ? attempt(GitCommand.of("config", "--get", "core.sshCommand")).out().strip()
                : own;
        return withVariable("GIT_SSH_COMMAND", GitEnvironment.ssh(configured));
    }

    /**
     * The version, for example {@code 2.39.5}.
     *
     * @throws GitException if there is none, or one that is too old
     */
    public String version() throws GitException {
        String line = run(GitCommand.of("version")).strip();
        Matcher version = VERSION.matcher(line);
        if (!version.find()) {
            throw new GitException(GitException.Kind.OUTPUT, "the git program does not say its version");
        }
        int major = Integer.parseInt(version.group(1));
        int minor = Integer.parseInt(version.group(2));
        if (major < OLDEST[0] || major == OLDEST[0] && minor < OLDEST[1]) {
            throw new GitException(GitException.Kind.MISSING, version.group() + " is too old; install 2.31 or newer");
        }
        return version.group().substring("git version ".length());
    }

    /**
     * Runs a command to its end and gives its output.
     *
     * @throws GitException if it fails
     */
    public String run(GitCommand command) throws GitException {
        return run(command, "");
    }

    /** Runs a command on an input. */
    public String run(GitCommand command, String input) throws GitException {
        try (GitProcess process = start(command)) {
            process.write(input);
            String out = text(process.out(), command);
            process.end();
            return out;
        }
    }

    /** Runs a command whose status is an answer. */
    public Outcome attempt(GitCommand command) throws GitException {
        try (GitProcess process = start(command)) {
            process.write("");
            String out = text(process.out(), command);
            int status = process.await();
            return new Outcome(status, out, process.said());
        }
    }

    /**
     * Runs a command and takes its output line by line, as it comes.
     *
     * @throws GitException if it fails, after the lines that it printed
     */
    public void lines(GitCommand command, Consumer<String> line) throws GitException {
        try (GitProcess process = start(command)) {
            process.write("");
            for (String next = process.line(); next != null; next = process.line()) {
                line.accept(next);
            }
            process.end();
        }
    }

    /** Starts a command, for reading and writing in parts. Whoever starts it closes it. */
    public GitProcess start(GitCommand command) throws GitException {
        return start(command, _ -> {
        });
    }

    /**
     * Starts a command.
     *
     * @param said told each line that it says on standard error, from another thread; progress comes as lines, too
     */
    public GitProcess start(GitCommand command, Consumer<String> said) throws GitException {
        List<String> line = new ArrayList<>();
        line.add(program.toString());
        line.addAll(GitEnvironment.options());
        Map<String, String> variables = new TreeMap<>(environment);
        if (repository != null) {
            if (!Files.isDirectory(repository)) {
                throw new GitException(GitException.Kind.FAILED, repository + ": no such folder");
            }
            line.add("-C");
            line.add(repository.toString());
            Path above = repository.getParent();
            variables.put("GIT_CEILING_DIRECTORIES", above == null ? "/" : above.toString());
        }
        int number = 0;
        for (Map.Entry<String, String> setting : settings.entrySet()) {
            variables.put("GIT_CONFIG_KEY_" + number, setting.getKey());
            variables.put("GIT_CONFIG_VALUE_" + number, setting.getValue());
            number++;
        }
        variables.put("GIT_CONFIG_COUNT", Integer.toString(number));
        line.addAll(command.words());
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().clear();
        builder.environment().putAll(variables);
        // git must not depend on a working folder that may vanish
        builder.directory(new File("/"));
        return GitProcess.start(builder, command, deadline, said);
    }

    private static String text(InputStream out, GitCommand command) throws GitException {
        try {
            byte[] bytes = out.readNBytes(OUTPUT_LIMIT + 1);
            if (bytes.length > OUTPUT_LIMIT) {
                throw new GitException(GitException.Kind.OUTPUT,
                        "git " + command.name() + " printed more than " + (OUTPUT_LIMIT >> 20) + " MiB");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (GitException e) {
            throw e;
        } catch (IOException e) {
            throw new GitException(GitException.Kind.FAILED, "git " + command.name() + ": its output broke off");
        }
    }
}
