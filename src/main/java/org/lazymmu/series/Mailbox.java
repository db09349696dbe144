package org.lazymmu.series;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts a file into mails: an mbox, as of {@code git format-patch}, of b4 or of a mail program, or one mail alone. */
final class Mailbox {
    /** Somebody, and a time with its year: what the body of a mail starts with "From " is hardly ever that. */
    private static final Pattern ENVELOPE = Pattern
            .compile("From (\\S+)\\s+.*\\d{1,2}:\\d{2}(?::\\d{2})?.*\\b\\d{4}\\b.*");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}(?:[0-9a-f]{24})?");
    private static final Pattern QUOTED = Pattern.compile("^>(>*From )", Pattern.MULTILINE);

    private Mailbox() {
    }

    /** The mails in a file, in order; what is none is left out. */
    static List<Mail> read(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("\r\n", "\n");
        List<Mail> mails = new ArrayList<>();
        int start = 0;
        String sender = null;
        int at = 0;
        boolean blank = true;
        while (at < text.length()) {
            int feed = text.indexOf('\n', at);
            int end = feed < 0 ? text.length() : feed + 1;
            if (blank && text.startsWith("From ", at)) {
                Matcher envelope = ENVELOPE.matcher(text.substring(at, end).stripTrailing());
                if (envelope.matches()) {
                    add(mails, text.substring(start, at), sender);
                    sender = envelope.group(1);
                    start = end;
                }
            }
            blank = end - at == 1;
            at = end;
        }
        add(mails, text.substring(start), sender);
        return mails;
    }

    private static void add(List<Mail> mails, String raw, @Nullable String sender) {
        boolean known = sender != null && COMMIT.matcher(sender).matches() && !sender.matches("0+");
        Mail mail = MailParser.parse(sender == null ? raw : QUOTED.matcher(raw).replaceAll("$1"),
                known ? sender : null);
        if (mail != null) {
            mails.add(mail);
        }
    }
}
