package org.lazymmu.commit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.Reference.Kind;

/**
 * Finds what a message says about other commits. It begins at each run of hexadecimal digits; the line that it stands in, the
 * words before it and the subject quoted behind it decide what it is.
 */
final class ReferenceReader {
    private static final int MAX_REFERENCES = 2000;
    private static final int MAX_ORIGIN_CHARS = 200;
    private static final Pattern LIST = Pattern.compile(
            "^[\\s)]*+(?:,|;|&|and|or|plus|\\.\\.\\.?)(?:\\s*+(?:and|or))?[\\s(]*+(?:commits?)?[\\s(\"'<]*+$");
    private static final Pattern ORIGIN = Pattern
            .compile("^\\s*+(?:(?:in|from|of)\\s++)?([^\\s)][^)\\n]{0,200}(?:\\n[^)\\n]{1,200})?)\\)");
    private static final Pattern SPACE = Pattern.compile("[ \\t\\r\\f\\u000b]++");
    private static final Pattern UPSTREAM_STATUS = Pattern.compile("^\\s*+upstream[- ]status\\s*+:",
            Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
    private static final Pattern OPENERS = Pattern.compile("^[\\s<(\\[\"']*+$");

    private final String text;
    private final Lines lines;
    private final IdPlace place;
    private final List<HexRun> runs;
    private final List<Reference> found = new ArrayList<>();
    private int next;
    private int coveredTo;
    private int previousEnd = -1;
    private int unitLine = -1;
    private String unit = "";

    private ReferenceReader(String text) {
        this.text = text;
        this.lines = new Lines(text);
        this.place = new IdPlace(text);
        this.runs = HexRun.in(text);
    }

    /**
     * All references of a message in their order, each id once for each kind, and not as mentioned if it is more than that.
     *
     * @param text     with line feeds at the ends of its lines
     * @param subject  the message's own
     * @param trailers the message's own, of which some may name a commit by its subject alone
     */
    static List<Reference> read(String text, String subject, List<Trailer> trailers) {
        ReferenceReader reader = new ReferenceReader(text);
        while (reader.next < reader.runs.size() && reader.found.size() < MAX_REFERENCES) {
            reader.take(reader.runs.get(reader.next));
            reader.next++;
        }
        trailers.forEach(reader::takeSubject);
        return Deduplication.of(reader.found, Subject.reverted(subject));
    }

    /** Takes {@code Fixes: ("subject")} without an id. */
    private void takeSubject(Trailer trailer) {
        if (trailer.kind() == Trailer.Kind.FIXES
                && found.stream().noneMatch(reference -> reference.line() == trailer.line())) {
            QuotedSubject quoted = QuotedSubject.after(trailer.value(), 0);
            if (!quoted.text().isEmpty()) {
                found.add(new Reference(Kind.FIXES, "", quoted.text(), "", true, trailer.line()));
            }
        }
    }

    private void take(HexRun run) {
        if (run.start() < coveredTo) {
            return;
        }
        int line = lines.at(run.start());
        String before = before(run.start(), line);
        QuotedSubject quoted = QuotedSubject.after(text, run.end());
        boolean hasSubject = !quoted.text().isEmpty();
        boolean listed = !found.isEmpty() && previousEnd >= 0 && run.start() - previousEnd < 40
                && LIST.matcher(text.substring(previousEnd, run.start())).find();
        Kind byLine = byLine(run, line);
        Kind kind = byLine != null ? byLine : Wording.kind(before, hasSubject);
        boolean announced = kind != Kind.MENTION || hasSubject || announces(run, before)
                || listed && found.getLast().certain();
        IdPlace.Verdict verdict = place.verdict(run, lowerLine(line), before, announced);
        if (verdict == IdPlace.Verdict.NO) {
            return;
        }
        if (lines.text(line).startsWith(">")) {
            kind = Kind.MENTION;
        } else if (listed && kind == Kind.MENTION) {
            kind = found.getLast().kind();
        }
        int end = hasSubject ? quoted.end() : run.end();
        found.add(new Reference(kind, text.substring(run.start(), run.end()).toLowerCase(Locale.ROOT), quoted.text(),
                origin(kind, line, end), announced || verdict == IdPlace.Verdict.COMMIT, line + 1));
        coveredTo = end;
        previousEnd = end;
    }

    /** Whether the words before say that it is a commit; a number must be called so outright. */
    private boolean announces(HexRun run, String before) {
        return Wording.announceCommit(before) && (run.isMixed(text) || before.stripTrailing().endsWith("commit"));
    }

    /** What the whole line makes of an id, or null. */
    private @Nullable Kind byLine(HexRun run, int line) {
        String whole = unit(line);
        if (whole.isEmpty()) {
            return null;
        }
        String head = text.substring(lines.start(line), run.start());
        boolean first = previousEnd < lines.start(line);
        Kind key = first ? WholeLine.byKey(whole) : null;
        if (key == null && line > 0 && !head.isEmpty() && Character.isWhitespace(head.charAt(0))
                && OPENERS.matcher(head).find()) {
            key = WholeLine.byKey(lowerLine(line - 1));
        }
        if (key != null) {
            return key;
        }
        if (WholeLine.saysUpstream(whole) && standsAlone(line, whole)) {
            return Kind.UPSTREAM;
        }
        return WholeLine.isCommitAlone(whole) && isOrigin(line) ? Kind.UPSTREAM : null;
    }

    /** Whether a line is one of its own: not a part of a sentence. */
    private boolean standsAlone(int line, String whole) {
        if (whole.startsWith("[") || whole.startsWith("(")) {
            return true;
        }
        if (!lines.isBlank(line - 1)) {
            return false;
        }
        String below = lines.text(line + 1);
        return below.isEmpty() || !Character.isLowerCase(below.charAt(0)) || whole.stripTrailing().endsWith(".");
    }

    /** Whether {@code commit X} alone in a line says where this commit comes from. */
    private boolean isOrigin(int line) {
        String above = lines.text(line - 1).toLowerCase(Locale.ROOT);
        if (lines.text(line + 1).strip().startsWith("Author:")) {
            return !above.contains("bad commit") && !above.contains("bisect");
        }
        if (inclusion(line) >= 0) {
            return true;
        }
        boolean alone = lines.isBlank(line - 1) && lines.isBlank(line + 1);
        return alone && (lines.isFirstOfBody(line) || UPSTREAM_STATUS.matcher(text).find());
    }

    /** The line {@code ... inclusion} over a line of the same block, or -1. */
    private int inclusion(int line) {
        for (int above = line - 1; above >= Math.max(0, line - 4) && !lines.isBlank(above); above--) {
            if (WholeLine.isInclusion(lowerLine(above).strip())) {
                return above;
            }
        }
        return -1;
    }

    private String origin(Kind kind, int line, int end) {
        if (!kind.isOrigin()) {
            return "";
        }
        if (kind == Kind.UPSTREAM) {
            int inclusion = inclusion(line);
            for (int below = inclusion + 1; inclusion >= 0 && below < line; below++) {
                if (lines.text(below).startsWith("from ")) {
                    return lines.text(below).substring("from ".length()).strip();
                }
            }
            return "";
        }
        Matcher origin = ORIGIN.matcher(text.substring(end, Math.min(text.length(), end + 2 * MAX_ORIGIN_CHARS)));
        if (!origin.find()) {
            return "";
        }
        String words = SPACE.matcher(origin.group(1).replace('\n', ' ')).replaceAll(" ").strip();
        return words.substring(0, Math.min(words.length(), MAX_ORIGIN_CHARS));
    }

    /** The paragraph before a place, in lower case, white space but line feeds folded, at most so many characters. */
    private String before(int end, int line) {
        int first = line;
        while (first > 0 && end - lines.start(first) < Wording.MAX_CHARS && !lines.isBlank(first - 1)) {
            first--;
        }
        int start = Math.max(lines.start(first), end - Wording.MAX_CHARS);
        String words = SPACE.matcher(text.substring(start, end)).replaceAll(" ").replace("\n ", "\n").replace(" \n",
                "\n");
        return (start > lines.start(first) ? "…" : "") + words.toLowerCase(Locale.ROOT);
    }

    /** A line as {@link WholeLine} takes it; empty when it is too long. */
    private String unit(int line) {
        if (unitLine != line) {
            unitLine = line;
            unit = lines.end(line) - lines.start(line) > WholeLine.MAX_CHARS ? "" : makeUnit(line);
        }
        return unit;
    }

    private String makeUnit(int line) {
        StringBuilder result = new StringBuilder();
        int from = lines.start(line);
        int end = lines.end(line);
        for (int i = next; i < runs.size() && runs.get(i).start() < end; i++) {
            HexRun run = runs.get(i);
            if (run.start() >= from) {
                result.append(text, from, run.start()).append(WholeLine.ID);
                from = QuotedSubject.after(text, run.end()).end();
                end = Math.max(end, lines.end(lines.at(from)));
            }
        }
        result.append(text, Math.min(from, end), end);
        return SPACE.matcher(result.toString().replace('\n', ' ')).replaceAll(" ").toLowerCase(Locale.ROOT);
    }

    private String lowerLine(int line) {
        return lines.text(line).toLowerCase(Locale.ROOT);
    }

    /** The lines of a text by number from 0; there are empty ones around it. */
    private static final class Lines {
        private final String text;
        private final int[] starts;

        Lines(String text) {
            this.text = text;
            int[] places = new int[16];
            int count = 1;
            for (int feed = text.indexOf('\n'); feed >= 0; feed = text.indexOf('\n', feed + 1)) {
                if (count == places.length) {
                    places = Arrays.copyOf(places, 2 * count);
                }
                places[count++] = feed + 1;
            }
            this.starts = Arrays.copyOf(places, count);
        }

        int at(int place) {
            int index = Arrays.binarySearch(starts, place);
            return index >= 0 ? index : -index - 2;
        }

        int start(int line) {
            return starts[line];
        }

        int end(int line) {
            return line + 1 < starts.length ? starts[line + 1] - 1 : text.length();
        }

        /** A line, or the beginning of one that is longer than lines that mean anything. */
        String text(int line) {
            return line < 0 || line >= starts.length ? ""
                    : text.substring(starts[line], Math.min(end(line), starts[line] + WholeLine.MAX_CHARS));
        }

        boolean isBlank(int line) {
            return TrailerBlock.isBlank(text(line));
        }

        /** Whether only the subject's paragraph stands above. */
        boolean isFirstOfBody(int line) {
            int above = line - 1;
            while (above >= 0 && isBlank(above)) {
                above--;
            }
            while (above >= 0 && !isBlank(above)) {
                above--;
            }
            while (above >= 0 && isBlank(above)) {
                above--;
            }
            return above < 0 && line > 0;
        }
    }
}
