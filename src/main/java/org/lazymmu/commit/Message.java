package org.lazymmu.commit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A commit's message, read.
 *
 * @param subject    the first paragraph in one line
 * @param body       what follows, without empty lines around it
 * @param trailers   in their order
 * @param references to other commits, in their order
 * @param messageIds of mails that it points to, without angle brackets
 * @param isCut      whether it was too long to be read to its end
 */
public record Message(String subject, String body, List<Trailer> trailers, List<Reference> references,
        List<String> messageIds, boolean isCut) {
    /** Longer messages are read up to here; the longest of the kernel has about 60,000. */
    public static final int MAX_CHARS = 1 << 18;
    private static final int MAX_SUBJECT_CHARS = 4096;

    public Message {
        trailers = List.copyOf(trailers);
        references = List.copyOf(references);
        messageIds = List.copyOf(messageIds);
    }

    /** Reads a message, whatever it is. */
    public static Message of(String raw) {
        boolean cut = raw.length() > MAX_CHARS;
        String text = cut ? raw.substring(0, MAX_CHARS) : raw;
        List<String> lines = lines(text);
        int start = 0;
        while (start < lines.size() && TrailerBlock.isBlank(lines.get(start))) {
            start++;
        }
        StringBuilder subject = new StringBuilder();
        int body = start;
        while (body < lines.size() && !TrailerBlock.isBlank(lines.get(body))) {
            if (subject.length() < MAX_SUBJECT_CHARS) {
                subject.append(subject.isEmpty() ? "" : " ").append(withoutEnd(lines.get(body)));
            }
            body++;
        }
        String title = subject.substring(0, Math.min(subject.length(), MAX_SUBJECT_CHARS));
        List<Trailer> trailers = TrailerReader.read(lines, body);
        return new Message(title, body(lines, body), trailers, ReferenceReader.read(text, title, trailers),
                MessageIds.in(text), cut);
    }

    /** The trailers of a kind, in their order. */
    public List<Trailer> trailers(Trailer.Kind kind) {
        return trailers.stream().filter(trailer -> trailer.kind() == kind).toList();
    }

    /** The references of a kind, in their order. */
    public List<Reference> references(Reference.Kind kind) {
        return references.stream().filter(reference -> reference.kind() == kind).toList();
    }

    /** The first reference to the same change in another tree. */
    public Optional<Reference> origin() {
        return references.stream().filter(reference -> reference.kind().isOrigin()).findFirst();
    }

    private static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', start)) {
            lines.add(text.substring(start, feed));
            start = feed + 1;
        }
        if (start < text.length()) {
            lines.add(text.substring(start));
        }
        return lines;
    }

    private static String body(List<String> lines, int from) {
        int start = from;
        int end = lines.size();
        while (start < end && TrailerBlock.isBlank(lines.get(start))) {
            start++;
        }
        while (end > start && TrailerBlock.isBlank(lines.get(end - 1))) {
            end--;
        }
        return String.join("\n", lines.subList(start, end));
    }

    private static String withoutEnd(String line) {
        int end = line.length();
        while (end > 0 && TrailerBlock.isSpace(line.charAt(end - 1))) {
            end--;
        }
        return line.substring(0, end);
    }
}
