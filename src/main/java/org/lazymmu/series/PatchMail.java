package org.lazymmu.series;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.Person;
import org.lazymmu.source.FileDiff;
import org.lazymmu.source.Patch;
import org.lazymmu.source.PatchException;

/** What a mail with a patch says, as {@code git am} would take it: message, author, change. */
final class PatchMail {
    private static final Pattern CHANGE = Pattern.compile("^(?:diff --git |diff -|Index: |--- \\S.*\n\\+\\+\\+ )",
            Pattern.MULTILINE);
    private static final Pattern SEPARATOR = Pattern.compile("^---[ \t]*\n", Pattern.MULTILINE);
    private static final Pattern OWN_HEADER = Pattern.compile("(From|Subject|Date):[ \t]*(.*(?:\n[ \t]+\\S.*)*)\n");
    /** What b4 and {@code format-patch} write below the last patch. */
    private static final Pattern SIGNATURE = Pattern.compile("^-- \n", Pattern.MULTILINE);

    private final Mail mail;
    private final PatchSubject subject;
    private final int change;

    PatchMail(Mail mail) {
        this.mail = mail;
        this.subject = PatchSubject.of(mail.subject());
        Matcher found = CHANGE.matcher(mail.body());
        this.change = found.find() ? found.start() : -1;
    }

    Mail mail() {
        return mail;
    }

    PatchSubject subject() {
        return subject;
    }

    boolean hasChange() {
        return change >= 0;
    }

    /**
     * The patch, under a number.
     *
     * @throws SeriesException when its change is cut off or damaged
     */
    SeriesPatch patch(int number) throws SeriesException {
        String title = subject.title();
        Person author = mail.from();
        Instant date = mail.date();
        String text = Decoding.text(beforeChange(), mail.charset()).stripLeading();
        Matcher own = OWN_HEADER.matcher(text);
        int at = 0;
        while (own.region(at, text.length()).lookingAt()) {
            String value = own.group(2).replaceAll("\n[ \t]+", " ").strip();
            switch (own.group(1)) {
                case "From" -> author = Authors.of(Decoding.header(latin(value)));
                case "Subject" -> title = PatchSubject.of(Decoding.header(latin(value))).title();
                default -> date = MailParser.date(value) == null ? date : MailParser.date(value);
            }
            at = own.end();
        }
        String rest = (at == 0 ? text : text.substring(at)).strip();
        return new SeriesPatch(number, title, author, date, title + "\n" + (rest.isEmpty() ? "" : "\n" + rest + "\n"),
                mail.messageId().isEmpty() ? List.of() : List.of(mail.messageId()), mail.commit(),
                hasChange() ? mail.body().substring(change) : "", diffs());
    }

    private static String latin(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    /** The message, without remarks below its separator. */
    private String beforeChange() {
        String text = hasChange() ? mail.body().substring(0, change) : unsigned();
        Matcher separator = SEPARATOR.matcher(text);
        return separator.find() ? text.substring(0, separator.start()) : text;
    }

    private String unsigned() {
        Matcher signature = SIGNATURE.matcher(mail.body());
        return signature.find() ? mail.body().substring(0, signature.start()) : mail.body();
    }

    private List<FileDiff> diffs() throws SeriesException {
        if (!hasChange()) {
            return List.of();
        }
        try {
            return Patch.read(mail.subject(), mail.body().substring(change).getBytes(StandardCharsets.ISO_8859_1))
                    .diffs();
        } catch (PatchException e) {
            throw new SeriesException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public String toString() {
        return mail.subject();
    }

    /** The mail that this one answers first, or null. */
    @Nullable
    String parent() {
        return mail.replyTo().isEmpty() ? null : mail.replyTo().getFirst();
    }
}
