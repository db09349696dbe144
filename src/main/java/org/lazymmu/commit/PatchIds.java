package org.lazymmu.commit;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.git.GitProcess;

/**
 * Works out patch ids. All commits of a call go through the same two processes: one of git makes the patches, one takes their
 * ids, and in between their hunks are read here.
 */
public final class PatchIds {
    private static final GitCommand PATCHES = patches("--always");
    private static final GitCommand IDS = GitCommand.of("patch-id", "--stable");
    private static final int BUFFER_BYTES = 1 << 16;

    private final Map<String, List<PatchId.Hunk>> hunks = new LinkedHashMap<>();
    private final Set<String> cut = new LinkedHashSet<>();

    private PatchIds() {
    }

    /**
     * Makes a patch of each commit whose id it reads, as {@code git show} does by itself, whatever the user has configured. It is to
     * be run {@linkplain #unattributed without attributes}.
     *
     * @param option what to print of commits besides
     */
    public static GitCommand patches(String option) {
        return GitCommand.of("diff-tree", "--stdin", option, "--root", "-r", "-p", "-M", "-U3",
                "--inter-hunk-context=0", "--full-index", "--diff-algorithm=default", "--indent-heuristic",
                "--src-prefix=a/", "--dst-prefix=b/", "--no-color", "--no-ext-diff", "--no-textconv", "--no-relative",
                "--submodule=short", "--diff-merges=off", "-l1000");
    }

    /** The git program without attributes of the user's that change what patches look like. */
    public static Git unattributed(Git git) {
        return git.withSetting("core.attributesFile", "/dev/null");
    }

    /**
     * The patch ids of commits.
     *
     * @param git     at the repository, with a deadline for all of them together
     * @param commits full ids
     * @return in the order of the commits; those that the repository does not have are not in it
     */
    public static Map<String, PatchId> of(Git git, Collection<String> commits) throws GitException {
        Set<String> all = new LinkedHashSet<>(commits);
        if (all.isEmpty()) {
            return Map.of();
        }
        if (!all.stream().allMatch(PatchIds::isId)) {
            throw new GitException(GitException.Kind.REFUSED, "a patch id can be worked out for full commit ids only");
        }
        PatchIds reading = new PatchIds();
        Map<String, String> ids = reading.run(unattributed(git), all);
        Map<String, PatchId> result = new LinkedHashMap<>();
        for (String commit : all) {
            List<PatchId.Hunk> parts = reading.hunks.get(commit);
            if (parts != null) {
                result.put(commit,
                        new PatchId(commit, ids.getOrDefault(commit, ""), parts, reading.cut.contains(commit)));
            }
        }
        return result;
    }

    /** The patch id of a patch as a text, with or without a mail around it; its commit is empty. */
    public static PatchId ofPatch(Git git, byte[] patch) throws GitException {
        try (GitProcess ids = git.start(IDS)) {
            CompletableFuture<Map<String, String>> printed = supply(() -> ids(ids));
            feed(ids.in(), out -> out.write(patch));
            HunkReader reader = new HunkReader();
            int start = 0;
            for (int i = 0; i <= patch.length; i++) {
                if (i == patch.length || patch[i] == '\n') {
                    reader.line(Arrays.copyOfRange(patch, start, i), i - start);
                    start = i + 1;
                }
            }
            List<PatchId.Hunk> hunks = reader.end();
            String id = result(printed).values().stream().findFirst().orElse("");
            ids.end();
            return new PatchId("", id, hunks, reader.isCut());
        }
    }

    private Map<String, String> run(Git git, Set<String> commits) throws GitException {
        try (GitProcess patches = git.start(PATCHES); GitProcess ids = git.start(IDS)) {
            CompletableFuture<Map<String, String>> printed = supply(() -> ids(ids));
            CompletableFuture<Void> asked = supply(() -> {
                feed(patches.in(), out -> {
                    for (String commit : commits) {
                        out.write((commit + "\n").getBytes(StandardCharsets.US_ASCII));
                    }
                });
                return null;
            });
            feed(ids.in(), out -> read(patches.out(), out, commits));
            patches.end();
            result(asked);
            Map<String, String> result = result(printed);
            ids.end();
            return result;
        }
    }

    /** Reads all patches and passes them on. */
    private void read(InputStream from, OutputStream to, Set<String> commits) throws IOException {
        HunkReader reader = new HunkReader();
        Lines lines = new Lines(from, to);
        String commit = "";
        while (lines.next()) {
            String next = reader.isInHunk() ? null : lines.id();
            if (next != null && commits.contains(next)) {
                end(commit, reader);
                commit = next;
            } else {
                reader.line(lines.bytes, lines.length);
            }
        }
        end(commit, reader);
    }

    private void end(String commit, HunkReader reader) {
        List<PatchId.Hunk> read = reader.end();
        if (!commit.isEmpty()) {
            hunks.put(commit, read);
            if (reader.isCut()) {
                cut.add(commit);
            }
        }
    }

    private static Map<String, String> ids(GitProcess process) {
        try {
            Map<String, String> ids = new HashMap<>();
            for (String line = process.line(); line != null; line = process.line()) {
                int space = line.indexOf(' ');
                if (space > 0) {
                    ids.put(line.substring(space + 1).strip(), line.substring(0, space));
                }
            }
            return ids;
        } catch (GitException e) {
            throw new CompletionException(e);
        }
    }

    private interface Writing {
        void to(OutputStream out) throws IOException;
    }

    /** Writes to a process and ends its input. One that does not want to read more says why in its status. */
    private static void feed(OutputStream in, Writing writing) {
        try (OutputStream out = new BufferedOutputStream(in, BUFFER_BYTES)) {
            writing.to(out);
        } catch (IOException e) {
            // the end of the process says it better
        }
    }

    private static <T extends @Nullable Object> CompletableFuture<T> supply(Supplier<T> work) {
        CompletableFuture<T> future = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                future.complete(work.get());
            } catch (CompletionException e) {
                future.completeExceptionally(e.getCause() == null ? e : e.getCause());
            }
        });
        return future;
    }

    private static <T extends @Nullable Object> T result(CompletableFuture<T> future) throws GitException {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof GitException git) {
                throw git;
            }
            throw e;
        }
    }

    private static boolean isId(String text) {
        return (text.length() == 40 || text.length() == 64)
                && text.chars().allMatch(c -> c >= '0' && c <= '9' || c >= 'a' && c <= 'f');
    }

    /** Lines as bytes, without copying each; what is read is passed on. A very long one is cut, but passed on whole. */
    private static final class Lines {
        private static final int MAX_BYTES = 1 << 20;

        private final BufferedInputStream in;
        private final OutputStream to;
        private byte[] bytes = new byte[4096];
        private int length;

        Lines(InputStream in, OutputStream to) {
            this.in = new BufferedInputStream(in, BUFFER_BYTES);
            this.to = to;
        }

        boolean next() throws IOException {
            length = 0;
            int next = in.read();
            if (next < 0) {
                return false;
            }
            for (; next >= 0; next = in.read()) {
                to.write(next);
                if (next == '\n') {
                    break;
                }
                if (length < MAX_BYTES) {
                    if (length == bytes.length) {
                        bytes = Arrays.copyOf(bytes, 2 * length);
                    }
                    bytes[length++] = (byte) next;
                }
            }
            return true;
        }

        /** The line, if it is as long as a commit's id. */
        @Nullable
        String id() {
            return length == 40 || length == 64 ? new String(bytes, 0, length, StandardCharsets.ISO_8859_1) : null;
        }
    }
}
