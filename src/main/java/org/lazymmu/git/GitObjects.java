package org.lazymmu.git;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The objects of one repository, read through one process that lives as long as this does. For one thread at a time.
 */
public final class GitObjects implements AutoCloseable {
    /** A process that only waits for questions may live as long as the program does. */
    private static final Duration DEADLINE = Duration.ofDays(365);

    private final GitProcess process;
    private final OutputStream in;
    private final InputStream out;
    private final int limitBytes;

    /**
     * An object.
     *
     * @param type    {@code blob}, {@code tree}, {@code commit} or {@code tag}
     * @param bytes   how large it is
     * @param content all of it, or nothing if it is larger than the limit
     */
    public record GitObject(String id, String type, long bytes, byte[] content) {
        /** Says whether it was too large to be read. */
        public boolean isOmitted() {
            return content.length < bytes;
        }
    }

    /** Takes objects in the order in which they were asked for. */
    public interface Sink {
        /**
         * Takes the next one.
         *
         * @param object empty if there is none of that name
         */
        void take(String name, Optional<GitObject> object) throws IOException;
    }

    private GitObjects(GitProcess process, int limitBytes) {
        this.process = process;
        this.in = new BufferedOutputStream(process.in());
        this.out = process.out();
        this.limitBytes = limitBytes;
    }

    /**
     * Starts the process.
     *
     * @param git        at the repository
     * @param limitBytes the content of larger objects is passed over
     */
    public static GitObjects open(Git git, int limitBytes) throws GitException {
        return new GitObjects(git.within(DEADLINE).start(GitCommand.of("cat-file", "--batch")), limitBytes);
    }

    /**
     * Reads one object.
     *
     * @param name an id, or anything that git takes for the name of one, for example {@code v6.12:mm/memory.c}
     * @return empty if there is no such object
     */
    public Optional<GitObject> read(String name) throws GitException {
        check(name);
        try {
            ask(name);
            in.flush();
            return answer(name);
        } catch (GitException e) {
            throw e;
        } catch (IOException e) {
            throw gone();
        }
    }

    /** Reads many objects, asking for the next ones while the earlier ones are on their way. */
    public void read(List<String> names, Sink sink) throws IOException {
        for (String name : names) {
            check(name);
        }
        Thread asking = Thread.ofPlatform().daemon().name("asking git").start(() -> {
            try {
                for (String name : names) {
                    ask(name);
                }
                in.flush();
            } catch (IOException e) {
                // it has ended, which whoever waits for answers notices
            }
        });
        boolean complete = false;
        try {
            for (String name : names) {
                sink.take(name, answer(name));
            }
            asking.join();
            complete = true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GitException(GitException.Kind.INTERRUPTED, "reading objects was interrupted");
        } finally {
            if (!complete) {
                // questions and answers no longer fit each other
                process.close();
            }
        }
    }

    private static void check(String name) throws GitException {
        if (name.isEmpty() || name.indexOf('\n') >= 0) {
            throw new GitException(GitException.Kind.REFUSED, "a name of an object is one line");
        }
    }

    private void ask(String name) throws IOException {
        in.write(name.getBytes(StandardCharsets.UTF_8));
        in.write('\n');
    }

    private Optional<GitObject> answer(String name) throws GitException {
        String head = process.line();
        if (head == null) {
            throw gone();
        }
        if (head.equals(name + " missing") || head.equals(name + " ambiguous") || head.endsWith(" submodule")) {
            return Optional.empty();
        }
        String[] words = head.split(" ");
        if (words.length != 3 || !words[2].matches("\\d{1,18}")) {
            throw new GitException(GitException.Kind.OUTPUT, "git cat-file: an answer that is not understood");
        }
        long bytes = Long.parseLong(words[2]);
        try {
            byte[] content = new byte[0];
            if (bytes <= limitBytes) {
                content = out.readNBytes((int) bytes);
                if (content.length < bytes) {
                    throw gone();
                }
            } else {
                out.skipNBytes(bytes);
            }
            out.skipNBytes(1);
            return Optional.of(new GitObject(words[0], words[1], bytes, content));
        } catch (GitException e) {
            throw e;
        } catch (IOException e) {
            throw gone();
        }
    }

    /** Why there is no further answer. */
    private GitException gone() {
        try {
            process.end();
        } catch (GitException e) {
            return e;
        }
        return new GitException(GitException.Kind.FAILED, "git cat-file ended too early");
    }

    @Override
    public void close() {
        try {
            in.close();
            process.out().transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // it has ended already
        }
        process.close();
    }
}
