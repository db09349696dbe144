package org.lazymmu.mirror;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.state.Folders;
import org.lazymmu.state.StateException;

/**
 * All mirrors. There must be one of this in a process (see {@link Locks}); several threads may use it, and other processes may be
 * at work on the same mirrors.
 */
public final class Mirrors {
    /** Somebody may only be looking whether a mirror is in use. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Duration LONG_PATIENCE = Duration.ofMinutes(5);
    private static final int SHOWN_LOSSES = 10;

    private final Register register;
    private final Git git;
    private final Path working;
    private final Locks locks;
    private final ObjectStore store;
    private final Clock clock;

    /**
     * @param data  the folder of what lasts
     * @param git   at no repository
     * @param clock tells when something was tried
     */
    public Mirrors(Path data, Register register, Git git, Clock clock) throws StateException {
        this.register = register;
        this.git = git;
        this.clock = clock;
        this.working = Folders.make(data.resolve("mirrors"));
        this.locks = new Locks(working);
        this.store = new ObjectStore(data.resolve("objects.git"), working, git, locks);
    }

    /** Hears how far a synchronisation is. */
    public interface Progress {
        void at(Mirror mirror, String text);
    }

    /** What is known of mirrors without asking anybody. */
    public Register register() {
        return register;
    }

    /** The bare repository with the refs and commits of all mirrors, if there is one yet. */
    public Path repository() {
        return store.folder();
    }

    /** How much room the commits of all mirrors take on the disk. */
    public long bytes() throws IOException {
        return store.bytes();
    }

    /** Adds a mirror. Nothing is fetched. */
    public Mirror add(Mirror mirror) throws IOException {
        git.version();
        store.make();
        return register.add(mirror);
    }

    /** The mirror of that name. */
    public Mirror named(String name) throws IOException {
        return register.find(name).orElseThrow(() -> {
            String known = names();
            return MirrorException.usage("there is no mirror '" + name.replaceAll("[^ -~]", "?") + "'"
                    + (known.isEmpty() ? "; add one with lazymmu mirror add NAME URL" : "; there are " + known));
        });
    }

    private String names() {
        try {
            return String.join(", ", register.all().stream().map(Mirror::name).toList());
        } catch (StateException e) {
            return "";
        }
    }

    /**
     * Synchronises a mirror. What fails is in the result.
     *
     * @throws MirrorException if somebody else is at it, or it is no longer there
     */
    public SyncResult sync(Mirror named, Progress progress, Synced synced) throws IOException {
        store.make();
        try (Locks.Lock _ = locks.shared("store", "the store of the mirrors", LONG_PATIENCE)) {
            SyncResult result;
            try (Locks.Lock _ = locks.exclusive(lock(named), "mirror " + named.name(), PATIENCE)) {
                Mirror mirror = named(named.name());
                result = synchronise(mirror, progress, synced);
            }
            return result.changes().isEmpty() ? result : tidied(result, progress);
        }
    }

    private SyncResult synchronise(Mirror mirror, Progress progress, Synced synced) throws IOException {
        Instant started = clock.instant();
        Sync sync = new Sync(register, store, working, mirror, clock);
        List<RefChange> changes = List.of();
        long attempt = register.begin(mirror, started);
        Attempt.Outcome outcome = Attempt.Outcome.OK;
        String error = "";
        try {
            sync.repair();
            progress.at(mirror, "asking");
            changes = sync.run(attempt, git, text -> progress.at(mirror, text));
        } catch (GitException e) {
            outcome = RemoteFailure.outcome(e);
            error = RemoteFailure.line(e);
        } catch (IOException e) {
            outcome = Attempt.Outcome.FAILED;
            error = line(e);
        }
        List<String> notes = new ArrayList<>(sync.notes());
        try {
            // first: on a full disk this makes the room in which the outcome is written down
            sync.clear();
        } catch (IOException e) {
            notes.add("what was fetched could not be cleared away: " + line(e));
        }
        Instant ended = clock.instant();
        register.end(attempt, outcome, error, ended);
        if (outcome == Attempt.Outcome.OK) {
            progress.at(mirror, "reading what came");
            try {
                synced.synced(mirror, new Synced.Event(store.folder(), changes, ended));
            } catch (IOException e) {
                notes.add("what comes after a synchronisation failed: " + line(e));
            }
        }
        return new SyncResult(mirror, new Attempt(started, ended, outcome, error), changes, notes);
    }

