package org.lazymmu.series;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one mail: headers that go over several lines, encoded words, MIME parts within parts, transfer encodings. */
final class MailParser {
    /** Parts within parts are followed this far. */
    private static final int MAX_DEPTH = 8;
    private static final Pattern HEADER = Pattern.compile("([!-9;-~]+):[ \t]*(.*)", Pattern.DOTALL);
    private static final Pattern ID = Pattern.compile("<([^<>\\s]+)>");
    private static final Pattern PARAMETER = Pattern.compile(";\\s*([\\w-]+)\\*?\\s*=\\s*(\"[^\"]*\"|[^;\\s]+)");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("d MMM yyyy H:mm[:ss] Z",
            Locale.ENGLISH);

    /** Headers by their names in lower case, the first of each name, and what comes after them. */
    private record Entity(Map<String, String> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, "");
        }

        String type() {
            String type = header("content-type");
            int end = type.indexOf(';');
            return (end < 0 ? type : type.substring(0, end)).strip().toLowerCase(Locale.ROOT);
        }

        String parameter(String header, String name) {
            Matcher parameters = PARAMETER.matcher(header(header));
            while (parameters.find()) {
                if (parameters.group(1).equalsIgnoreCase(name)) {
                    return parameters.group(2).replace("\"", "");
                }
            }
            return "";
        }
    }

    /** A part that is text. */
    private record Text(String charset, String content) {
    }

    private MailParser() {
    }

    /**
     * Reads a mail, or null where there are no headers of one.
     *
     * @param raw    one byte per character, lines end with a line feed alone
     * @param commit the commit id in front of it, or null
     */
    static @Nullable Mail parse(String raw, @Nullable String commit) {
        Entity mail = entity(raw);
        if (!mail.headers.containsKey("subject") && !mail.headers.containsKey("from")) {
            return null;
        }
        List<Text> texts = new ArrayList<>();
        texts(mail, 0, texts);
        String charset = texts.isEmpty() ? "utf-8" : texts.getFirst().charset();
        String body = String.join("\n", texts.stream().map(Text::content).toList());
        List<String> ids = ids(mail.header("message-id"));
        return new Mail(ids.isEmpty() ? mail.header("message-id").strip() : ids.getFirst(), replyTo(mail),
                Decoding.header(mail.header("subject")).strip(), Authors.of(Decoding.header(mail.header("from"))),
                date(mail.header("date")), commit, charset, body);
    }

    private static Entity entity(String raw) {
        Map<String, String> headers = new LinkedHashMap<>();
        int at = 0;
        while (at < raw.length()) {
            int end = lineEnd(raw, at);
            while (end < raw.length() && (raw.charAt(end) == ' ' || raw.charAt(end) == '\t')) {
                end = lineEnd(raw, end);
            }
            String line = raw.substring(at, end).stripTrailing();
            Matcher header = HEADER.matcher(line);
            if (line.isEmpty()) {
                at = end;
                break;
            }
            if (!header.matches()) {
                break; // the blank line is missing
            }
            headers.putIfAbsent(header.group(1).toLowerCase(Locale.ROOT),
                    header.group(2).replaceAll("\n[ \t]*", " ").strip());
            at = end;
        }
        return new Entity(headers, raw.substring(at));
    }

    private static int lineEnd(String text, int from) {
        int feed = text.indexOf('\n', from);
        return feed < 0 ? text.length() : feed + 1;
    }

    private static List<String> ids(String header) {
        return ID.matcher(header).results().map(found -> found.group(1)).toList();
    }

    private static List<String> replyTo(Entity mail) {
        List<String> ids = new ArrayList<>(ids(mail.header("references")));
        Collections.reverse(ids);
        List<String> nearest = ids(mail.header("in-reply-to"));
        ids.removeAll(nearest);
        ids.addAll(0, nearest);
        return ids;
    }

    static @Nullable Instant date(String header) {
        String plain = header.replaceAll("\\([^)]*\\)", "").replaceFirst("^\\s*[A-Za-z]+,", "")
                .replaceFirst("\\s+(GMT|UTC?|Z)\\s*$", " +0000").strip().replaceAll("\\s+", " ");
        try {
            return ZonedDateTime.parse(plain, DATE).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static void texts(Entity entity, int depth, List<Text> into) {
        String type = entity.type();
        if (type.startsWith("multipart/") && depth < MAX_DEPTH) {
            List<Entity> parts = parts(entity.body(), entity.parameter("content-type", "boundary"));
            List<Entity> plain = parts.stream().filter(part -> part.type().equals("text/plain")).toList();
            for (Entity part : type.equals("multipart/alternative") && !plain.isEmpty() ? plain : parts) {
                texts(part, depth + 1, into);
            }
        } else if (isText(entity, type)) {
            String charset = entity.parameter("content-type", "charset");
            String content = Decoding.transfer(entity.body(), entity.header("content-transfer-encoding"));
            into.add(new Text(charset.isEmpty() ? "utf-8" : charset, content.replace("\r\n", "\n")));
        }
    }

    private static boolean isText(Entity entity, String type) {
        String name = entity.parameter("content-disposition", "filename") + entity.parameter("content-type", "name");
        return type.isEmpty() || type.startsWith("text/") && !type.equals("text/html") || name.endsWith(".patch")
                || name.endsWith(".diff");
    }

    private static List<Entity> parts(String body, String boundary) {
        List<Entity> parts = new ArrayList<>();
        int start = -1;
        int at = 0;
        while (at < body.length()) {
            int end = lineEnd(body, at);
            String line = body.substring(at, end).stripTrailing();
            if (!boundary.isEmpty() && (line.equals("--" + boundary) || line.equals("--" + boundary + "--"))) {
                if (start >= 0) {
                    parts.add(entity(body.substring(start, Math.max(start, at - 1))));
                }
                start = line.endsWith("--") && line.length() == boundary.length() + 4 ? -1 : end;
            }
            at = end;
        }
        if (start >= 0) {
            parts.add(entity(body.substring(start))); // cut off before its end
        }
        return parts;
    }
}
