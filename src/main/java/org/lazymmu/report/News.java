package org.lazymmu.report;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.history.Change;
import org.lazymmu.history.Event;
import org.lazymmu.history.FindingHistory;
import org.lazymmu.history.Notice;

/**
 * What is new about findings, as it goes into feeds and mails.
 *
 * @param id    names what it is about, and always the same
 * @param title what all of it is of
 * @param at    when the latest of it was
 * @param items newest first
 */
public record News(UUID id, String title, Instant at, List<Item> items) {
    public News {
        items = List.copyOf(items);
    }

    /**
     * One thing that is new.
     *
     * @param id    the same whenever it is told
     * @param title one line
     * @param text  lines that say all of it
     */
    record Item(UUID id, String title, Instant at, String text) {
    }

    /** Whether there is nothing new. */
    public boolean isEmpty() {
        return items.isEmpty();
    }

    /** What the commits of a range introduced and fixed. */
    public static News of(HistoryTitle title, FindingHistory history) {
        List<Item> items = new ArrayList<>();
        for (Change change : history.changes()) {
            for (Event event : change.events()) {
                if (event.kind() != Event.Kind.MOVED) {
                    items.add(item(change, event));
                }
            }
        }
        return new News(uuid("history", title.repository(), title.range()), "Findings in " + title.text(),
                history.to().committed().toInstant(), items.reversed());
    }

    private static Item item(Change change, Event event) {
        String commit = change.commit().id();
        return new Item(uuid("event", commit, event.kind().id(), event.finding().fingerprint()),
                event.kind().id() + ": " + shortLine(event.finding()), change.commit().committed().toInstant(),
                text(event.finding(), event.kind().id() + TextFindingHistory.remark(event), "commit " + commit + "\n"
                        + Visible.of(change.commit().author()) + "\n" + Visible.of(change.commit().subject())));
    }

    /** What appeared at the tip of a watched ref, and what disappeared. */
    public static News of(String label, List<Notice> notices) {
        List<Item> items = new ArrayList<>();
        for (Notice notice : notices) {
            items.add(new Item(uuid("notice", notice.key()), notice.status() + ": " + shortLine(notice.finding()),
                    notice.at(), text(notice.finding(), notice.status() + " in " + Visible.of(notice.label()),
                            why(notice))));
        }
        items.sort(Comparator.comparing(Item::at).reversed());
        return new News(uuid("watch", label), "Findings in " + Visible.of(label),
                items.isEmpty() ? Instant.EPOCH : items.getFirst().at(), items);
    }

    private static String why(Notice notice) {
        String tips = "tip " + notice.oldTip() + "\n to " + notice.newTip()
                + (notice.rewritten() ? ", which does not have it in its history" : "");
        return notice.commit().isEmpty() ? tips
                : "commit " + notice.commit() + "\n" + Visible.of(notice.author()) + "\n"
                        + Visible.of(notice.subject()) + "\n" + tips;
    }

    private static String shortLine(Finding finding) {
        return "[" + finding.rule() + "] " + Visible.of(finding.function()) + " in "
                + Visible.of(finding.place().file());
    }

    private static String text(Finding finding, String what, String who) {
        StringBuilder text = new StringBuilder(what).append(":\n").append(TextFindingHistory.line(finding))
                .append('\n');
        for (TraceStep step : finding.trace()) {
            text.append(Visible.of(step.place().file())).append(':').append(step.place().line()).append(": ")
                    .append(Visible.of(step.text())).append('\n');
        }
        finding.consequences().forEach((architecture, consequence) -> text.append(Visible.of(architecture)).append(": ")
                .append(consequence.effect().id()).append(", ").append(Visible.of(consequence.reason())).append('\n'));
        if (!finding.condition().isEmpty()) {
            text.append("if ").append(Visible.of(finding.condition())).append('\n');
        }
        return text.append(who).append('\n').toString();
    }

    private static UUID uuid(String... parts) {
        return UUID.nameUUIDFromBytes(String.join("\0", parts).getBytes(StandardCharsets.UTF_8));
    }
}
