package org.lazymmu.commit;

import java.util.ArrayList;
import java.util.List;

/** Finds the trailers of a message: those of git's block, and those that people put elsewhere. */
final class TrailerReader {
    private static final int MAX_TRAILERS = 2000;
    private static final int MAX_VALUE_CHARS = 4000;
    private static final int MAX_KEY_CHARS = 60;
    /** How many lines a quoted subject goes on for, where a mail program has wrapped it. */
    private static final int MAX_WRAPPED = 3;

    private final List<String> lines;
    private final TrailerBlock.Range block;
    private final List<Trailer> found = new ArrayList<>();

    private TrailerReader(List<String> lines) {
        this.lines = lines;
        this.block = TrailerBlock.find(lines);
    }

    /** The trailers in their order; {@code body} is the index of the first line behind the subject. */
    static List<Trailer> read(List<String> lines, int body) {
        return new TrailerReader(lines).read(body);
    }

    private List<Trailer> read(int body) {
        for (int i = body; i < lines.size() && found.size() < MAX_TRAILERS;) {
            i += block.contains(i) ? inBlock(i) : elsewhere(i);
        }
        return List.copyOf(found);
    }

    /** Reads a trailer as git does, and gives the number of lines used. */
    private int inBlock(int start) {
        String line = lines.get(start);
        int colon = TrailerBlock.isComment(line) || line.isEmpty() || TrailerBlock.isSpace(line.charAt(0)) ? -1
                : TrailerBlock.separator(line);
        if (colon < 1) {
            return elsewhere(start);
        }
        StringBuilder value = new StringBuilder(line.substring(colon + 1).strip());
        int next = start + 1;
        while (next < block.end() && !lines.get(next).isEmpty() && TrailerBlock.isSpace(lines.get(next).charAt(0))) {
            append(value, lines.get(next++));
        }
        next = unwrapped(value, next);
        found.add(Trailer.of(line.substring(0, colon).strip(), cut(value), true, start + 1));
        return next - start;
    }

    /** Reads a trailer with a key that everybody knows, wherever it stands, as long as it is not quoted. */
    private int elsewhere(int start) {
        String line = lines.get(start);
        int indent = 0;
        while (indent < line.length() && TrailerBlock.isSpace(line.charAt(indent))) {
            indent++;
        }
        int colon = line.indexOf(':');
        if (colon <= indent || colon - indent > MAX_KEY_CHARS) {
            return 1;
        }
        StringBuilder value = new StringBuilder(line.substring(colon + 1).strip());
        int next = start + 1;
        while (next < lines.size() && next - start < 10 && isDeeper(lines.get(next), indent)) {
            append(value, lines.get(next++));
        }
        next = unwrapped(value, next);
        Trailer trailer = Trailer.of(line.substring(indent, colon).strip(), cut(value), false, start + 1);
        if (trailer.kind() == Trailer.Kind.OTHER || !trailer.isPlausibleAnywhere()) {
            return 1;
        }
        found.add(trailer);
        return next - start;
    }

    private static boolean isDeeper(String line, int indent) {
        return line.length() > indent + 1 && !TrailerBlock.isBlank(line)
                && TrailerBlock.isBlank(line.substring(0, indent + 1)) && TrailerBlock.separator(line.strip()) < 0;
    }

    /** Joins lines to a value whose quoted subject is still open, though the next line is not indented. */
    private int unwrapped(StringBuilder value, int next) {
        int open = value.indexOf("(\"");
        if (open < 0 || value.indexOf("\")", open + 2) >= 0) {
            return next;
        }
        StringBuilder whole = new StringBuilder(value);
        for (int line = next; line < Math.min(lines.size(), next + MAX_WRAPPED); line++) {
            if (TrailerBlock.isBlank(lines.get(line))
                    || Trailer.of(key(lines.get(line)), "", false, 1).kind() != Trailer.Kind.OTHER) {
                return next;
            }
            append(whole, lines.get(line));
            if (whole.indexOf("\")", open + 2) >= 0) {
                value.setLength(0);
                value.append(whole);
                return line + 1;
            }
        }
        return next;
    }

    private static String key(String line) {
        int colon = TrailerBlock.separator(line.strip());
        return colon < 1 ? "" : line.strip().substring(0, colon);
    }

    private static void append(StringBuilder value, String line) {
        if (value.length() < MAX_VALUE_CHARS) {
            value.append(value.isEmpty() ? "" : " ").append(line.strip());
        }
    }

    private static String cut(StringBuilder value) {
        return value.substring(0, Math.min(value.length(), MAX_VALUE_CHARS));
    }
}
