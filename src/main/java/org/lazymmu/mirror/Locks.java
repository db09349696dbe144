package org.lazymmu.mirror;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Locks between processes and between the threads of this one. The system gives up those of a process that is killed. There must
 * be one object of this class for a folder in a process: on Linux, closing a file gives up the locks that any other part of
 * the process has on it.
 */
final class Locks {
    private static final long POLL_MILLIS = 25;
    private static final int PID_BYTES = 20;

    private final Path folder;
    private final Map<String, Held> held = new HashMap<>();

    /** @param folder where the files are */
    Locks(Path folder) {
        this.folder = folder;
    }

    /** A lock that is held until it is closed. */
    interface Lock extends AutoCloseable {
        @Override
        void close();
    }

    private static final class Held {
        private final FileChannel channel;
        private final boolean shared;
        private int holders = 1;

        Held(FileChannel channel, boolean shared) {
            this.channel = channel;
            this.shared = shared;
        }
    }

    /**
     * Takes a lock for itself, or waits for it.
     *
     * @param what what the lock is on, for the message
     * @throws MirrorException if it is not to be had in that time
     */
    Lock exclusive(String name, String what, Duration patience) throws MirrorException {
        return wait(name, what, patience, false);
    }

    /** Takes a lock together with others that share it. */
    Lock shared(String name, String what, Duration patience) throws MirrorException {
        return wait(name, what, patience, true);
    }

    private Lock wait(String name, String what, Duration patience, boolean shared) throws MirrorException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<Lock> lock = attempt(name, shared);
            if (lock.isPresent()) {
                return lock.get();
            }
            if (System.nanoTime() > end) {
                throw MirrorException.busy(what + " is in use by " + holder(name));
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw MirrorException.busy(what + ": interrupted while waiting for it");
            }
        }
    }

    /** Whether somebody, here or elsewhere, holds a lock for itself. */
    synchronized boolean isHeld(String name) throws MirrorException {
        if (!held.containsKey(name) && !Files.exists(file(name))) {
            return false;
        }
        Optional<Lock> lock = attempt(name, true);
        lock.ifPresent(Lock::close);
        return lock.isEmpty();
    }

    private synchronized Optional<Lock> attempt(String name, boolean shared) throws MirrorException {
        Held here = held.get(name);
        if (here != null) {
            if (!shared || !here.shared) {
                return Optional.empty();
            }
            here.holders++;
            return Optional.of(() -> release(name));
        }
        Path file = file(name);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!lock(channel, shared)) {
                channel.close();
                return Optional.empty();
            }
            held.put(name, new Held(channel, shared));
            return Optional.of(() -> release(name));
        } catch (IOException e) {
            throw MirrorException.world(file + ": cannot be locked (" + e.getMessage() + ")");
        }
    }

    private static boolean lock(FileChannel channel, boolean shared) throws IOException {
        FileLock lock = channel.tryLock(0, Long.MAX_VALUE, shared);
        if (lock == null) {
            return false;
        }
        if (!shared) {
            try {
                channel.truncate(0);
                channel.write(ByteBuffer.wrap(
                        Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
            } catch (IOException e) {
                // a full disk: the number is for messages only
            }
        }
        return true;
    }

    private synchronized void release(String name) {
        Held here = held.get(name);
        if (here != null && --here.holders == 0) {
            held.remove(name);
            try {
                here.channel.close();
            } catch (IOException e) {
                // the lock is gone when the process is
            }
        }
    }

    private synchronized String holder(String name) {
        if (held.containsKey(name)) {
            return "this very command";
        }
        String pid = pid(file(name));
        return pid == null ? "another process" : "process " + pid;
    }

    private static @Nullable String pid(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(PID_BYTES);
            channel.read(bytes, 0);
            String text = new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII);
            return text.matches("\\d+") ? text : null;
        } catch (IOException e) {
            return null;
        }
    }

    private Path file(String name) {
        return folder.resolve(name + ".lock");
    }
}
