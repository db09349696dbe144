package org.lazymmu.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.lazymmu.history.TinyHistory.CASE;
import static org.lazymmu.history.TinyHistory.bad;
import static org.lazymmu.history.TinyHistory.file;
import static org.lazymmu.history.TinyHistory.good;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.rule.Check;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;
import org.lazymmu.state.Sql;
import org.lazymmu.state.Tables;

/** What is noted when a watched ref moves: each change once. */
@Timeout(120)
class WatchTest {
    private static final Instant NOW = Instant.parse("2026-01-06T12:30:45Z");

    @TempDir
    private Path folder;
    private TinyHistory history;
    private Walks walks;
    private Watches watches;
    private String root;
    private String a;

    @BeforeEach
    void watchABranch() throws IOException {
        history = TinyHistory.in(folder.resolve("r.git"));
        walks = new Walks(history, folder);
        watches = new Watches(walks.database());
        root = history.kernel("no-nesting");
        a = history.commit(root, CASE, file(bad("old")), "a");
        history.branch("master", a);
        watches.add(
                new Watch(0, "", history.folder(), "refs/heads/master", "r master", Sought.ALL, "http://localhost/", "",
                        true, NOW,
                        "", Instant.EPOCH, ""));
    }

    /** Tables of before watches could be narrowed down: those that are there are about everything, as they were. */
    @Test
    void anOlderDatabaseIsBroughtUpToDate() throws IOException {
        Folders folders = new Folders(folder.resolve("old"), folder.resolve("old"));
        Tables first = new Tables("history", Store.class, List.of("history-1.sql"));
        try (Database old = Database.open(folders, List.of(first))) {
            old.perform(
                    open -> Sql.update(open, "INSERT INTO history_watch (mirror, repository, ref, label, webhook, feed,"
                            + " mail, added, tip, looked, error) VALUES ('', '/r', 'refs/heads/x', 'r x', '', '', 0, 1, '', 0, '')"));
        }
        try (Database now = Database.open(folders, List.of(Store.TABLES))) {
            Watches there = new Watches(now);
            assertThat(there.all()).extracting(Watch::sought).containsExactly(Sought.ALL);
            Sought some = new Sought(new TreeSet<>(List.of("x86", "arm64")), "counted",
                    new TreeSet<>(List.of("stale-read")));
            Watch more = new Watch(0, "", folder, "refs/heads/y", "r y", some, "", "", false, NOW, "", Instant.EPOCH,
                    "");
            assertThat(there.add(more).sought()).isEqualTo(some);
            assertThat(there.all()).extracting(Watch::sought).containsExactly(Sought.ALL, some);
        }
    }

    @AfterEach
    void close() throws IOException {
        walks.close();
    }

    private Lookout.Seen look(String edition) throws IOException {
        Setting setting = new Setting(edition, "x86");
        return new Lookout(walks.database(), history.git(), _ -> setting, _ -> walks.checker(), () -> NOW)
                .look(watches.all().getFirst(), Check.Progress.NONE);
    }

    private List<String> notices(Lookout.Seen seen) {
        return seen.notices().stream().map(notice -> notice.status() + " " + notice.finding().function() + " by "
                + walks.named(notice.commit())).toList();
    }

    private String commit(String name, String parent, String text) throws IOException {
        String id = history.commit(parent, CASE, text, name);
        walks.name(name, id);
        return id;
    }

    @Test
    void whatIsThereAtFirstIsTakenAsGiven() throws IOException {
        assertThat(look("1").notices()).isEmpty();
        assertThat(watches.standing(watches.all().getFirst())).isEqualTo(1);
    }

    @Test
    void aChangeIsNotedOnceWithTheCommitThatDidIt() throws IOException {
        look("1");
        String b = commit("b", a, file(bad("old"), bad("fresh")));
        String c = commit("c", b, file(good("old"), bad("fresh"), bad("passing")));
        history.branch("master", commit("d", c, file(good("old"), bad("fresh"))));
        assertThat(notices(look("1"))).containsExactly("appeared fresh by b", "disappeared old by c");
        assertThat(look("1").notices()).isEmpty();
        assertThat(look("1").notices()).isEmpty();
        assertThat(watches.waiting(watches.all().getFirst(), Watches.Channel.MAIL)).hasSize(2);
    }

