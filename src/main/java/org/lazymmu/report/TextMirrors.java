package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lazymmu.mirror.Attempt;
import org.lazymmu.mirror.Health;
import org.lazymmu.mirror.Mirror;
import org.lazymmu.mirror.RefChange;
import org.lazymmu.mirror.Register;
import org.lazymmu.mirror.SyncResult;

/** Mirrors as text. What comes from other sides is made harmless. */
public final class TextMirrors {
    private static final int SHORT_ID = 12;
    private static final int SHOWN_CHANGES = 20;

    private final Writer out;
    private final Palette palette;
    private final Times times;

    /** @param zone in which times are shown */
    public TextMirrors(Writer out, Palette palette, ZoneId zone) {
        this.out = out;
        this.palette = palette;
        this.times = new Times(zone);
    }

    /** A line for each mirror. */
    public void list(MirrorReport.Healths report) throws IOException {
        int names = report.mirrors().stream().mapToInt(health -> health.mirror().name().length()).max().orElse(0);
        for (Health health : report.mirrors()) {
            line(pad(health.mirror().name(), names) + "  " + state(health, 7) + "  " + claim(health)
                    + troubles(health));
        }
        if (report.mirrors().isEmpty()) {
            line("no mirrors; add one with: lazymmu mirror add NAME URL");
        }
    }

    /** A paragraph for each mirror. */
    public void status(MirrorReport.Healths report) throws IOException {
        for (Health health : report.mirrors()) {
            status(health);
            line("");
        }
        Map<Health.State, Long> states = report.mirrors().stream()
                .collect(Collectors.groupingBy(Health::state, TreeMap::new, Collectors.counting()));
        line(Counted.of(report.mirrors().size(), "mirror", "mirrors") + states.entrySet().stream()
                .map(entry -> ", " + entry.getValue() + " " + entry.getKey().id()).collect(Collectors.joining()) + "; "
                + size(report.bytes()) + " in " + Visible.of(report.store()));
    }

    private void status(Health health) throws IOException {
        Mirror mirror = health.mirror();
        line(palette.place(mirror.name()) + ": " + claim(health));
        field("state", state(health, 0) + (health.running() ? ", being synchronised now" : ""));
        if (!health.error().isEmpty()) {
            field("last error", Visible.of(health.error()));
        }
        Attempt last = health.lastAttempt();
        field("last attempt", last == null ? "none" : attempt(last));
        field("last success", health.lastSuccess() == null ? "none" : times.text(ended(health.lastSuccess())));
        field("next attempt", times.text(health.due()) + ", if sync --watch runs (every "
                + Times.length(mirror.interval()) + (health.failures() == 0 ? ")"
                        : "; longer, after " + Counted.of(health.failures(), "failure", "failures") + " in a row)"));
        field("refs", String.format(Locale.ROOT, "%,d", health.refs()) + " of "
                + Visible.of(String.join(", ", mirror.choice().patterns()))
                + (health.defaultBranch().isEmpty() ? "" : "; its HEAD is " + Visible.of(health.defaultBranch())));
        if (health.kept() > 0) {
            field("kept", Counted.of(health.kept(), "tip", "tips") + " that the other side has thrown away");
        }
        for (Register.Recorded loss : health.losses()) {
            field(loss.change().kind().id(), times.text(loss.at()) + "  " + change(loss.change()));
        }
    }

    private void field(String name, String text) throws IOException {
        line("    " + pad(name, 14) + text);
    }

    /** What users start from. */
    private String claim(Health health) {
        Attempt success = health.lastSuccess();
        return "mirror of " + Visible.of(health.mirror().address().shown()) + ", "
                + (success == null ? "not synced yet" : "synced " + times.text(ended(success)));
    }

    private static String troubles(Health health) {
        return (health.running() ? "; being synchronised now" : "")
                + (health.error().isEmpty() ? "" : "; " + Visible.of(health.error()));
    }

    private String attempt(Attempt attempt) {
        String since = times.text(attempt.started()) + ": ";
        return switch (attempt.outcome()) {
            case RUNNING -> since + "still runs";
            case INTERRUPTED -> since + "interrupted";
            case OK, FAILED, GONE -> since + attempt.outcome().id() + ", took "
                    + Duration.between(attempt.started(), ended(attempt)).toSeconds() + " s";
        };
    }

    private static Instant ended(Attempt attempt) {
        return attempt.ended() == null ? attempt.started() : attempt.ended();
    }

    private String state(Health health, int width) {
        String word = pad(health.state().id(), width);
        return switch (health.state()) {
            case OK -> palette.right(word);
            case LATE -> palette.note(word);
            case FAILING, GONE -> palette.wrong(word);
        };
    }

    /** One synchronisation: a line, and what is worth one of its own. */
    public void sync(MirrorReport.Sync sync) throws IOException {
        SyncResult result = sync.result();
        String name = palette.place(sync.mirror().name()) + ": ";
        if (result == null) {
            line(name + palette.wrong("not synced") + ": " + Visible.of(sync.refused()));
            return;
        }
        Attempt attempt = result.attempt();
        String address = Visible.of(sync.mirror().address().shown());
        line(name + switch (attempt.outcome()) {
            case OK -> "mirror of " + address + ", synced " + times.text(ended(attempt)) + "; " + summary(result);
            case FAILED -> palette.wrong("failing") + ": " + Visible.of(attempt.error());
            case GONE -> palette.wrong("gone") + ": " + Visible.of(attempt.error());
            case INTERRUPTED, RUNNING -> "interrupted";
        });
        List<RefChange> losing = result.changes().stream().filter(change -> change.kind().loses()).toList();
        for (RefChange change : losing.subList(0, Math.min(losing.size(), SHOWN_CHANGES))) {
            line("    " + change.kind().id() + " " + change(change));
        }
        if (losing.size() > SHOWN_CHANGES) {
            line("    and " + (losing.size() - SHOWN_CHANGES) + " more");
        }
        for (String note : result.notes()) {
            line("    note: " + Visible.of(note));
        }
    }

    private static String summary(SyncResult result) {
        List<String> parts = new ArrayList<>();
        add(parts, result.count(RefChange.Kind.CREATED), "new");
        add(parts, result.count(RefChange.Kind.MOVED), "moved on");
        add(parts, result.count(RefChange.Kind.FORCED), "forced");
        add(parts, result.count(RefChange.Kind.DELETED), "deleted");
        return parts.isEmpty() ? "nothing new" : "refs: " + String.join(", ", parts);
    }

    private static void add(List<String> parts, long count, String what) {
        if (count > 0) {
            parts.add(String.format(Locale.ROOT, "%,d", count) + " " + what);
        }
    }

    private static String change(RefChange change) {
        return Visible.of(change.ref()) + " " + shortened(change.from()) + " -> " + shortened(change.to())
                + " (the old one is kept)";
    }

    private static String shortened(String id) {
        return id.isEmpty() ? "nothing" : id.substring(0, Math.min(id.length(), SHORT_ID));
    }

    private static String size(long bytes) {
        if (bytes < 1 << 20) {
            return String.format(Locale.ROOT, "%.1f KiB", bytes / 1024.0);
        }
        return bytes < 1 << 30
                ? String.format(Locale.ROOT, "%.1f MiB", bytes / 1048576.0)
                : String.format(Locale.ROOT, "%.1f GiB", bytes / 1073741824.0);
    }

    private static String pad(String text, int width) {
        return text + " ".repeat(Math.max(0, width - text.length()));
    }

    private void line(String text) throws IOException {
        out.write(text.stripTrailing());
        out.write('\n');
    }
}
