package org.lazymmu.series;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lazymmu.source.Patch;
import org.lazymmu.source.PatchException;

/** Reads a series from files: mailboxes, mails of one patch each, what {@code git show} prints, plain diffs. */
public final class SeriesFiles {
    private static final Pattern COMMIT = Pattern.compile("^commit [0-9a-f]{40,64}\\b", Pattern.MULTILINE);

    /** A file as it is. */
    public record Content(String name, byte[] bytes) {
    }

    private SeriesFiles() {
    }

    /**
     * The series in some files, in the order in which they are given where nothing in them numbers the patches.
     *
     * @param ask the message id of its cover or any patch, or null where there is only one
     * @throws SeriesException when there is none, or more than one, or a patch in it is damaged
     */
    public static Series read(List<Content> files, @Nullable String ask) throws SeriesException {
        List<Mail> mails = new ArrayList<>();
        List<SeriesPatch> bare = new ArrayList<>();
        for (Content file : files) {
            List<Mail> inside = Mailbox.read(file.bytes());
            if (inside.isEmpty()) {
                bare.add(bare(file, bare.size() + 1));
            } else {
                mails.addAll(files.size() > 1 && inside.size() == 1 ? List.of(exported(inside.getFirst())) : inside);
            }
        }
        String name = files.size() == 1 ? files.getFirst().name() : files.size() + " files";
        if (bare.isEmpty()) {
            return MailSeries.of(name, mails, ask);
        }
        if (!mails.isEmpty()) {
            throw new SeriesException(name + ": some are mails and some are bare diffs, so their order is not known");
        }
        if (ask != null) {
            throw new SeriesException(name + ": a diff without a mail around it has no message id");
        }
        return new Series(bare.size() == 1 ? bare.getFirst().subject() : "", 1, bare.size(), bare, List.of());
    }

    /** A mail in a file of its own was put there to be a patch, whatever its subject says. */
    private static Mail exported(Mail mail) {
        return mail.subject().startsWith("[") ? mail
                : new Mail(mail.messageId(), mail.replyTo(), "[PATCH] " + mail.subject(), mail.from(), mail.date(),
                        mail.commit(), mail.charset(), mail.body());
    }

    private static SeriesPatch bare(Content file, int number) throws SeriesException {
        Patch patch;
        try {
            patch = Patch.read(file.name(), file.bytes());
        } catch (PatchException e) {
            throw new SeriesException(String.valueOf(e.getMessage()));
        }
        String text = new String(file.bytes(), StandardCharsets.ISO_8859_1);
        if (COMMIT.matcher(text).results().limit(2).count() > 1) {
            throw new SeriesException(file.name()
                    + ": several commits in it; write them with 'git format-patch', one mail for each");
        }
        ShownCommit shown = ShownCommit.of(text);
        return shown != null ? shown.patch(number, text, patch.diffs())
                : new SeriesPatch(number, file.name(), Authors.NOBODY, null, "", List.of(), null, text,
                        patch.diffs());
    }
}
