package org.lazymmu.commit;

import java.util.List;

/**
 * Where git finds the trailers of a message: the last paragraph, if it is all trailers, or has one that git writes itself and
 * at least a quarter of its lines are trailers. The rules are those of {@code git interpret-trailers}, and a test holds the
 * two against each other.
 */
final class TrailerBlock {
    private static final List<String> WRITTEN_BY_GIT = List.of("Signed-off-by: ", "(cherry picked from commit ");
    private static final char COMMENT = '#';

    private final List<String> lines;
    private int trailers;
    private int others;
    private int continuations;
    private boolean recognised;

    private TrailerBlock(List<String> lines) {
        this.lines = lines;
    }

    /**
     * The lines of the block.
     *
     * @param lines of the whole message, without line feeds
     * @return index of its first line and of the line behind its last one; equal when there is none
     */
    static Range find(List<String> lines) {
        return new TrailerBlock(lines).find();
    }

    /** Some lines, by index from 0, without the last. */
    record Range(int start, int end) {
        boolean contains(int line) {
            return line >= start && line < end;
        }
    }

    private Range find() {
        int end = endOfText();
        int title = endOfTitle(end);
        boolean onlySpaces = true;
        for (int i = end - 1; i >= title; i--) {
            String line = lines.get(i);
            if (isComment(line)) {
                others += continuations;
                continuations = 0;
            } else if (isBlank(line)) {
                if (!onlySpaces) {
                    others += continuations;
                    boolean block = recognised ? trailers * 3 >= others : trailers > 0 && others == 0;
                    return block ? new Range(i + 1, end) : new Range(end, end);
                }
            } else {
                onlySpaces = false;
                count(line);
            }
        }
        return new Range(end, end);
    }

    private void count(String line) {
        if (WRITTEN_BY_GIT.stream().anyMatch(line::startsWith)) {
            trailers++;
            continuations = 0;
            recognised = true;
        } else if (!isSpace(line.charAt(0)) && separator(line) >= 1) {
            trailers++;
            continuations = 0;
        } else if (isSpace(line.charAt(0))) {
            continuations++;
        } else {
            others += 1 + continuations;
            continuations = 0;
        }
    }

    /** Behind the title's paragraph, which has no trailers. */
    private int endOfTitle(int end) {
        int line = 0;
        while (line < end && (isComment(lines.get(line)) || !isBlank(lines.get(line)))) {
            line++;
        }
        return line;
    }

    /** Before the comments, empty lines and the old list of conflicts at the end. */
    private int endOfText() {
        int ignored = -1;
        boolean conflicts = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isEmpty() || isComment(line)) {
                ignored = ignored < 0 ? i : ignored;
            } else if (line.equals("Conflicts:")) {
                conflicts = true;
                ignored = ignored < 0 ? i : ignored;
            } else if (ignored >= 0 && !(conflicts && line.startsWith("\t"))) {
                ignored = -1;
                conflicts = false;
            }
        }
        return ignored < 0 ? lines.size() : ignored;
    }

    /** Where the colon of a line {@code key: value} stands, or -1. */
    static int separator(String line) {
        boolean space = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == ':') {
                return i;
            }
            boolean blank = i > 0 && (c == ' ' || c == '\t');
            if (!blank && (space || !isOfKey(c))) {
                return -1;
            }
            space |= blank;
        }
        return -1;
    }

    private static boolean isOfKey(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '-';
    }

    static boolean isComment(String line) {
        return !line.isEmpty() && line.charAt(0) == COMMENT;
    }

    static boolean isBlank(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (!isSpace(line.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** What git takes for white space; no other character is. */
    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r';
    }
}
