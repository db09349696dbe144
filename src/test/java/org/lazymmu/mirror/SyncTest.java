package org.lazymmu.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.TinyRepository;
import org.lazymmu.mirror.Attempt.Outcome;

/** What a synchronisation does to a mirror, with the other side in a folder. */
@Timeout(120)
class SyncTest {
    @TempDir
    private Path folder;
    private TinyRepository upstream;
    private World world;

    @BeforeEach
    void makeARepository() throws IOException {
        upstream = TinyRepository.in(folder.resolve("up.git"));
        upstream.commit("master", "file", "1", "first");
        upstream.commit("master", "file", "2", "second");
        upstream.commit("topic", "master", "file", "3", "third");
        upstream.git().run(GitCommand.of("tag", "-a", "-m", "one").values("v1", "master"), "");
        world = new World(folder);
    }

    @AfterEach
    void close() throws IOException {
        assertThat(world.leftovers()).isEmpty();
        world.close();
    }

    @Test
    void theFirstFetchesAllBranchesAndTags() throws IOException {
        world.add("up", upstream.folder());
        SyncResult result = world.sync("up");
        assertThat(result.attempt().error()).isEmpty();
        assertThat(result.succeeded()).isTrue();
        assertThat(result.changes()).extracting(RefChange::ref)
                .containsExactly("refs/heads/master", "refs/heads/topic", "refs/tags/v1");
        assertThat(result.count(RefChange.Kind.CREATED)).isEqualTo(3);
        assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
        assertThat(world.health("up").defaultBranch()).isEqualTo("refs/heads/master");
        assertThat(headOf("up")).isEqualTo("refs/mirrors/up/heads/master");
        assertThat(world.register().changes(world.mirrors().named("up"), false, 10)).as("everything is new").isEmpty();
        world.mirrors().verify();
    }

    @Test
    void theNextFetchesWhatIsNewAndOnlyThat() throws IOException {
        world.add("up", upstream.folder());
        world.sync("up");
        assertThat(world.sync("up").changes()).isEmpty();
        String tip = upstream.commit("master", "file", "4", "fourth");
        SyncResult result = world.sync("up");
        assertThat(result.changes()).singleElement().satisfies(change -> {
            assertThat(change.kind()).isEqualTo(RefChange.Kind.MOVED);
            assertThat(change.to()).isEqualTo(tip);
        });
        assertThat(world.kept("up")).isEmpty();
        assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
    }

    @Test
    void aForcePushIsRecordedAndTheOldTipIsKept() throws IOException {
        world.add("up", upstream.folder());
        world.sync("up");
        String old = World.refs(upstream.folder()).get("refs/heads/topic");
        String now = upstream.commit("topic", "master~1", "file", "other", "instead");
        SyncResult result = world.sync("up");
        RefChange change = new RefChange("refs/heads/topic", RefChange.Kind.FORCED, old, now);
        assertThat(result.changes()).containsExactly(change);
        assertThat(world.kept("up")).containsExactly(old);
        assertThat(world.health("up").losses())
                .containsExactly(new Register.Recorded(World.START.plusSeconds(2), change));
        world.mirrors().remove(world.add("other", upstream.folder()), true);
        assertThat(world.has(old)).as("kept when room is reclaimed").isTrue();
    }

    @Test
    void aBranchThatIsGoneIsPrunedAndItsTipIsKept() throws IOException {
        world.add("up", upstream.folder());
        world.sync("up");
        String old = World.refs(upstream.folder()).get("refs/heads/topic");
        upstream.git().run(GitCommand.of("update-ref", "-d").values("refs/heads/topic"));
        assertThat(world.sync("up").changes())
                .containsExactly(new RefChange("refs/heads/topic", RefChange.Kind.DELETED, old, ""));
        assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
        assertThat(world.kept("up")).containsExactly(old);
    }

    @Test
    void aTagThatMovesIsAForcePush() throws IOException {
        world.add("up", upstream.folder());
        world.sync("up");
        String old = World.refs(upstream.folder()).get("refs/tags/v1");
        upstream.git().run(GitCommand.of("tag", "-f", "-a", "-m", "again").values("v1", "topic"), "");
        assertThat(world.sync("up").changes()).extracting(RefChange::kind).containsExactly(RefChange.Kind.FORCED);
        assertThat(world.kept("up")).containsExactly(old);
    }

