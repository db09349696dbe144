package org.lazymmu.mirror;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.git.GitProcess;

/**
 * One synchronisation of one mirror, by somebody who has the mirror's lock. It can be killed anywhere:
 * <ol>
 * <li>what an earlier one left behind is put in order;
 * <li>the other side is asked for its refs;
 * <li>objects are fetched into {@link Incoming}, checked there by git for being complete, and moved into the store;
 * <li>what is to be done to the refs is written down, tips that the other side has thrown away are kept, then the refs are moved;
 * <li>what was written down is settled against the refs.
 * </ol>
 * Refs never point to what is not there, and no move that loses commits goes unrecorded.
 */
final class Sync {
    /** The other side may change between being asked and being fetched from. */
    private static final int TRIES = 3;

    private final Register register;
    private final ObjectStore store;
    private final Incoming incoming;
    private final Children children;
    private final Mirror mirror;
    private final Clock clock;
    private final List<String> notes = new ArrayList<>();

    Sync(Register register, ObjectStore store, Path working, Mirror mirror, Clock clock) {
        this.register = register;
        this.store = store;
        this.incoming = new Incoming(working.resolve("incoming").resolve(mirror.name()),
                store.folder().resolve("objects"));
        this.children = new Children(working.resolve("mirror-" + mirror.name() + ".running"));
        this.mirror = mirror;
        this.clock = clock;
    }

    /** What the user should know beside the outcome. */
    List<String> notes() {
        return notes;
    }

    /** Puts in order what an earlier run left. */
    void repair() throws IOException {
        children.endOrphans();
        store.repair(mirror);
        incoming.begin();
        if (register.isUnsettled(mirror)) {
            Map<String, String> refs = refs();
            register.settle(mirror, change -> change.to().equals(refs.getOrDefault(change.ref(), "")));
        }
    }

    /**
     * Fetches.
     *
     * @param progress told what git says of how far it is
     * @return what became of the refs
     */
    List<RefChange> run(long attempt, Git program, Consumer<String> progress) throws IOException {
        long end = System.nanoTime() + mirror.deadline().toNanos();
        Git git = mirror.address().with(program.at(store.folder())).withSetting("http.lowSpeedLimit", "1")
                .withSetting("http.lowSpeedTime", "300").withSetting("fetch.unpackLimit", "1")
                .withSetting("transfer.unpackLimit", "1").withSetting("fetch.fsckObjects", "false").withSsh();
        for (int tries = 1;; tries++) {
            Offer offer = Offer.of(git.within(left(end)), mirror.address(), mirror.choice());
            Map<String, String> before = refs();
            if (offer.refs().isEmpty() && !before.isEmpty()) {
                throw MirrorException.world(mirror.address().shown()
                        + " offers none of the refs any more; what was fetched is kept");
            }
            try {
                fetch(git, offer, end, progress);
            } catch (GitException e) {
                if (tries < TRIES && (e.line() + e.details()).contains("not our ref")) {
                    continue;
                }
                throw e;
            }
            if (!offer.leftOut().isEmpty()) {
                notes.add(
                        offer.leftOut().size() + " of its refs have names that no mirror can have, and were left out");
            }
            return move(attempt, offer, before);
        }
    }

    private Duration left(long end) throws GitException {
        long nanos = end - System.nanoTime();
        if (nanos <= 0) {
            throw new GitException(GitException.Kind.DEADLINE,
                    "stopped after " + mirror.deadline().toSeconds() + " s, its deadline");
        }
        return Duration.ofNanos(Math.max(nanos, 1_000_000));
    }

    /** The refs of the mirror by their names on the other side. */
    private Map<String, String> refs() throws GitException {
        Map<String, String> refs = new TreeMap<>();
        store.refs(mirror.refs()).forEach((name, id) -> refs.put("refs/" + name.substring(mirror.refs().length()), id));
        return refs;
    }

