package org.lazymmu.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.lazymmu.mirror.Mirror;
import org.lazymmu.mirror.Mirrors;
import org.lazymmu.mirror.Synced;
import org.lazymmu.report.MirrorReport;
import org.lazymmu.state.StateException;

/** Synchronises several mirrors side by side, once or again and again. */
final class SyncRun {
    private static final long POLL_MILLIS = 500;
    private static final Duration REFUSED_PAUSE = Duration.ofMinutes(1);

    private final Mirrors mirrors;
    private final Synced synced;
    private final int jobs;
    private final Interruption interruption;
    private final Mirrors.Progress progress;
    private final RandomGenerator random = new Random();

    SyncRun(Mirrors mirrors, Synced synced, int jobs, Interruption interruption, Mirrors.Progress progress) {
        this.mirrors = mirrors;
        this.synced = synced;
        this.jobs = jobs;
        this.interruption = interruption;
        this.progress = progress;
    }

    /** Takes results. */
    interface Sink {
        void take(MirrorReport.Sync sync) throws Failure;
    }

    /** The mirrors at the moment: others may be added meanwhile. */
    interface Chosen {
        List<Mirror> get() throws IOException;
    }

    /** Synchronises each once, and gives the results in that order as they become known. */
    List<MirrorReport.Sync> once(List<Mirror> chosen, Sink sink) throws Failure {
        List<MirrorReport.Sync> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
            List<Future<MirrorReport.Sync>> futures = chosen.stream().map(mirror -> threads.submit(() -> sync(mirror)))
                    .toList();
            for (Future<MirrorReport.Sync> future : futures) {
                MirrorReport.Sync result = result(future);
                results.add(result);
                sink.take(result);
            }
        }
        return results;
    }

    /** Hears of what stands in the way for a while. */
    interface Trouble {
        void say(String line);
    }

    /**
     * Synchronises each when it is due, until a signal comes. A disk that is full, or a database that is in use for long, puts
     * it off and does not end it.
     */
    void watch(Chosen chosen, Sink sink, Trouble trouble) throws Failure, IOException {
        Map<Long, Due> due = new HashMap<>();
        Set<Long> running = new HashSet<>();
        Instant next = Instant.MIN;
        try (ExecutorService threads = Executors.newFixedThreadPool(jobs)) {
            ExecutorCompletionService<MirrorReport.Sync> service = new ExecutorCompletionService<>(threads);
            while (!interruption.requested() || !running.isEmpty()) {
                if (!interruption.requested() && !mirrors.now().isBefore(next)) {
                    try {
                        for (Mirror mirror : chosen.get()) {
                            if (!running.contains(mirror.id()) && isDue(mirror, due)) {
                                running.add(mirror.id());
                                service.submit(() -> sync(mirror));
                            }
                        }
                    } catch (StateException e) {
                        trouble.say(Output.reason(e));
                        next = mirrors.now().plus(REFUSED_PAUSE);
                    }
                }
                Future<MirrorReport.Sync> done = poll(service);
                if (done != null) {
                    MirrorReport.Sync result = result(done);
                    running.remove(result.mirror().id());
                    if (result.result() == null) {
                        // no attempt was made, so that nothing else puts it off
                        next = putOff(result.mirror(), due, next);
                    }
                    sink.take(result);
                }
            }
        }
    }

    /** Puts a mirror off, or, where not even that can be found out, everything. */
    private Instant putOff(Mirror mirror, Map<Long, Due> due, Instant next) {
        Instant later = mirrors.now().plus(REFUSED_PAUSE);
        try {
            due.put(mirror.id(), new Due(mirrors.lastStarted(mirror), later));
            return next;
        } catch (StateException e) {
            return later;
        }
    }

    /** When a mirror is due; drawn once for each attempt. */
    private record Due(@Nullable Instant last, Instant at) {
    }

    private boolean isDue(Mirror mirror, Map<Long, Due> all) throws IOException {
        @Nullable
        Instant last = mirrors.lastStarted(mirror);
        Due due = all.get(mirror.id());
        if (due == null || !Objects.equals(due.last, last)) {
            // somebody else may have synchronised it meanwhile
            due = new Due(last, mirrors.due(mirror, random));
            all.put(mirror.id(), due);
        }
        return !due.at.isAfter(mirrors.now());
    }

    private MirrorReport.Sync sync(Mirror mirror) {
        if (interruption.requested()) {
            return new MirrorReport.Sync(mirror, null, "interrupted");
        }
        try {
            return new MirrorReport.Sync(mirror, mirrors.sync(mirror, progress, synced), "");
        } catch (IOException e) {
            return new MirrorReport.Sync(mirror, null, Output.reason(e));
        }
    }

    private static @Nullable Future<MirrorReport.Sync> poll(ExecutorCompletionService<MirrorReport.Sync> service) {
        try {
            return service.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static MirrorReport.Sync result(Future<MirrorReport.Sync> future) throws Failure {
        try {
            return future.get();
        } catch (ExecutionException e) {
            // a defect: for whoever catches those
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Failure.world("interrupted");
        }
    }
}
