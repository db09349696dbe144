package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.Undecided;
import org.lazymmu.history.Change;
import org.lazymmu.history.Counts;
import org.lazymmu.history.Event;
import org.lazymmu.history.FindingHistory;
import org.lazymmu.history.Revision;

/** What the commits of a range did to findings, for people: commit by commit, then what is there at the end, then a summary. */
public final class TextFindingHistory {
    private static final int ID_CHARS = 12;
    private static final String INDENT = "    ";

    private final Writer out;
    private final Palette palette;

    public TextFindingHistory(Writer out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    /** The first digits of a commit's id. */
    static String shortId(String id) {
        return id.length() > ID_CHARS ? id.substring(0, ID_CHARS) : id;
    }

    /** One line for a commit. */
    static String name(Revision commit) {
        return shortId(commit.id()) + " " + DateTimeFormatter.ISO_LOCAL_DATE.format(commit.committed()) + " "
                + Visible.of(commit.subject());
    }

    /** One line for a finding. */
    static String line(Finding finding) {
        return place(finding.place()) + ": " + finding.severity().name().toLowerCase(Locale.ROOT) + ": "
                + Visible.of(finding.message()) + " [" + finding.rule() + "], in '" + Visible.of(finding.function())
                + "'";
    }

    private static String place(Place place) {
        return Visible.of(place.file()) + ":" + place.line() + ":" + place.column();
    }

    /** Writes all of it. */
    public void write(HistoryTitle title, FindingHistory history) throws IOException {
        for (Change change : history.changes()) {
            write(change);
            line("");
        }
        for (FindingHistory.Failure failure : history.failures()) {
            line(palette.wrong("not checked:") + " " + name(failure.commit()) + ": " + Visible.of(failure.reason()));
        }
        if (!history.failures().isEmpty()) {
            line("");
        }
        standing(history);
        summary(title, history);
    }

    private void write(Change change) throws IOException {
        line(palette.place(name(change.commit())));
        Revision via = change.via();
        if (via != null) {
            line(INDENT + palette.faint("came with " + name(via)));
        }
        if (change.changesEra()) {
            line(INDENT + "the contract is " + change.eraAfter() + " from here on, " + change.eraBefore()
                    + " before");
        }
        for (Event event : change.events()) {
            line(INDENT + event(event));
        }
        for (Undecided entry : change.undecided()) {
            line(INDENT + palette.note("not decided:") + " " + place(entry.place()) + ": " + Visible.of(entry.reason())
                    + " [" + entry.rule() + "], in '" + Visible.of(entry.function()) + "'");
        }
        for (Unanalysed entry : change.unanalysed()) {
            line(INDENT + palette.note("not analysed" + (entry.canHide() ? ", can hide a finding:" : ":")) + " "
                    + place(entry.place()) + ": " + Visible.of(entry.reason())
                    + (entry.function().isEmpty() ? "" : ", in '" + Visible.of(entry.function()) + "'"));
        }
        if (!change.unsure().isEmpty()) {
            line(INDENT + "or that was done by what could not be checked before it: "
                    + change.unsure().stream().map(TextFindingHistory::shortId).collect(Collectors.joining(", ")));
        }
    }

    private String event(Event event) {
        String text = line(event.finding());
        return switch (event.kind()) {
            case INTRODUCED -> palette.severity(event.finding().severity(), event.again() ? "introduced again:"
                    : "introduced:") + " " + text + remark(event);
            case FIXED -> palette.right("fixed:") + " " + text + remark(event);
            case MOVED -> palette.note("moved:") + " " + text + from(event);
        };
    }

    private static String from(Event event) {
        Finding before = event.before();
        return before == null ? "" : "; was " + place(before.place()) + ", in '" + Visible.of(before.function()) + "'";
    }

    /** What else is to be known of an event. */
    static String remark(Event event) {
        String cause = switch (event.cause()) {
            case COMMIT -> "";
            case MERGE -> event.kind() == Event.Kind.FIXED ? "; all sides of the merge have it"
                    : "; no side of the merge has it by itself";
            case FIX_LOST -> "; a side of the merge had fixed it";
            case DROPPED -> "; a side of the merge had introduced it";
        };
        String doubt = event.kind() == Event.Kind.FIXED
                ? "; may only be hidden by what is not analysed any more"
                : "; may have been hidden before by what was not analysed";
        return cause + (event.doubtful() ? doubt : "");
    }

    private void standing(FindingHistory history) throws IOException {
        List<FindingHistory.Standing> standing = history.standing();
        if (standing.isEmpty()) {
            return;
        }
        line(palette.place("At the end:"));
        for (FindingHistory.Standing one : standing) {
            line(INDENT + line(one.finding()) + ", "
                    + (one.isNew() ? "since " + shortId(one.commit()) : "from before"));
        }
        line("");
    }

    private void summary(HistoryTitle title, FindingHistory history) throws IOException {
        Counts counts = history.counts();
        line(title.text() + ": " + Counted.of(counts.commits(), "commit", "commits") + ", " + counts.untouched()
                + " without a change that can matter"
                + (counts.failed() == 0 ? "" : ", " + counts.failed() + " that could not be checked")
                + (history.every() ? "" : "; of merged branches only what brought findings"));
        long introduced = count(history, Event.Kind.INTRODUCED);
        long fixed = count(history, Event.Kind.FIXED);
        long added = history.standing().stream().filter(FindingHistory.Standing::isNew).count();
        line(introduced + " introduced, " + fixed + " fixed; "
                + Counted.of(history.standing().size(), "finding", "findings") + " at the end, " + added
                + " of them new, " + history.before().findings().size() + " before"
                + (history.isInconclusive() ? "; something may be missing" : ""));
    }

    private static long count(FindingHistory history, Event.Kind kind) {
        return history.changes().stream().mapToLong(change -> change.events(kind).size()).sum();
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
