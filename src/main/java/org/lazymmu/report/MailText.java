package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;

/** News as a mail after RFC 5322. Lines end with a line feed alone, as programs that send mails take them. */
public final class MailText {
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z",
            Locale.ROOT);
    private static final int WORD_BYTES = 39;
    private static final int LINE_CHARS = 76;
    private static final int HEX_CHARS = 3;
    private static final int SUBJECT_CHARS = 200;

    private final Writer out;

    public MailText(Writer out) {
        this.out = out;
    }

    /**
     * Writes one mail, which says nothing of whom it is for: whoever sends it does.
     *
     * @param at when it is written
     */
    public void write(News news, Instant at) throws IOException {
        UUID id = UUID.nameUUIDFromBytes((news.id() + news.items().stream().map(item -> item.id().toString())
                .collect(Collectors.joining())).getBytes(StandardCharsets.UTF_8));
        String subject = news.items().size() == 1 ? news.items().getFirst().title()
                : news.items().size() + " changes";
        header("From", "lazymmu <lazymmu@localhost>");
        header("Date", DATE.format(at.atOffset(ZoneOffset.UTC)));
        header("Message-ID", "<" + id + "@lazymmu.localhost>");
        header("Subject", subject(news.title() + ": " + subject));
        header("Auto-Submitted", "auto-generated");
        header("MIME-Version", "1.0");
        header("Content-Type", "text/plain; charset=utf-8");
        header("Content-Transfer-Encoding", "quoted-printable");
        out.write('\n');
        StringBuilder text = new StringBuilder();
        news.items().forEach(item -> text.append(item.text()).append('\n'));
        out.write(quoted(text.toString()));
    }

    private void header(String name, String value) throws IOException {
        out.write(name + ": " + value + "\n");
    }

    /** A text for a header: words as they are if they are plain, otherwise encoded after RFC 2047, folded. */
    private static String subject(String text) {
        String visible = Visible.of(text);
        String cut = visible.length() > SUBJECT_CHARS ? visible.substring(0, SUBJECT_CHARS) + "…" : visible;
        if (cut.length() <= LINE_CHARS - "Subject: ".length() && cut.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                && !cut.contains("=?")) {
            return cut;
        }
        StringBuilder words = new StringBuilder();
        StringBuilder word = new StringBuilder();
        cut.codePoints().forEach(c -> {
            String next = word + Character.toString(c);
            if (next.getBytes(StandardCharsets.UTF_8).length > WORD_BYTES) {
                encode(words, word);
            }
            word.appendCodePoint(c);
        });
        encode(words, word);
        return words.toString();
    }

    private static void encode(StringBuilder words, StringBuilder word) {
        words.append(words.isEmpty() ? "" : "\n ").append("=?utf-8?B?")
                .append(Base64.getEncoder().encodeToString(word.toString().getBytes(StandardCharsets.UTF_8)))
                .append("?=");
        word.setLength(0);
    }

    /** After RFC 2045: no line is long, none can end the mail or be taken for the start of another. */
    private static String quoted(String text) {
        StringBuilder result = new StringBuilder();
        for (String line : text.split("\n", -1)) {
            int length = 0;
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < bytes.length; i++) {
                int c = bytes[i] & 0xff;
                boolean last = i == bytes.length - 1;
                if (length + HEX_CHARS >= LINE_CHARS) {
                    result.append("=\n");
                    length = 0;
                }
                boolean begins = length == 0 && (c == '.' || c == 'F');
                boolean plain = c > ' ' && c < 0x7f && c != '=' && !begins || c == ' ' && !last;
                String piece = plain ? String.valueOf((char) c) : String.format("=%02X", c);
                result.append(piece);
                length += piece.length();
            }
            result.append('\n');
        }
        return result.substring(0, result.length() - 1);
    }
}