    private SyncResult tidied(SyncResult result, Progress progress) {
        progress.at(result.mirror(), "tidying");
        try {
            store.tidy();
            return result;
        } catch (IOException e) {
            List<String> notes = new ArrayList<>(result.notes());
            notes.add("the store could not be tidied: " + line(e));
            return new SyncResult(result.mirror(), result.attempt(), result.changes(), notes);
        }
    }

    private static String line(IOException e) {
        String message = e.getMessage();
        boolean known = e instanceof GitException || e instanceof MirrorException || e instanceof StateException;
        return known || message == null ? String.valueOf(message) : message + " (" + e.getClass().getSimpleName() + ")";
    }

    private static String lock(Mirror mirror) {
        return "mirror-" + mirror.name();
    }

    /**
     * Removes a mirror and its refs.
     *
     * @param reclaim also rewrites the store without what only this mirror needed, which takes minutes with kernels, and waits
     *                until nothing is being synchronised
     */
    public void remove(Mirror mirror, boolean reclaim) throws IOException {
        if (!store.exists()) {
            register.remove(mirror);
            return;
        }
        try (Locks.Lock _ = locks.exclusive(lock(mirror), "mirror " + mirror.name(), PATIENCE)) {
            Sync sync = new Sync(register, store, working, mirror, clock);
            sync.repair();
            sync.clear();
            store.head(mirror, "");
            Map<String, String> refs = new TreeMap<>(store.refs(mirror.refs()));
            refs.putAll(store.refs(mirror.kept()));
            List<ObjectStore.RefUpdate> deletions = new ArrayList<>();
            refs.forEach((name, id) -> deletions.add(new ObjectStore.RefUpdate(name, id, "")));
            store.update(mirror, deletions);
            register.remove(mirror);
        }
        if (reclaim) {
            try (Locks.Lock _ = locks.exclusive("store", "the store of the mirrors", LONG_PATIENCE)) {
                store.reclaim();
            }
        }
    }

    /** How all mirrors are, by name. */
    public List<Health> health() throws IOException {
        List<Health> all = new ArrayList<>();
        for (Mirror mirror : register.all()) {
            all.add(health(mirror));
        }
        return all;
    }

    /** How a mirror is. */
    public Health health(Mirror mirror) throws IOException {
        boolean running = Files.isDirectory(working) && locks.isHeld(lock(mirror));
        Attempt last = register.last(mirror);
        if (last != null && last.outcome() == Attempt.Outcome.RUNNING && !running) {
            last = new Attempt(last.started(), null, Attempt.Outcome.INTERRUPTED, last.error());
        }
        Attempt ended = register.lastEnded(mirror);
        Attempt success = register.lastSuccess(mirror);
        int failures = register.failures(mirror);
        int refs = 0;
        int kept = 0;
        if (store.exists()) {
            refs = store.refs(mirror.refs()).size();
            kept = store.refs(mirror.kept()).size();
        }
        Instant now = clock.instant();
        Instant due = last == null ? now : last.started().plus(Schedule.pause(mirror.interval(), failures));
        return new Health(mirror, Health.state(ended, success, mirror.interval(), now), last, success, failures,
                ended == null ? "" : ended.error(), running, due, refs, kept, register.defaultBranch(mirror),
                register.changes(mirror, true, SHOWN_LOSSES));
    }

    /** When a mirror is to be synchronised next, jitter included. */
    public Instant due(Mirror mirror, RandomGenerator random) throws StateException {
        return Schedule.due(mirror.interval(), register.failures(mirror), lastStarted(mirror), clock.instant(), random);
    }

    /** When it was last tried, null if never. */
    public @Nullable Instant lastStarted(Mirror mirror) throws StateException {
        Attempt last = register.last(mirror);
        return last == null ? null : last.started();
    }

    /** The time. */
    public Instant now() {
        return clock.instant();
    }

    /** Checks that every ref has all that belongs to it: slow. */
    public void verify() throws GitException {
        store.git().within(Duration.ofHours(1)).run(GitCommand.of("rev-list", "--objects", "--all", "--quiet"));
    }
}