    @Test
    void whatComesBackIsAnotherChangeWithAKeyOfItsOwn() throws IOException {
        look("1");
        String b = commit("b", a, file(good("old")));
        history.branch("master", b);
        look("1");
        history.branch("master", commit("c", b, file(bad("old"))));
        assertThat(notices(look("1"))).containsExactly("appeared old by c");
        history.branch("master", commit("d", watches.all().getFirst().tip(), file(good("old"))));
        look("1");
        Set<String> keys = watches.notices(watches.all().getFirst(), 10).stream().map(Notice::key)
                .collect(Collectors.toSet());
        assertThat(keys).hasSize(3);
    }

    @Test
    void aRefThatIsSetBackTakesItsFindingsAlong() throws IOException {
        look("1");
        history.branch("master", commit("b", a, file(bad("old"), bad("fresh"))));
        look("1");
        history.branch("master", commit("other", a, file(bad("old"), good("fresh"), bad("third"))));
        Lookout.Seen seen = look("1");
        assertThat(notices(seen)).containsExactly("appeared third by other", "disappeared fresh by before");
        assertThat(seen.notices()).allMatch(Notice::rewritten);
        assertThat(seen.notes()).anyMatch(note -> note.startsWith("the ref was set to another history"));
    }

    @Test
    void anotherBuildMakesNoNotices() throws IOException {
        look("1");
        assertThat(look("2").notices()).isEmpty();
        history.branch("master", commit("b", a, file(good("old"))));
        assertThat(notices(look("3"))).containsExactly("disappeared old by b");
    }

    @Test
    void aRefThatIsGoneOrATreeThatIsNoneIsAnErrorAndNothingChanges() throws IOException {
        look("1");
        String broken = history.commit(a, "Makefile", null, "broken");
        history.branch("master", broken);
        assertThat(look("1").error()).isEqualTo("the tip " + broken
                + " cannot be checked: not a kernel tree: no Makefile with VERSION and PATCHLEVEL at its top");
        history.git().run(org.lazymmu.git.GitCommand.of("update-ref", "-d").values("refs/heads/master"));
        assertThat(look("1").error()).isEqualTo("there is no commit 'refs/heads/master'");
        assertThat(watches.all().getFirst().error()).isEqualTo("there is no commit 'refs/heads/master'");
        history.branch("master", a);
        Lookout.Seen seen = look("1");
        assertThat(seen.error() + seen.notices()).isEqualTo("[]");
        assertThat(watches.all().getFirst().error()).isEmpty();
    }

    @Test
    void aRunThatIsKilledBeforeItWroteDownWhatItFoundIsRepeated() throws IOException {
        look("1");
        history.branch("master", commit("b", a, file(good("old"), bad("fresh"))));
        Lookout killed = new Lookout(walks.database(), history.git(), _ -> new Setting("1", "x86"),
                _ -> walks.checker(),
                () -> {
                    throw new IllegalStateException("killed");
                });
        assertThatThrownBy(() -> killed.look(watches.all().getFirst(), Check.Progress.NONE)).hasMessage("killed");
        assertThat(notices(look("1"))).containsExactly("appeared fresh by b", "disappeared old by b");
    }

    @Test
    void twoRunsAtOnceNoteAChangeOnce() throws IOException {
        look("1");
        history.branch("master", commit("b", a, file(good("old"), bad("fresh"))));
        Watch before = watches.all().getFirst();
        Lookout lookout = new Lookout(walks.database(), history.git(), _ -> new Setting("1", "x86"),
                _ -> walks.checker(),
                () -> NOW);
        assertThat(lookout.look(before, Check.Progress.NONE).notices()).hasSize(2);
        assertThat(lookout.look(before, Check.Progress.NONE).notices()).isEmpty();
        assertThat(watches.notices(before, 10)).hasSize(2);
    }
}
