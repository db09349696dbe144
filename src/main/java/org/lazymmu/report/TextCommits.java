package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.lazymmu.commit.Commit;
import org.lazymmu.commit.Message;
import org.lazymmu.commit.Person;
import org.lazymmu.commit.Reference;
import org.lazymmu.commit.Referrer;
import org.lazymmu.commit.Subject;

/** Commits as text. What comes from commits is made harmless. */
public final class TextCommits {
    private static final int SHORT_ID = 12;
    private static final int SHOWN_FILES = 20;
    private static final int SHOWN_REFS = 5;
    private static final int SHOWN_CANDIDATES = 3;
    private static final String INDENT = "    ";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

    private final Writer out;
    private final Palette palette;

    public TextCommits(Writer out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    /** Writes a report. */
    public void write(CommitReport report) throws IOException {
        switch (report) {
            case CommitReport.Found found -> found(found);
            case CommitReport.Shown shown -> shown(shown);
        }
    }

    private void found(CommitReport.Found found) throws IOException {
        for (Commit commit : found.commits()) {
            line(line(commit) + palette.faint(" (" + person(commit) + ")"));
        }
    }

    private String line(Commit commit) {
        return palette.place(shortened(commit.id())) + " " + DAY.format(commit.committed()) + " "
                + Visible.of(commit.subject());
    }

    private static String person(Commit commit) {
        Person author = commit.author();
        return Visible.of(author.name().isEmpty() ? author.email() : author.name());
    }

    private void shown(CommitReport.Shown shown) throws IOException {
        Commit commit = shown.commit().commit();
        line(palette.place("commit " + commit.id()));
        for (String parent : commit.parents()) {
            field("parent", shortened(parent));
        }
        field("author", who(commit.author(), commit.authored()));
        field("committer", who(commit.committer(), commit.committed()));
        mirrors(shown.mirrors());
        line("");
        line(INDENT + Visible.of(commit.subject()));
        Message message = shown.commit().message();
        if (!message.body().isEmpty()) {
            line("");
            for (String each : message.body().split("\n", -1)) {
                line((INDENT + Visible.of(each.replace("\t", "        "))).stripTrailing());
            }
        }
        if (shown.commit().isCut()) {
            line("");
            line("The message or the list of files is longer than what is kept of it.");
        }
        references(shown.resolved());
        referrers(shown);
        files(shown.commit().files());
    }

    private void mirrors(List<CommitReport.Holder> mirrors) throws IOException {
        if (mirrors.isEmpty()) {
            field("mirrors", "none has it any more");
        }
        for (CommitReport.Holder holder : mirrors) {
            List<String> refs = holder.refs();
            String names = String.join(", ", refs.subList(0, Math.min(SHOWN_REFS, refs.size())));
            field("mirror", Visible.of(holder.mirror()) + ": " + (holder.kept() ? "thrown away by the other side"
                    : Visible.of(names) + more(refs.size() - SHOWN_REFS)));
        }
    }

    private void references(List<CommitReport.Resolved> all) throws IOException {
        if (all.isEmpty()) {
            return;
        }
        line("");
        line(palette.place("It says"));
        for (CommitReport.Resolved each : all) {
            Reference reference = each.reference();
            String named = reference.id().isEmpty() ? "\"" + Visible.of(reference.subject()) + "\"" : reference.id();
            line(INDENT + reference.kind().id() + " " + named
                    + (reference.origin().isEmpty() ? "" : " of " + Visible.of(reference.origin())) + found(each));
            for (Commit commit : each.commits().subList(0, Math.min(SHOWN_CANDIDATES, each.commits().size()))) {
                line(INDENT + INDENT + line(commit));
            }
        }
    }

    private String found(CommitReport.Resolved each) {
        Reference reference = each.reference();
        if (each.commits().isEmpty()) {
            return reference.certain() ? palette.wrong(": no commit of the index") : ": no commit of the index";
        }
        if (each.commits().size() > 1) {
            return palette.note(": one of " + Counted.of(each.commits().size(), "commit", "commits"));
        }
        String subject = each.commits().getFirst().subject();
        boolean differs = !reference.id().isEmpty() && !reference.subject().isEmpty()
                && !Subject.normal(reference.subject()).equals(Subject.normal(subject));
        return differs ? palette.wrong(": has another subject than \"" + Visible.of(reference.subject()) + "\"") : "";
    }

    private void referrers(CommitReport.Shown shown) throws IOException {
        if (shown.referrers().isEmpty()) {
            return;
        }
        line("");
        line(palette.place("Others say of it"));
        for (Referrer referrer : shown.referrers()) {
            line(INDENT + referrer.reference().kind().id() + ": " + line(referrer.commit()));
        }
        if (shown.more()) {
            line(INDENT + "and more");
        }
    }

    private void files(List<String> files) throws IOException {
        if (files.isEmpty()) {
            return;
        }
        line("");
        line(palette.place("Files"));
        for (String file : files.subList(0, Math.min(SHOWN_FILES, files.size()))) {
            line(INDENT + Visible.of(file));
        }
        if (files.size() > SHOWN_FILES) {
            line(INDENT + "and " + Counted.of(files.size() - SHOWN_FILES, "other", "others"));
        }
    }

    private static String more(int count) {
        return count <= 0 ? "" : " and " + Counted.of(count, "other ref", "other refs");
    }

    private static String who(Person person, OffsetDateTime time) {
        return Visible.of(person.name() + " <" + person.email() + ">") + ", " + TIME.format(time);
    }

    private static String shortened(String id) {
        return id.substring(0, Math.min(SHORT_ID, id.length()));
    }

    private void field(String name, String text) throws IOException {
        line(String.format(Locale.ROOT, "%-11s%s", name, text));
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
