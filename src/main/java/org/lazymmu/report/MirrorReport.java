package org.lazymmu.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.mirror.Health;
import org.lazymmu.mirror.Mirror;
import org.lazymmu.mirror.SyncResult;

/** What there is to say about mirrors. */
public sealed interface MirrorReport {
    /**
     * How mirrors are.
     *
     * @param store where their commits are
     * @param bytes how large that is
     */
    record Healths(List<Health> mirrors, String store, long bytes) implements MirrorReport {
        public Healths {
            mirrors = List.copyOf(mirrors);
        }
    }

    /** What came of synchronisations. */
    record Syncs(List<Sync> syncs) implements MirrorReport {
        public Syncs {
            syncs = List.copyOf(syncs);
        }
    }

    /**
     * What came of one synchronisation.
     *
     * @param result  null if it did not take place
     * @param refused why it did not, empty if it did
     * @param looks   what came of looking at the refs of it that are watched
     */
    record Sync(Mirror mirror, @Nullable SyncResult result, String refused, List<WatchReport.Look> looks) {
        public Sync {
            looks = List.copyOf(looks);
        }

        /** One that nobody has looked at what it brought. */
        public Sync(Mirror mirror, @Nullable SyncResult result, String refused) {
            this(mirror, result, refused, List.of());
        }

        /** With what came of looking at watched refs. */
        public Sync with(List<WatchReport.Look> seen) {
            return new Sync(mirror, result, refused, seen);
        }

        /** Whether the mirror now has what the other side has. */
        public boolean succeeded() {
            return result != null && result.succeeded();
        }
    }
}
