package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.lazymmu.history.FindingHistory;
import org.lazymmu.history.Notice;
import org.lazymmu.history.Sought;
import org.lazymmu.history.Watch;
import org.lazymmu.history.Webhook;

/** Watches, and what came of looking at them, for people. */
public final class TextWatches {
    private static final String INDENT = "    ";

    private final Writer out;
    private final Palette palette;
    private final Times times;

    /** @param zone in which times are given */
    public TextWatches(Writer out, Palette palette, ZoneId zone) {
        this.out = out;
        this.palette = palette;
        this.times = new Times(zone);
    }

    /** Writes it. */
    public void write(WatchReport report) throws IOException {
        switch (report) {
            case WatchReport.Listed(var watches) -> {
                for (WatchReport.Entry entry : watches) {
                    write(entry);
                }
            }
            case WatchReport.Looked(var looks) -> {
                for (WatchReport.Look look : looks) {
                    write(look);
                }
            }
        }
    }

    private void write(WatchReport.Entry entry) throws IOException {
        Watch watch = entry.watch();
        line(palette.place(Visible.of(watch.label())) + (watch.looked().equals(Instant.EPOCH) ? ", not looked at yet"
                : ", looked at " + times.text(watch.looked()) + ", "
                        + Counted.of(entry.standing(), "finding", "findings")
                        + " at " + TextFindingHistory.shortId(watch.tip())));
        if (!watch.error().isEmpty()) {
            line(INDENT + palette.wrong("failed:") + " " + Visible.of(watch.error()));
        }
        String only = only(watch.sought());
        if (!only.isEmpty()) {
            line(INDENT + "only " + only);
        }
        if (!watch.webhook().isEmpty()) {
            line(INDENT + "webhook " + Visible.of(Webhook.shown(watch.webhook())) + ", " + entry.backlog().webhooks()
                    + " waiting");
        }
        if (!entry.backlog().error().isEmpty()) {
            line(INDENT + palette.wrong("not sent:") + " " + Visible.of(entry.backlog().error()));
        }
        if (watch.mail()) {
            line(INDENT + "mail, " + entry.backlog().mails() + " waiting");
        }
        if (!watch.feed().isEmpty()) {
            line(INDENT + "feed " + Visible.of(watch.feed()));
        }
    }

    private static String only(Sought sought) {
        List<String> parts = new ArrayList<>();
        if (!sought.architectures().isEmpty()) {
            parts.add("on " + String.join(", ", sought.architectures()));
        }
        if (!sought.rules().isEmpty()) {
            parts.add(String.join(", ", sought.rules()));
        }
        if (sought.era() != null) {
            parts.add("by the contract " + sought.era());
        }
        return String.join("; ", parts);
    }

    private void write(WatchReport.Look look) throws IOException {
        Watch watch = look.seen().watch();
        FindingHistory history = look.seen().history();
        String end = history == null ? "" : ", " + Counted.of(history.counts().commits(), "commit", "commits") + ", "
                + Counted.of(history.standing().size(), "finding", "findings") + " at "
                + TextFindingHistory.shortId(history.to().id());
        if (!look.seen().error().isEmpty()) {
            line(palette.place(Visible.of(watch.label())) + ": " + palette.wrong("failed:") + " "
                    + Visible.of(look.seen().error()));
        } else {
            line(palette.place(Visible.of(watch.label())) + ": "
                    + (look.seen().notices().isEmpty() ? "nothing new"
                            : Counted.of(look.seen().notices().size(), "change", "changes"))
                    + end);
        }
        for (Notice notice : look.seen().notices()) {
            String word = notice.appeared() ? palette.severity(notice.finding().severity(), "appeared:")
                    : palette.right("disappeared:");
            line(INDENT + word + " " + TextFindingHistory.line(notice.finding())
                    + (notice.commit().isEmpty() ? ""
                            : ", by " + TextFindingHistory.shortId(notice.commit()) + " "
                                    + Visible.of(notice.subject())));
        }
        if (history != null) {
            for (FindingHistory.Failure failure : history.failures()) {
                line(INDENT + palette.wrong("not checked:") + " " + TextFindingHistory.name(failure.commit()) + ": "
                        + Visible.of(failure.reason()));
            }
        }
        for (String note : look.seen().notes()) {
            line(INDENT + Visible.of(note));
        }
        if (look.sent() > 0) {
            line(INDENT + Counted.of(look.sent(), "notice", "notices") + " sent");
        }
        if (!look.unsent().isEmpty()) {
            line(INDENT + palette.wrong("not sent:") + " " + Visible.of(look.unsent()));
        }
        String feed = look.feed();
        if (feed != null) {
            line(INDENT + palette.wrong("no feed:") + " " + Visible.of(feed));
        }
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
