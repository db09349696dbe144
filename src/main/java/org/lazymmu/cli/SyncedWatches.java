package org.lazymmu.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.history.Watch;
import org.lazymmu.history.Watches;
import org.lazymmu.mirror.Mirror;
import org.lazymmu.mirror.Synced;
import org.lazymmu.report.WatchReport;
import org.lazymmu.rule.Check;
import org.lazymmu.state.Database;

/** Looks at the watched refs of a mirror after each synchronisation: also if nothing came, since notices may wait to be sent. */
final class SyncedWatches implements Synced, AutoCloseable {
    private final Terminal terminal;
    private final Database database;
    private final Check.Progress progress;
    private final List<WatchReport.Look> looks = Collections.synchronizedList(new ArrayList<>());
    private @Nullable WatchRound round;

    SyncedWatches(Terminal terminal, Database database, Check.Progress progress) {
        this.terminal = terminal;
        this.database = database;
        this.progress = progress;
    }

    @Override
    public void synced(Mirror mirror, Event event) throws IOException {
        for (Watch watch : new Watches(database).all()) {
            if (watch.mirror().equalsIgnoreCase(mirror.name())) {
                looks.add(round().look(watch, progress));
            }
        }
    }

    private synchronized WatchRound round() {
        WatchRound known = round;
        if (known == null) {
            known = new WatchRound(terminal, database, Runtime.getRuntime().availableProcessors());
            round = known;
        }
        return known;
    }

    /** What came of it for a mirror since this was last asked. */
    List<WatchReport.Look> taken(Mirror mirror) {
        synchronized (looks) {
            List<WatchReport.Look> taken = looks.stream()
                    .filter(look -> look.seen().watch().mirror().equalsIgnoreCase(mirror.name())).toList();
            looks.removeAll(taken);
            return taken;
        }
    }

    @Override
    public synchronized void close() {
        if (round != null) {
            round.close();
        }
    }
}
