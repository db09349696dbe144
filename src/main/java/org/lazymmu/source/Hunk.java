package org.lazymmu.source;

import java.util.List;

/**
 * One place that a patch changes.
 *
 * @param number   which of its file's hunks it is, from 1
 * @param at       the line of the patch's text where it starts, from 1
 * @param oldStart where its lines were in the file that the patch was made from
 * @param oldLines how many they were
 * @param newLines how many they become
 * @param lines    context, removed and added lines in order
 */
public record Hunk(int number, int at, int oldStart, int oldLines, int newLines, List<Line> lines) {
    public static final char CONTEXT = ' ';
    public static final char REMOVED = '-';
    public static final char ADDED = '+';

    /**
     * A line of a hunk.
     *
     * @param mark {@link #CONTEXT}, {@link #REMOVED} or {@link #ADDED}
     * @param text the line with its line feed, which only the last line of a file may lack
     */
    public record Line(char mark, String text) {
    }

    /** The lines that must be there, or those that will be, for {@link #ADDED} as the mark to leave out or {@link #REMOVED}. */
    List<String> without(char mark) {
        return lines.stream().filter(line -> line.mark() != mark).map(Line::text).toList();
    }

    /** Lines of context before the first change. */
    int leading() {
        int count = 0;
        while (lines.get(count).mark() == CONTEXT) {
            count++;
        }
        return count;
    }

    /** Lines of context after the last change. */
    int trailing() {
        int count = 0;
        while (lines.get(lines.size() - 1 - count).mark() == CONTEXT) {
            count++;
        }
        return count;
    }
}
