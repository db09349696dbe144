package org.lazymmu.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The git program behind its class: what it never does, and how it ends. */
@Timeout(60)
class GitTest {
    @TempDir
    private Path folder;
    private TinyRepository repository;

    @BeforeEach
    void makeARepository() throws IOException {
        repository = TinyRepository.in(folder.resolve("a.git"));
        repository.commit("master", "file", "text", "first");
    }

    @Test
    void aCommandGivesItsOutput() throws IOException {
        assertThat(repository.git().run(GitCommand.of("cat-file", "-p").values("master:file"))).isEqualTo("text");
        assertThat(Git.ofProcess().version()).matches("\\d+\\.\\d+.*");
    }

    /** That there are no grafts is our wish, and no reason for advice. */
    @Test
    void nothingIsSaidWhereNothingIsWrong() throws IOException {
        Git.Outcome outcome = repository.git().attempt(GitCommand.of("log", "--format=%s").values("master"));
        assertThat(outcome).isEqualTo(new Git.Outcome(0, "first\n", ""));
    }

    @Test
    void anErrorIsOneLineWithTheCause() {
        assertThatThrownBy(() -> repository.git().run(GitCommand.of("cat-file", "-p").values("nothing")))
                .isInstanceOfSatisfying(GitException.class, e -> {
                    assertThat(e.kind()).isEqualTo(GitException.Kind.FAILED);
                    assertThat(e.line()).isEqualTo("git cat-file: Not a valid object name nothing");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = { "--upload-pack=touch x", "-x", "", "a\nb", "a\0b" })
    void whatCouldBeAnOptionIsNoValue(String value) {
        assertThatThrownBy(() -> GitCommand.of("fetch").values(value))
                .isInstanceOfSatisfying(GitException.class,
                        e -> assertThat(e.kind()).isEqualTo(GitException.Kind.REFUSED))
                .message().doesNotContain("\n");
    }

    @Test
    void hooksOfTheRepositoryAreNotRun() throws IOException {
        Path touched = folder.resolve("touched");
        script(repository.folder().resolve("hooks/reference-transaction"), "touch " + touched);
        script(repository.folder().resolve("monitor"), "touch " + touched);
        Files.writeString(repository.folder().resolve("config"),
                "[core]\nbare = true\nfsmonitor = " + repository.folder().resolve("monitor") + "\npager = touch "
                        + touched + "\n");
        repository.git().run(GitCommand.of("update-ref").values("refs/heads/other", "master"));
        repository.git().run(GitCommand.of("log"));
        assertThat(touched).doesNotExist();
        // the hook is one that git would run
        new ProcessHere("git", "-C", repository.folder().toString(), "update-ref", "refs/heads/third", "master").run();
        assertThat(touched).exists();
    }

    @Test
    void anAddressCannotRunAProgram() {
        Path touched = folder.resolve("touched");
        assertThatThrownBy(() -> Git.ofProcess().run(GitCommand.of("ls-remote").values("ext::touch " + touched)))
                .isInstanceOf(GitException.class).hasMessageContaining("'ext' not allowed");
        assertThat(touched).doesNotExist();
    }

    @Test
    void theSurroundingsDoNotChangeWhichRepositoryIsRead() throws IOException {
        Map<String, String> surroundings = new TreeMap<>(System.getenv());
        surroundings.put("GIT_DIR", folder.resolve("b.git").toString());
        surroundings.put("GIT_OBJECT_DIRECTORY", folder.toString());
        surroundings.put("GIT_CONFIG_COUNT", "1");
        surroundings.put("GIT_CONFIG_KEY_0", "core.hooksPath");
        surroundings.put("GIT_CONFIG_VALUE_0", folder.toString());
        Git git = Git.of(surroundings).at(repository.folder());
        assertThat(git.run(GitCommand.of("cat-file", "-p").values("master:file"))).isEqualTo("text");
        assertThat(git.run(GitCommand.of("config", "core.hooksPath"))).isEqualTo("/dev/null\n");
    }

    @Test
    void aFolderInsideARepositoryIsNone() throws IOException {
        Path inside = Files.createDirectories(repository.folder().resolve("refs/heads"));
        assertThatThrownBy(() -> Git.ofProcess().at(inside).run(GitCommand.of("rev-parse", "--git-dir")))
                .hasMessageContaining("not a git repository");
        assertThatThrownBy(() -> Git.ofProcess().at(folder.resolve("nowhere")).run(GitCommand.of("log")))
                .hasMessageContaining("no such folder");
    }

    @Test
    void replacedObjectsAreWhatTheyWere() throws IOException {
        String first = repository.git().run(GitCommand.of("rev-parse").values("master")).strip();
        String second = repository.commit("master", "file", "other", "second");
        repository.git().run(GitCommand.of("update-ref").values("refs/replace/" + first, second));
        assertThat(repository.git().run(GitCommand.of("cat-file", "-p").values(first + ":file"))).isEqualTo("text");
    }

    @Test
    void thereMayBeNoGit() {
        assertThatThrownBy(() -> Git.ofProcess().with(folder.resolve("none")).version())
                .isInstanceOfSatisfying(GitException.class,
                        e -> assertThat(e.kind()).isEqualTo(GitException.Kind.MISSING))
                .hasMessageContaining("install git");
    }

    @Test
    void anOldGitIsRefused() throws IOException {
        Path old = script(folder.resolve("git"), "echo git version 2.30.2");
        assertThatThrownBy(() -> Git.ofProcess().with(old).version()).hasMessageContaining("2.30.2 is too old");
    }

    @Test
    void outputComesLineByLineAndRecordByRecord() throws IOException {
        repository.commit("other", "\"a\\nb\"", "x", "second");
        List<String> lines = new ArrayList<>();
        repository.git().lines(GitCommand.of("for-each-ref", "--format=%(refname)"), lines::add);
        assertThat(lines).containsExactly("refs/heads/master", "refs/heads/other");
        try (GitProcess process = repository.git()
                .start(GitCommand.of("ls-tree", "-z", "--name-only").values("other"))) {
            assertThat(process.record()).isEqualTo("a\nb");
            assertThat(process.record()).isNull();
            process.end();
        }
    }

    @Test
    void whatComesOfAFailureAfterSomeLinesIsAFailure() throws IOException {
        Path broken = script(folder.resolve("git"), "echo one; echo 'fatal: no more' >&2; exit 128");
        List<String> lines = new ArrayList<>();
        assertThatThrownBy(() -> Git.ofProcess().with(broken).lines(GitCommand.of("log"), lines::add))
                .hasMessage("git log: no more");
        assertThat(lines).containsExactly("one");
    }

    /** A program that does not want to end, with a child that does not either. */
    @Test
    void atTheDeadlineEverythingIsStopped() throws Exception {
        Path pids = folder.resolve("pids");
        Path stubborn = script(folder.resolve("git"), "trap '' TERM", "sh -c \"trap '' TERM; sleep 61; sleep 62\" &",
                "echo $$ $! >" + pids + ".new; mv " + pids + ".new " + pids, "sleep 63; sleep 64");
        Git git = Git.ofProcess().with(stubborn).within(Duration.ofMillis(400));
        assertThatThrownBy(() -> git.run(GitCommand.of("fetch")))
                .isInstanceOfSatisfying(GitException.class,
                        e -> assertThat(e.kind()).isEqualTo(GitException.Kind.DEADLINE))
                .hasMessage("git fetch was stopped after 400 ms, its deadline");
        for (String pid : Files.readString(pids).strip().split(" ")) {
            assertThat(isAlive(Long.parseLong(pid))).as("process " + pid).isFalse();
        }
    }

    @Test
    void whatIsSaidComesLineByLine() throws IOException {
        Path talking = script(folder.resolve("git"),
                "printf 'half\\rdone\\rall\\nssh: no\\r\\nfatal: end' >&2; exit 1");
        List<String> heard = new ArrayList<>();
        try (GitProcess process = Git.ofProcess().with(talking).start(GitCommand.of("fetch"), heard::add)) {
            assertThatThrownBy(process::end).hasMessage("git fetch: all");
            assertThat(process.said()).isEqualTo("all\nssh: no\nfatal: end\n");
        }
        assertThat(heard).containsExactly("half", "done", "all", "ssh: no", "fatal: end");
    }

    @Test
    void anInterruptedThreadStopsItsProcess() throws Exception {
        Path slow = script(folder.resolve("git"), "exec >&-; sleep 60");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread thread = new Thread(() -> {
            try {
                Git.ofProcess().with(slow).run(GitCommand.of("fetch"));
            } catch (GitException e) {
                thrown.set(e);
            }
        });
        thread.start();
        Thread.sleep(300);
        thread.interrupt();
        thread.join(10_000);
        assertThat(thrown.get()).isInstanceOfSatisfying(GitException.class,
                e -> assertThat(e.kind()).isEqualTo(GitException.Kind.INTERRUPTED));
    }

    @Test
    void passwordsAreNotShown() throws IOException {
        Path loud = script(folder.resolve("git"),
                "echo \"fatal: unable to access 'https://me:s3cr:et@host/a.git/': no\" >&2; exit 128");
        assertThatThrownBy(() -> Git.ofProcess().with(loud).run(GitCommand.of("fetch")))
                .hasMessage("git fetch: unable to access 'https://me:***@host/a.git/': no")
                .isInstanceOfSatisfying(GitException.class, e -> assertThat(e.details()).doesNotContain("s3cr"));
        assertThat(Masked.text("see http://a/b and mail me@host")).isEqualTo("see http://a/b and mail me@host");
    }

    @Test
    void settingsAreSeenByGitAndNotInTheListOfProcesses() throws IOException {
        Git git = repository.git().withSetting("http.extraHeader", "secret");
        assertThat(git.run(GitCommand.of("config", "http.extraHeader"))).isEqualTo("secret\n");
    }

    @Test
    void sshStaysTheUsersAndAsksNothing() {
        assertThat(GitEnvironment.ssh("")).isEqualTo("ssh -oBatchMode=yes");
        assertThat(GitEnvironment.ssh("/usr/bin/ssh -i key")).isEqualTo("/usr/bin/ssh -i key -oBatchMode=yes");
        assertThat(GitEnvironment.ssh("plink -P 2222")).isEqualTo("plink -P 2222");
    }

    @Test
    void theCauseIsNotWhatIsSaidWhateverTheCause() {
        assertThat(GitVoice.cause("""
                ssh: connect to host example.org port 22: Connection refused
                fatal: Could not read from remote repository.

                Please make sure you have the correct access rights
                and the repository exists.
                """)).contains("ssh: connect to host example.org port 22: Connection refused");
        assertThat(
                GitVoice.cause("remote: Enumerating objects: 3, done.\nerror: RPC failed; curl 18\nfatal: early EOF"))
                .contains("RPC failed; curl 18");
        assertThat(GitVoice
                .cause("remote: Counting objects: 3\nremote: fatal: missing blob\nerror: git upload-pack: died"))
                .contains("the other side says: missing blob");
        assertThat(GitVoice.cause("fatal: Could not read from remote repository.\n"))
                .contains("Could not read from remote repository.");
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessTree::isRunning).orElse(false);
    }

    private static Path script(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** A program with the surroundings of the test. */
    private record ProcessHere(String... words) {
        void run() throws IOException {
            try {
                assertThat(new ProcessBuilder(words).inheritIO().start().waitFor()).isZero();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
