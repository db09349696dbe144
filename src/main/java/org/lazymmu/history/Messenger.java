package org.lazymmu.history;

import java.io.IOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import org.lazymmu.history.Watches.Channel;

/** Sends the notices of watches that wait for it, oldest first; at the first that cannot be sent it stops for this time. */
public final class Messenger {
    private final Watches watches;
    private final Webhook webhook;
    private final Body body;
    private final InstantSource clock;

    /** Makes the text of a notice. */
    public interface Body {
        String of(Notice notice) throws IOException;
    }

    public Messenger(Watches watches, Webhook webhook, Body body, InstantSource clock) {
        this.watches = watches;
        this.webhook = webhook;
        this.body = body;
        this.clock = clock;
    }

    /**
     * What came of sending.
     *
     * @param sent  how many notices
     * @param error why the next one could not be sent, otherwise empty
     */
    public record Sent(int sent, String error) {
    }

    /** Posts what waits for the webhook of a watch. */
    public Sent post(Watch watch) throws IOException {
        if (watch.webhook().isEmpty() || watches.due(watch, Channel.WEBHOOK).isAfter(clock.instant())) {
            return new Sent(0, "");
        }
        URI to = Webhook.address(watch.webhook());
        List<Notice> waiting = watches.waiting(watch, Channel.WEBHOOK);
        int sent = 0;
        for (Notice notice : waiting) {
            String error = webhook.post(to, notice.key(), body.of(notice));
            if (!error.isEmpty()) {
                String line = Webhook.shown(watch.webhook()) + ": " + error;
                watches.unsent(notice, Channel.WEBHOOK, line, clock.instant());
                return new Sent(sent, line);
            }
            watches.sent(notice, Channel.WEBHOOK);
            sent++;
        }
        return new Sent(sent, "");
    }
}
