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
     */
    record Sync(Mirror mirror, @Nullable SyncResult result, String refused) {
        /** Whether the mirror now has what the other side has. */
        public boolean succeeded() {
            return result != null && result.succeeded();
        }
    }
}
