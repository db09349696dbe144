package org.lazymmu.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.git.Git;

/** What a server may offer, and what of it becomes a ref of ours. */
class OfferTest {
    private static final String ID = "0123456789012345678901234567890123456789";

    @TempDir
    private Path folder;

    @Test
    void namesThatWouldLeadElsewhereAreLeftOut() throws IOException {
        Offer offer = offer(RefChoice.parse(List.of("refs/*")), "ref: refs/heads/master\tHEAD", ID + "\tHEAD",
                ID + "\trefs/heads/../../../config", ID + "\trefs/heads/a b", ID + "\trefs/heads/.hidden",
                ID + "\trefs/heads/x.lock", ID + "\trefs/heads/" + "x".repeat(250), ID + "\trefs/HEAD/x",
                ID + "\trefs/heads/master", ID + "\trefs/heads/master/below", "no id\trefs/heads/odd", "nonsense",
                ID + "\trefs/tags/v1", ID + "\trefs/tags/v1^{}");
        assertThat(offer.refs().keySet()).containsExactly("refs/heads/master", "refs/tags/v1");
        assertThat(offer.head()).isEqualTo("refs/heads/master");
        assertThat(offer.leftOut()).hasSize(8);
    }

    @Test
    void longIdsAreRefused() {
        assertThatThrownBy(() -> offer(RefChoice.USUAL, ID + "012345678901234567890123\trefs/heads/master"))
                .isInstanceOf(MirrorException.class).hasMessageContaining("SHA-256");
    }

    @Test
    void aHeadThatIsNotMirroredIsNone() throws IOException {
        assertThat(offer(RefChoice.parse(List.of("v*")), "ref: refs/heads/master\tHEAD", ID + "\trefs/heads/master",
                ID + "\trefs/tags/v1").head()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({ "linux-*, refs/heads/linux-6.1.y, true", "linux-*, refs/tags/linux-6, true",
            "linux-*, refs/heads/a/linux-6, false", "refs/*, refs/changes/1, true", "master, refs/heads/master, true",
            "master, refs/heads/master2, false", "v6.1, refs/tags/v6x1, false", "refs/heads/*, refs/heads/a/b, true" })
    void patternsHaveStars(String pattern, String ref, boolean has) throws MirrorException {
        assertThat(RefChoice.parse(List.of(pattern)).has(ref)).isEqualTo(has);
    }

    @ParameterizedTest
    @ValueSource(strings = { "remote: Counting objects: 100% (3/3), done.|counting objects 100%",
            "Receiving objects:  45% (123/273), 12.30 MiB | 1.20 MiB/s|receiving objects 45%, 12.30 MiB, 1.20 MiB/s",
            "remote: Enumerating objects: 42, done.|enumerating objects 42",
            "Resolving deltas:   3% (3/100)|resolving deltas 3%" })
    void progressIsPassedOn(String lineAndText) {
        int bar = lineAndText.lastIndexOf('|');
        assertThat(FetchProgress.of(lineAndText.substring(0, bar))).contains(lineAndText.substring(bar + 1));
    }

    @ParameterizedTest
    @ValueSource(strings = { "remote: \u001b[2JWelcome", "fatal: no", "remote: Send money: 100% (3/3)", "" })
    void whatElseServersSayIsNot(String line) {
        assertThat(FetchProgress.of(line)).isEmpty();
    }

    /** What git would print, by a program in its place. */
    private Offer offer(RefChoice choice, String... lines) throws IOException {
        Path answer = Files.writeString(folder.resolve("answer"), String.join("\n", lines) + "\n");
        Path program = Files.writeString(folder.resolve("git"), "#!/bin/sh\ncat " + answer + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        return Offer.of(Git.ofProcess().with(program), new Address("/x"), choice);
    }
}
