package org.lazymmu.cli;

import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import org.lazymmu.commit.IndexUpdate;
import org.lazymmu.git.Git;
import org.lazymmu.mirror.Mirror;
import org.lazymmu.mirror.Mirrors;
import org.lazymmu.mirror.Synced;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;

/** Takes what a synchronisation brought into the index of commits. Mirrors that are synchronised side by side wait for each other. */
final class IndexAfterSync implements Synced {
    private final Folders folders;
    private final Git git;
    private final Mirrors.Progress progress;
    private final ReentrantLock turn = new ReentrantLock();

    /** @param git at no repository */
    IndexAfterSync(Folders folders, Git git, Mirrors.Progress progress) {
        this.folders = folders;
        this.git = git;
        this.progress = progress;
    }

    @Override
    public void synced(Mirror mirror, Event event) throws IOException {
        turn.lock();
        // a connection of its own: it writes for long
        try (Database database = Database.open(folders, OpenedMirrors.TABLES)) {
            new IndexUpdate(database, git.at(event.repository()).within(mirror.deadline()))
                    .ofRefs(List.of(mirror.refs(), mirror.kept()), read -> progress.at(mirror,
                            "reading commits, " + String.format(Locale.ROOT, "%,d", read)));
        } finally {
            turn.unlock();
        }
    }
}