    @Test
    void aBranchCanBecomeAFolderAndBack() throws IOException {
        world.add("up", upstream.folder());
        world.sync("up");
        upstream.git().run(GitCommand.of("update-ref", "-d").values("refs/heads/topic"));
        upstream.commit("topic/a", "master", "file", "5", "in a folder");
        upstream.commit("topic/b", "master", "file", "6", "in a folder");
        assertThat(world.sync("up").attempt().error()).isEmpty();
        assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
        upstream.git().run(GitCommand.of("update-ref", "-d").values("refs/heads/topic/a"));
        upstream.git().run(GitCommand.of("update-ref", "-d").values("refs/heads/topic/b"));
        upstream.commit("topic", "master", "file", "7", "back");
        assertThat(world.sync("up").attempt().error()).isEmpty();
        assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
    }

    @Test
    void theOtherSidesHeadIsFollowed() throws IOException {
        world.add("up", upstream.folder());
        world.sync("up");
        upstream.git().run(GitCommand.of("symbolic-ref").values("HEAD", "refs/heads/topic"));
        world.sync("up");
        assertThat(headOf("up")).isEqualTo("refs/mirrors/up/heads/topic");
        upstream.git().run(GitCommand.of("symbolic-ref").values("HEAD", "refs/heads/none"));
        world.sync("up");
        assertThat(world.health("up").defaultBranch()).isEmpty();
        assertThat(headOf("up")).isEmpty();
    }

    @Test
    void chosenRefsAreAllThereIs() throws IOException {
        upstream.commit("linux-6.1", "file", "7", "stable");
        upstream.git().run(GitCommand.of("update-ref").values("refs/changes/1", "topic"));
        world.add("some", upstream.folder(), "linux-*", "v*");
        world.sync("some");
        assertThat(world.refs("some").keySet()).containsExactly("refs/heads/linux-6.1", "refs/tags/v1");
        world.add("everything", upstream.folder(), "refs/*");
        world.sync("everything");
        assertThat(world.refs("everything").keySet()).containsExactly("refs/changes/1", "refs/heads/linux-6.1",
                "refs/heads/master", "refs/heads/topic", "refs/tags/v1");
    }

    @Test
    void forksShareWhatTheyHaveInCommon() throws IOException {
        for (int i = 0; i < 40; i++) {
            upstream.commit("master", "file" + i, Noise.text(20_000, i), "large " + i);
        }
        Path fork = folder.resolve("fork.git");
        Git.ofProcess()
                .run(GitCommand.of("clone", "--quiet", "--bare").values(upstream.folder().toString(), fork.toString()));
        world.add("up", upstream.folder());
        world.add("fork", "file://" + fork);
        world.sync("up");
        long before = world.mirrors().bytes();
        assertThat(before).isGreaterThan(500_000);
        assertThat(world.sync("fork").count(RefChange.Kind.CREATED)).isEqualTo(3);
        assertThat(world.mirrors().bytes() - before).as("further room").isLessThan(20_000);
        assertThat(world.refs("fork")).isEqualTo(World.refs(fork));
    }

    @Test
    void whatAnotherMirrorNeedsStaysWhenOneIsRemoved() throws IOException {
        Path fork = folder.resolve("fork.git");
        Git.ofProcess()
                .run(GitCommand.of("clone", "--quiet", "--bare").values(upstream.folder().toString(), fork.toString()));
        String own = upstream.commit("own", "file", "only here", "own");
        world.add("up", upstream.folder());
        world.add("fork", fork);
        world.sync("up");
        world.sync("fork");
        world.mirrors().remove(world.mirrors().named("up"), false);
        assertThat(world.has(own)).isTrue();
        world.mirrors().remove(world.add("up", fork), true);
        assertThat(world.has(own)).as("nobody needs it").isFalse();
        assertThat(world.refs("fork")).isEqualTo(World.refs(fork));
        assertThat(world.refs("up")).isEmpty();
        world.mirrors().verify();
        assertThat(world.register().all()).extracting(Mirror::name).containsExactly("fork");
    }

    @Test
    void anEmptyRepositoryIsMirroredAsOne() throws IOException {
        TinyRepository empty = TinyRepository.in(folder.resolve("empty.git"));
        world.add("empty", empty.folder());
        assertThat(world.sync("empty").succeeded()).isTrue();
        assertThat(world.health("empty").state()).isEqualTo(Health.State.OK);
    }