    private void fetch(Git git, Offer offer, long end, Consumer<String> progress) throws IOException {
        // what any mirror has is there with all that belongs to it
        Set<String> wanted = new TreeSet<>(offer.refs().values());
        wanted.removeAll(new HashSet<>(store.refs("refs/").values()));
        if (wanted.isEmpty()) {
            return;
        }
        GitCommand command = GitCommand.of("fetch", "--stdin", "--no-tags", "--no-write-fetch-head",
                "--no-auto-maintenance", "--no-recurse-submodules", "--no-show-forced-updates", "--refmap=",
                "--progress")
                .values(mirror.address().forGit());
        try (GitProcess process = children.start(incoming.with(git).within(left(end)), command,
                said -> FetchProgress.of(said).ifPresent(progress))) {
            process.write(String.join("\n", wanted) + "\n");
            process.end();
        }
        check(git, wanted, end);
        incoming.finish();
    }

    /** Git has checked what came, but passes over in silence what comes from a repository without its whole history. */
    private void check(Git git, Set<String> wanted, long end) throws IOException {
        try (GitProcess process = incoming.with(git).within(left(end))
                .start(GitCommand.of("rev-list", "--stdin", "--not", "--all", "--quiet"))) {
            process.write(String.join("\n", wanted) + "\n");
            if (process.await() != 0) {
                throw MirrorException.world(mirror.address().shown()
                        + " does not give all that belongs to its refs; is its own history cut off (a shallow clone)?");
            }
        }
    }

    private List<RefChange> move(long attempt, Offer offer, Map<String, String> before) throws IOException {
        List<RefChange> changes = changes(before, offer.refs());
        Instant now = clock.instant();
        if (!changes.isEmpty()) {
            // of the first time nothing is written down: everything is new
            register.plan(mirror, attempt, before.isEmpty() ? List.of() : changes, now);
            Map<String, String> kept = store.refs(mirror.kept());
            store.update(mirror,
                    changes.stream().filter(change -> change.kind().loses()).map(RefChange::from).distinct()
                            .filter(id -> !kept.containsKey(mirror.kept() + id))
                            .map(id -> new ObjectStore.RefUpdate(mirror.kept() + id, "", id)).toList());
            if (changes.stream().anyMatch(change -> change.kind() == RefChange.Kind.DELETED)) {
                // a branch can become the folder of another one
                store.update(mirror, updates(changes, true));
            }
            store.update(mirror, updates(changes, false));
            register.settle(mirror, _ -> true);
        }
        if (!register.defaultBranch(mirror).equals(offer.head())) {
            store.head(mirror, offer.head());
            register.defaultBranch(mirror, offer.head());
        }
        return changes;
    }

    private List<ObjectStore.RefUpdate> updates(List<RefChange> changes, boolean deletions) {
        return changes.stream().filter(change -> change.kind() == RefChange.Kind.DELETED == deletions)
                .map(change -> new ObjectStore.RefUpdate(mirror.refs() + change.ref().substring("refs/".length()),
                        change.from(), change.to()))
                .toList();
    }

    private List<RefChange> changes(Map<String, String> before, Map<String, String> after) throws GitException {
        List<RefChange> changes = new ArrayList<>();
        Set<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        for (String name : names) {
            String from = before.getOrDefault(name, "");
            String to = after.getOrDefault(name, "");
            if (!from.equals(to)) {
                changes.add(new RefChange(name, kind(name, from, to), from, to));
            }
        }
        return changes;
    }

    private RefChange.Kind kind(String name, String from, String to) throws GitException {
        if (from.isEmpty()) {
            return RefChange.Kind.CREATED;
        }
        if (to.isEmpty()) {
            return RefChange.Kind.DELETED;
        }
        // a tag is not meant to move at all
        return !name.startsWith("refs/tags/") && store.isAncestor(from, to) ? RefChange.Kind.MOVED
                : RefChange.Kind.FORCED;
    }

    /** Gives the room back that an unfinished fetch takes. */
    void clear() throws IOException {
        children.forget();
        incoming.clear();
    }
}
