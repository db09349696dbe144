package org.lazymmu.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.mirror.Mirror;
import org.lazymmu.mirror.Mirrors;

/**
 * The repository that a command is about: a mirror, or a folder.
 *
 * @param git    the program, at the repository
 * @param folder where it is
 * @param mirror the mirror, null if it is none
 * @param label  what people call it
 */
record OpenedRepository(Git git, Path folder, @Nullable Mirror mirror, String label) {

    /** Opens the mirror of that name, otherwise the folder; without a name, the repository around the working folder. */
    static OpenedRepository open(Terminal terminal, Mirrors mirrors, @Nullable String name)
            throws Failure, IOException {
        Git git = Git.of(terminal.environment());
        if (name != null) {
            Optional<Mirror> mirror = mirrors.register().find(name);
            if (mirror.isPresent()) {
                return new OpenedRepository(git.at(mirrors.repository()), mirrors.repository(), mirror.get(),
                        mirror.get().name());
            }
        }
        Path folder = name == null ? around(terminal.folder()) : terminal.folder().resolve(name).toAbsolutePath();
        if (!Files.isDirectory(folder)) {
            throw Failure.usage(name + ": neither a mirror nor a folder");
        }
        Git there = git.at(folder);
        if (there.attempt(GitCommand.of("rev-parse", "--git-dir")).status() != 0) {
            throw Failure.usage(folder + ": not a git repository");
        }
        return new OpenedRepository(there, folder.normalize(), null, Git.nameOf(folder));
    }

    private static Path around(Path folder) throws Failure {
        for (Path up = folder.toAbsolutePath().normalize(); up != null; up = up.getParent()) {
            if (Files.exists(up.resolve(".git"))
                    || Files.isRegularFile(up.resolve("HEAD")) && Files.isDirectory(up.resolve("objects"))) {
                return up;
            }
        }
        throw Failure.usage(folder + ": no git repository here or above; name one");
    }

    /** What git may call what the user calls that: a mirror's branches and tags have longer names there. */
    List<String> names(String revision) {
        Mirror of = mirror;
        if (of == null) {
            return List.of(revision);
        }
        if (revision.equals("HEAD")) {
            return List.of(of.refs() + "HEAD");
        }
        return List.of(of.refs() + "heads/" + revision, of.refs() + "tags/" + revision,
                of.refs() + (revision.startsWith("refs/") ? revision.substring("refs/".length()) : revision), revision);
    }

    /** An architecture that a commit does not have is a mistake. */
    void checkArchitectures(List<String> architectures, String commit) throws Failure, IOException {
        if (!architectures.isEmpty()) {
            Git.Outcome listed = git.attempt(GitCommand.of("ls-tree", "-d", "--name-only").values(commit + ":arch"));
            Choice.checkAll("architecture", architectures, listed.out().lines().toList());
        }
    }

    /** The full name of a ref. */
    String ref(String name) throws Failure, IOException {
        for (String candidate : names(name)) {
            GitCommand ask = GitCommand.of("rev-parse", "--verify", "--quiet", "--symbolic-full-name",
                    "--end-of-options");
            Git.Outcome outcome;
            try {
                outcome = git.attempt(ask.values(candidate));
            } catch (GitException refused) {
                throw Failure.usage(refused.line());
            }
            String full = outcome.out().strip().lines().reduce((_, last) -> last).orElse("");
            if (outcome.status() == 0 && full.startsWith("refs/")) {
                return full;
            }
        }
        throw Failure.usage(label + ": there is no ref '" + name + "'"
                + (mirror == null ? "" : "; 'lazymmu mirror sync " + label + "' first, or name another"));
    }
}