    @Test
    void aRepositoryThatIsSuddenlyEmptyTakesNothingAway() throws IOException {
        world.add("up", upstream.folder());
        world.sync("up");
        var refs = world.refs("up");
        for (String ref : World.refs(upstream.folder()).keySet()) {
            upstream.git().run(GitCommand.of("update-ref", "-d").values(ref));
        }
        SyncResult result = world.sync("up");
        assertThat(result.attempt().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.attempt().error()).contains("offers none of the refs any more; what was fetched is kept");
        assertThat(world.refs("up")).isEqualTo(refs);
    }

    @Test
    void aRepositoryWithoutItsWholeHistoryIsRefused() throws IOException {
        Path shallow = folder.resolve("shallow.git");
        Git.ofProcess().run(GitCommand.of("clone", "--quiet", "--bare", "--depth=1")
                .values("file://" + upstream.folder(), shallow.toString()));
        world.add("shallow", shallow);
        SyncResult result = world.sync("shallow");
        assertThat(result.attempt().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(result.attempt().error()).contains("shallow");
        assertThat(world.refs("shallow")).isEmpty();
        world.mirrors().verify();
    }

    @Test
    void aRepositoryThatIsGoneIsSaidToBeAndComesBack() throws IOException {
        world.add("up", upstream.folder());
        world.sync("up");
        Path away = folder.resolve("away.git");
        Files.move(upstream.folder(), away);
        assertThat(world.sync("up").attempt().outcome()).isEqualTo(Outcome.GONE);
        Health gone = world.health("up");
        assertThat(gone.state()).isEqualTo(Health.State.GONE);
        assertThat(gone.error()).contains("does not appear to be a git repository");
        assertThat(gone.lastSuccess().ended()).isEqualTo(World.START.plusSeconds(1));
        assertThat(gone.lastAttempt().started()).isEqualTo(World.START.plusSeconds(2));
        assertThat(gone.refs()).isEqualTo(3);
        Files.move(away, upstream.folder());
        world.sync("up");
        assertThat(world.health("up").state()).isEqualTo(Health.State.OK);
        assertThat(world.health("up").error()).isEmpty();
    }

    @Test
    void brokenObjectsOfTheOtherSideChangeNothing() throws IOException {
        world.add("up", upstream.folder());
        world.sync("up");
        var refs = world.refs("up");
        upstream.commit("master", "file", Noise.text(10_000, 1), "damaged");
        upstream.git().run(GitCommand.of("repack", "-a", "-d", "-q"));
        Path pack = onlyPack();
        byte[] bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 0x55;
        Files.setPosixFilePermissions(pack, PosixFilePermissions.fromString("rw-r--r--"));
        Files.write(pack, bytes);
        SyncResult result = world.sync("up");
        assertThat(result.succeeded()).isFalse();
        assertThat(world.refs("up")).isEqualTo(refs);
        assertThat(world.health("up").state()).isEqualTo(Health.State.FAILING);
        world.mirrors().verify();
    }

    private Path onlyPack() throws IOException {
        try (Stream<Path> files = Files.list(upstream.folder().resolve("objects/pack"))) {
            return files.filter(file -> file.toString().endsWith(".pack")).findFirst().orElseThrow();
        }
    }

    @Test
    void whatComesAfterASuccessIsToldWhatChanged() throws IOException {
        world.add("up", upstream.folder());
        List<Synced.Event> events = new ArrayList<>();
        world.sync("up", (_, event) -> events.add(event));
        world.sync("up", (_, event) -> events.add(event));
        assertThat(events).hasSize(2);
        assertThat(events.getFirst().changes()).hasSize(3);
        assertThat(events.getFirst().repository()).isEqualTo(world.mirrors().repository());
        assertThat(events.getLast().changes()).isEmpty();
        SyncResult result = world.sync("up", (_, _) -> {
            throw new IOException("no room for the index");
        });
        assertThat(result.succeeded()).isTrue();
        assertThat(result.notes()).singleElement().asString().contains("no room for the index");
    }

    @Test
    void nothingComesAfterAFailure() throws IOException {
        world.add("none", folder.resolve("none"));
        world.sync("none", (_, _) -> {
            throw new IllegalStateException("called");
        });
    }

    @Test
    void twoOfOneMirrorExcludeEachOther() throws IOException {
        world.add("up", upstream.folder());
        world.sync("up", (_, _) -> {
            assertThatThrownBy(() -> world.sync("up")).isInstanceOfSatisfying(MirrorException.class,
                    e -> assertThat(e.kind()).isEqualTo(MirrorException.Kind.BUSY));
            assertThat(world.health("up").running()).isTrue();
        });
        assertThat(world.health("up").running()).isFalse();
    }

    @Test
    void thoseOfDifferentMirrorsRunSideBySide() throws IOException {
        world.add("up", upstream.folder());
        world.add("other", upstream.folder());
        SyncResult result = world.sync("up", (_, _) -> assertThat(world.sync("other").succeeded()).isTrue());
        assertThat(result.notes()).isEmpty();
        assertThat(world.health("other").state()).isEqualTo(Health.State.OK);
    }

    @Test
    void statesFollowTheTime() throws IOException {
        world.add("up", upstream.folder());
        assertThat(world.health("up").state()).as("never synchronised").isEqualTo(Health.State.LATE);
        world.sync("up");
        assertThat(world.health("up").state()).isEqualTo(Health.State.OK);
        world.wait(Duration.ofMinutes(119));
        assertThat(world.health("up").state()).isEqualTo(Health.State.OK);
        world.wait(Duration.ofMinutes(2));
        assertThat(world.health("up").state()).isEqualTo(Health.State.LATE);
        world.sync("up");
        assertThat(world.health("up").state()).isEqualTo(Health.State.OK);
    }

    @Test
    void failuresInARowAreCountedUntilASuccess() throws IOException {
        world.add("up", upstream.folder());
        Path away = folder.resolve("away.git");
        Files.move(upstream.folder(), away);
        world.sync("up");
        world.sync("up");
        assertThat(world.health("up").failures()).isEqualTo(2);
        assertThat(world.health("up").due()).isEqualTo(World.START.plusSeconds(2).plus(Duration.ofHours(4)));
        Files.move(away, upstream.folder());
        world.sync("up");
        assertThat(world.health("up").failures()).isZero();
    }

    @Test
    void namesAreCheckedAndTakenOnce() throws IOException {
        world.add("up", upstream.folder());
        for (String wrong : List.of("up", "UP", "", "-x", "../x", "a/b", "a..b", "x.lock", "x.", "a b", "ä",
                "x".repeat(65))) {
            assertThatThrownBy(() -> world.add(wrong, upstream.folder())).as(wrong).isInstanceOfSatisfying(
                    MirrorException.class, e -> assertThat(e.kind()).isEqualTo(MirrorException.Kind.USAGE));
        }
        assertThatThrownBy(() -> world.sync("down")).hasMessage("there is no mirror 'down'; there are up");
    }

    @Test
    void manyRefsArePackedAndManyPacksBecomeFew() throws IOException {
        world.add("up", upstream.folder());
        StringBuilder refs = new StringBuilder();
        String tip = World.refs(upstream.folder()).get("refs/heads/master");
        for (int i = 0; i < 500; i++) {
            refs.append("create refs/tags/t").append(i).append(' ').append(tip).append('\n');
        }
        upstream.git().run(GitCommand.of("update-ref", "--stdin"), refs.toString());
        assertThat(world.sync("up").changes()).hasSize(503);
        try (Stream<Path> loose = Files.walk(world.mirrors().repository().resolve("refs/mirrors"))) {
            assertThat(loose.filter(Files::isRegularFile).map(Path::getFileName).map(Path::toString))
                    .containsExactly("HEAD");
        }
        for (int i = 0; i < 16; i++) {
            upstream.commit("master", "file", "round " + i, "round");
            assertThat(world.sync("up").notes()).isEmpty();
        }
        try (Stream<Path> packs = Files.list(world.mirrors().repository().resolve("objects/pack"))) {
            assertThat(packs.filter(file -> file.toString().endsWith(".pack"))).hasSizeLessThan(13);
        }
        world.mirrors().verify();
        assertThat(world.refs("up")).isEqualTo(World.refs(upstream.folder()));
    }

    private String headOf(String mirror) throws IOException {
        return Git.ofProcess().at(world.mirrors().repository())
                .attempt(GitCommand.of("symbolic-ref", "--quiet").values("refs/mirrors/" + mirror + "/HEAD")).out()
                .strip();
    }
}
