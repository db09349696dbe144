package org.lazymmu.commit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.git.GitProcess;

/**
 * Commits as one git process prints them, parents before children. A record is fields that end with NUL, which none of them
 * can contain, and begins with an empty one, which no path is. It is given out only when the next one begins or git has ended
 * well, so that a process that dies leaves no half of one.
 */
final class CommitStream implements AutoCloseable {
    private static final String FORMAT = "--format=tformat:%x00%H%x00%P%x00%an%x00%ae%x00%ad%x00%cn%x00%ce%x00%cd%x00%B";
    private static final int HEADER_FIELDS = 9;
    private static final GitCommand LOG = GitCommand.of("log", "--ignore-missing", "--stdin", "--reverse",
            "--topo-order",
            "-z", "--name-only", "--root", "--no-renames", "--diff-merges=off", "--date=raw", "--encoding=UTF-8",
            "--no-mailmap", "--no-color", "--no-notes", "--no-decorate", "--no-show-signature", "--no-ext-diff",
            "--no-textconv", "--no-relative", "--no-abbrev-commit", "--no-follow", "--ignore-submodules=none", FORMAT);
    static final int MAX_FILES = 1 << 16;
    private static final int MAX_NAME_CHARS = 1000;
    private static final int MAX_PATH_CHARS = 4096;

    private final GitProcess process;
    private final Fields fields;
    private boolean begun;
    private boolean ended;

    private CommitStream(GitProcess process) {
        this.process = process;
        this.fields = new Fields(process.out());
    }

    /**
     * Starts the process.
     *
     * @param tips  ids of commits or tags, from which history is read
     * @param known ids of commits that are left out with all that they can reach; they need not exist any more
     */
    static CommitStream start(Git git, Collection<String> tips, Collection<String> known) throws GitException {
        // a small window keeps git's memory small, whatever the size of the repository
        GitProcess process = git.withSetting("core.packedGitWindowSize", "8m")
                .withSetting("core.packedGitLimit", "256m").withSetting("log.showRoot", "true").start(LOG);
        try {
            OutputStream in = new BufferedOutputStream(process.in());
            for (String tip : tips) {
                in.write((tip + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            for (String commit : known) {
                in.write(("^" + commit + "\n").getBytes(StandardCharsets.US_ASCII));
            }
            in.close();
        } catch (IOException e) {
            // the end of the process says why
        }
        return new CommitStream(process);
    }

    /**
     * The next commit, or null at the end.
     *
     * @throws GitException if git did not end well
     */
    @Nullable
    IndexedCommit next() throws GitException {
        try {
            if (!begun) {
                begun = true;
                ended = !fields.next();
                if (ended) {
                    process.end();
                } else if (!fields.isEmpty()) {
                    throw notUnderstood();
                }
            }
            return ended ? null : read();
        } catch (GitException e) {
            throw e;
        } catch (IOException e) {
            process.end();
            throw new GitException(GitException.Kind.FAILED, "git log: its output broke off");
        }
    }

    private IndexedCommit read() throws IOException {
        String[] header = new String[HEADER_FIELDS];
        for (int i = 0; i < HEADER_FIELDS; i++) {
            if (!fields.next()) {
                process.end();
                throw notUnderstood();
            }
            header[i] = fields.text(i == 1 || i == HEADER_FIELDS - 1 ? Fields.MAX_BYTES : MAX_NAME_CHARS);
        }
        Message message = Message.of(header[HEADER_FIELDS - 1]);
        boolean cut = message.isCut();
        List<String> files = new ArrayList<>();
        boolean more = fields.next();
        for (boolean first = true; more && !fields.isEmpty(); more = fields.next(), first = false) {
            if (files.size() < MAX_FILES) {
                files.add(fields.text(first ? 1 : 0, MAX_PATH_CHARS)); // git puts a line feed before the first
            } else {
                cut = true;
            }
        }
        if (!more) {
            ended = true;
            process.end();
        }
        List<String> parents = header[1].isEmpty() ? List.of() : List.of(header[1].split(" "));
        return new IndexedCommit(new Commit(header[0], parents, new Person(header[2], header[3]),
                Commit.time(header[4]), new Person(header[5], header[6]), Commit.time(header[7]), message.subject()),
                message, files, cut);
    }

    private static GitException notUnderstood() {
        return new GitException(GitException.Kind.OUTPUT, "git log prints something that is not understood");
    }

    @Override
    public void close() {
        process.close();
    }

    /** Fields that end with NUL. */
    private static final class Fields {
        /** More than a message may have; what is beyond is passed over. */
        static final int MAX_BYTES = 4 * Message.MAX_CHARS;

        private final InputStream in;
        private final byte[] buffer = new byte[1 << 16];
        private int position;
        private int limit;
        private byte[] field = new byte[4096];
        private int length;

        Fields(InputStream in) {
            this.in = in;
        }

        /** Reads the next one; false at the end of the output. One that the end cut off counts for none. */
        boolean next() throws IOException {
            length = 0;
            while (true) {
                if (position == limit) {
                    limit = Math.max(0, in.read(buffer));
                    position = 0;
                    if (limit == 0) {
                        return false;
                    }
                }
                int end = position;
                while (end < limit && buffer[end] != 0) {
                    end++;
                }
                append(position, end);
                position = end;
                if (end < limit) {
                    position++;
                    return true;
                }
            }
        }

        private void append(int start, int end) {
            int count = Math.min(end - start, MAX_BYTES - length);
            if (length + count > field.length) {
                field = Arrays.copyOf(field, Math.max(2 * field.length, length + count));
            }
            System.arraycopy(buffer, start, field, length, count);
            length += count;
        }

        boolean isEmpty() {
            return length == 0;
        }

        String text(int maxChars) {
            return text(0, maxChars);
        }

        String text(int start, int maxChars) {
            String text = MessageBytes.text(field, Math.min(start, length), length);
            return text.length() <= maxChars ? text : text.substring(0, maxChars);
        }
    }
}
