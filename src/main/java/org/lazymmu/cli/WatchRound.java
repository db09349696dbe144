package org.lazymmu.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.lazymmu.cache.Edition;
import org.lazymmu.git.Git;
import org.lazymmu.history.Lookout;
import org.lazymmu.history.Messenger;
import org.lazymmu.history.Setting;
import org.lazymmu.history.SuccessionChecker;
import org.lazymmu.history.Watch;
import org.lazymmu.history.Watches;
import org.lazymmu.history.Webhook;
import org.lazymmu.report.AtomFeed;
import org.lazymmu.report.JsonNotice;
import org.lazymmu.report.News;
import org.lazymmu.report.WatchReport;
import org.lazymmu.rule.Check;
import org.lazymmu.state.Database;

/** Looks at watches one after the other: notices, then webhooks, then feeds. */
final class WatchRound implements AutoCloseable {
    private static final int FEED_ENTRIES = 200;

    private final Terminal terminal;
    private final Watches watches;
    private final Lookout lookout;
    private final Webhook webhook;
    private final Messenger messenger;
    private final ReentrantLock turn = new ReentrantLock();

    WatchRound(Terminal terminal, Database database, int threads) {
        Git git = Git.of(terminal.environment());
        this.terminal = terminal;
        this.watches = new Watches(database);
        this.webhook = Webhook.usual();
        this.messenger = new Messenger(watches, webhook, JsonNotice::text, terminal.clock());
        this.lookout = new Lookout(database, git, watch -> setting(watch.sought().options(threads)),
                watch -> new SuccessionChecker(git, watch.repository(), watch.sought().options(threads)),
                terminal.clock());
    }

    /** What this build finds with these options. */
    static Setting setting(Check.Options options) {
        return Setting.of(Edition.ofProgram().orElse(""), options);
    }

    /** Looks at one, tells whom it may concern, and says what came of it. What fails is in there. */
    WatchReport.Look look(Watch watch, Check.Progress progress) throws IOException {
        turn.lock();
        try {
            Lookout.Seen seen = lookout.look(watch, progress);
            Messenger.Sent sent = messenger.post(watch);
            return new WatchReport.Look(seen, sent.sent(), sent.error(), feed(watch));
        } finally {
            turn.unlock();
        }
    }

    private @Nullable String feed(Watch watch) throws IOException {
        if (watch.feed().isEmpty()) {
            return null;
        }
        News news = News.of(watch.label(), watches.notices(watch, FEED_ENTRIES));
        try {
            Output.write(terminal, Path.of(watch.feed()), out -> new AtomFeed(out).write(news));
            return null;
        } catch (Failure e) {
            return e.line();
        }
    }

    @Override
    public void close() {
        webhook.close();
    }
}
