package org.lazymmu.report;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.history.Lookout;
import org.lazymmu.history.Watch;
import org.lazymmu.history.Watches;

/** What is to be told of watches. */
public sealed interface WatchReport {
    /** What there is. */
    record Listed(List<Entry> watches) implements WatchReport {
        public Listed {
            watches = List.copyOf(watches);
        }
    }

    /** A watch, and what of it waits to be sent. */
    record Entry(Watch watch, Watches.Backlog backlog, int standing) {
    }

    /** What came of looking at some. */
    record Looked(List<Look> looks) implements WatchReport {
        public Looked {
            looks = List.copyOf(looks);
        }
    }

    /**
     * What came of looking at one.
     *
     * @param sent     how many notices were posted
     * @param unsent   why the next one could not be, otherwise empty
     * @param feed     why the feed could not be written, otherwise null
     */
    record Look(Lookout.Seen seen, int sent, String unsent, @Nullable String feed) {
    }
}
