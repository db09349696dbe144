package org.lazymmu.git;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.git.GitObjects.GitObject;

/** Objects of a repository through one process. */
@Timeout(60)
class GitObjectsTest {
    private static final int LIMIT = 1000;

    @TempDir
    private Path folder;
    private TinyRepository repository;

    @BeforeEach
    void makeARepository() throws IOException {
        repository = TinyRepository.in(folder.resolve("a.git"));
        repository.commit("master", "file", "text\n\0more", "first");
        repository.commit("large", "file", "x".repeat(5000), "first");
        repository.commit("empty", "file", "", "first");
    }

    @Test
    void anObjectIsReadByNameOrId() throws IOException {
        try (GitObjects objects = GitObjects.open(repository.git(), LIMIT)) {
            GitObject named = objects.read("master:file").orElseThrow();
            assertThat(new String(named.content(), StandardCharsets.UTF_8)).isEqualTo("text\n\0more");
            assertThat(named.type()).isEqualTo("blob");
            assertThat(objects.read(named.id()).orElseThrow().content()).isEqualTo(named.content());
            assertThat(objects.read("empty:file").orElseThrow().content()).isEmpty();
            assertThat(objects.read("empty:file").orElseThrow().isOmitted()).isFalse();
        }
    }

    @Test
    void whatIsNotThereIsEmptyAndTheNextIsRead() throws IOException {
        try (GitObjects objects = GitObjects.open(repository.git(), LIMIT)) {
            assertThat(objects.read("master:no such file")).isEmpty();
            assertThat(objects.read("--help")).isEmpty();
            assertThat(objects.read("master:file")).isPresent();
        }
    }

    @Test
    void tooLargeAnObjectIsPassedOver() throws IOException {
        try (GitObjects objects = GitObjects.open(repository.git(), LIMIT)) {
            GitObject large = objects.read("large:file").orElseThrow();
            assertThat(large.isOmitted()).isTrue();
            assertThat(large.bytes()).isEqualTo(5000);
            assertThat(objects.read("master:file")).isPresent();
        }
    }

    /** More questions than the pipes of the system hold. */
    @Test
    void manyAreReadWithoutWaitingForEach() throws IOException {
        List<String> names = new ArrayList<>(Collections.nCopies(20_000, "master:file"));
        names.add("nothing");
        List<String> taken = new ArrayList<>();
        try (GitObjects objects = GitObjects.open(repository.git(), LIMIT)) {
            objects.read(names, (name, object) -> taken.add(object.map(GitObject::type).orElse("none") + " " + name));
            assertThat(objects.read("master:file")).isPresent();
        }
        assertThat(taken).hasSize(20_001).startsWith("blob master:file").endsWith("none nothing");
    }

    @Test
    void aSinkThatFailsEndsIt() throws IOException {
        List<String> names = Collections.nCopies(100_000, "master:file");
        try (GitObjects objects = GitObjects.open(repository.git(), LIMIT)) {
            assertThatThrownBy(() -> objects.read(names, (_, _) -> {
                throw new IOException("disk full");
            })).hasMessage("disk full");
        }
    }

    @Test
    void aNameIsOneLine() throws IOException {
        try (GitObjects objects = GitObjects.open(repository.git(), LIMIT)) {
            assertThatThrownBy(() -> objects.read("master:file\nmaster:file")).isInstanceOf(GitException.class);
            assertThat(objects.read("master:file")).isPresent();
            assertThatThrownBy(() -> objects.read(List.of("master:file", "a\nb"), (_, _) -> {
            })).isInstanceOf(GitException.class);
        }
    }
}
