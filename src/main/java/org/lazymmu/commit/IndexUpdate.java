package org.lazymmu.commit;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.state.Database;
import org.lazymmu.state.StateException;

/**
 * Brings the index up to date with a repository. Commits are written parents first, many in a transaction, so that at any moment
 * all that can be reached from a commit of the index is in the index; an update that was killed goes on where it was.
 */
public final class IndexUpdate {
    private static final int BATCH_COMMITS = 5000;
    /** A batch is smaller when its messages are long. */
    private static final int BATCH_CHARS = 16 << 20;
    private static final int CACHE_KIB = 128 << 10;

    private final Database database;
    private final Git git;
    private final int batchCommits;

    /**
     * @param database with {@link CommitIndex#TABLES}; used by nobody else meanwhile
     * @param git      at the repository, with a deadline for the whole update
     */
    public IndexUpdate(Database database, Git git) {
        this(database, git, BATCH_COMMITS);
    }

    IndexUpdate(Database database, Git git, int batchCommits) {
        this.database = database;
        this.git = git;
        this.batchCommits = batchCommits;
    }

    /**
     * Takes all commits that refs lead to.
     *
     * @param patterns of refs, such as {@code refs/mirrors/linux}; all refs if there are none
     * @param progress told how many commits were read so far
     * @return how many commits are new in the index
     * @throws StateException if the database cannot be written; what was written before stays
     * @throws GitException   if git fails; what was written before stays
     */
    public long ofRefs(List<String> patterns, LongConsumer progress) throws IOException {
        Set<String> tips = new LinkedHashSet<>();
        git.lines(GitCommand.of("for-each-ref",
                "--format=%(objecttype) %(objectname) %(*objecttype) %(*objectname)").values(patterns), line -> {
                    String[] words = line.split(" ", -1);
                    boolean tagged = words.length > 3 && words[2].equals("commit");
                    if (words.length > 1 && (words[0].equals("commit") || words[0].equals("tag"))) {
                        tips.add(tagged ? words[3] : words[1]);
                    }
                });
        return of(tips, progress);
    }

    /**
     * Takes all commits that can be reached from some.
     *
     * @param tips full ids of commits or tags; those that do not exist are passed over
     */
    public long of(Collection<String> tips, LongConsumer progress) throws IOException {
        List<String> unknown = unknown(tips);
        if (unknown.isEmpty()) {
            return 0;
        }
        Map<String, Long> people = new HashMap<>();
        Map<String, Long> paths = new HashMap<>();
        long written = 0;
        long read = 0;
        try (CommitStream stream = CommitStream.start(git, unknown, frontier()); Reader reader = new Reader(stream)) {
            for (List<IndexedCommit> batch = reader.next(); !batch.isEmpty(); batch = reader.next()) {
                List<IndexedCommit> commits = batch;
                written += database.write(connection -> {
                    try (Inserts inserts = new Inserts(connection, people, paths)) {
                        return inserts.write(commits);
                    }
                });
                read += batch.size();
                progress.accept(read);
            }
        }
        return written;
    }

    /** Those of some ids that the index does not have. */
    private List<String> unknown(Collection<String> oids) throws StateException {
        return database.read(connection -> {
            List<String> unknown = new ArrayList<>();
            try (PreparedStatement find = connection.prepareStatement("SELECT 1 FROM commit_ WHERE oid = ?")) {
                for (String oid : new LinkedHashSet<>(oids)) {
                    find.setString(1, oid);
                    try (ResultSet rows = find.executeQuery()) {
                        if (!rows.next()) {
                            unknown.add(oid);
                        }
                    }
                }
            }
            return unknown;
        });
    }

    private List<String> frontier() throws StateException {
        return database.read(connection -> {
            List<String> oids = new ArrayList<>();
            try (PreparedStatement cache = connection.prepareStatement("PRAGMA cache_size = -" + CACHE_KIB);
                    PreparedStatement all = connection.prepareStatement(
                            "SELECT oid FROM frontier JOIN commit_ ON commit_.id = frontier.commit_id");
                    ResultSet rows = all.executeQuery()) {
                cache.execute();
                while (rows.next()) {
                    oids.add(rows.getString(1));
                }
            }
            return oids;
        });
    }

    /** Reads batches of commits while others are being written. */
    private final class Reader implements AutoCloseable {
        private final CommitStream stream;
        private final BlockingQueue<Batch> queue = new ArrayBlockingQueue<>(2);
        private final Thread thread;

        /** Some commits, none at the end, or why there are no more. */
        private record Batch(List<IndexedCommit> commits, @Nullable Throwable failure) {
        }

        Reader(CommitStream stream) {
            this.stream = stream;
            this.thread = Thread.ofPlatform().daemon().name("commits").start(this::run);
        }

        private void run() {
            try {
                boolean more = true;
                while (more) {
                    more = read();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt(); // closed
            }
        }

        /** Reads a batch; false if it was the last one. Those before a failure are given out before the failure is. */
        private boolean read() throws InterruptedException {
            List<IndexedCommit> commits = new ArrayList<>();
            long chars = 0;
            Throwable failure = null;
            boolean more = true;
            try {
                while (more && commits.size() < batchCommits && chars < BATCH_CHARS) {
                    IndexedCommit next = stream.next();
                    more = next != null;
                    if (next != null) {
                        commits.add(next);
                        chars += next.message().body().length() + 100L * next.files().size();
                    }
                }
            } catch (GitException | RuntimeException | Error e) {
                failure = e;
            }
            if (!commits.isEmpty()) {
                queue.put(new Batch(commits, null));
            }
            if (more && failure == null) {
                return true;
            }
            queue.put(new Batch(List.of(), failure));
            return false;
        }

        /** The next commits, none at the end. */
        List<IndexedCommit> next() throws GitException {
            try {
                Batch batch = queue.take();
                return switch (batch.failure()) {
                    case null -> batch.commits();
                    case GitException e -> throw e;
                    case Error e -> throw e;
                    case Throwable e -> throw new IllegalStateException("reading commits", e);
                };
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new GitException(GitException.Kind.INTERRUPTED, "the update of the index was interrupted");
            }
        }

        @Override
        public void close() {
            thread.interrupt();
        }
    }
}
