package org.lazymmu.commit;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * What surrounds a run of hexadecimal digits: whether it can be a commit's id there at all. Addresses, message ids, numbers,
 * registers and traces have such runs, too.
 */
final class IdPlace {
    private static final int MAX_TOKEN_CHARS = 400;
    /** From this length on neither numbers nor words nor addresses of the same length are to be expected. */
    private static final int LONG = 12;
    private static final int SUM_DIGITS = 32;
    private static final int POINTER_DIGITS = 16;
    private static final Pattern COMMIT_ADDRESS = Pattern
            .compile("(?:/(?:commits?|c|linus|rev|diff|patch|\\+)/|[?;&](?:id|h|commit)=)$");
    private static final Pattern OTHER_SITE = Pattern
            .compile("^[^/]{0,100}(?:syzkaller|syzbot|bugzilla|lore\\.|lkml\\.|patchwork|msgid|marc\\.info|spinics)");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-");
    private static final Pattern TRACE = Pattern
            .compile("\\+0x[0-9a-f]|\\[<[0-9a-f]|^\\s*+(?:<[0-9]>)?\\[\\s*+[0-9]{1,8}\\.[0-9]{3,6}\\]|^\\s*+code:"
                    + "|\\b(?:[re][a-z0-9]{2}|[xr][0-9]{1,2}|pc|lr|sp|psw|cr[0-9]) ?: ?[<\\[]?[0-9a-f]{4}|^[0-9a-f]{4,16}: |^index ");
    private static final Pattern HEX_WORD = Pattern.compile("\\b[0-9a-f]{4,16}\\b");

    /** What stands at a run of digits. */
    enum Verdict {
        /** Something else. */
        NO,
        /** It looks like an id. */
        PERHAPS,
        /** The address of a commit's page, what {@code git describe} prints, or the like. */
        COMMIT;
    }

    private final String text;

    IdPlace(String text) {
        this.text = text;
    }

    /**
     * What stands there.
     *
     * @param line      the line around it, in lower case
     * @param before    the words before it, as {@link Wording} takes them
     * @param announced whether the words or the quoted subject behind it say that it is a commit
     */
    Verdict verdict(HexRun run, String line, String before, boolean announced) {
        char previous = run.start() == 0 ? ' ' : text.charAt(run.start() - 1);
        char next = run.end() == text.length() ? ' ' : text.charAt(run.end());
        if (previous == 'x' || previous == 'X' || previous == 'I' || next == '@') {
            return Verdict.NO;
        }
        int start = tokenStart(run.start());
        int end = tokenEnd(run.end());
        String head = text.substring(start, run.start()).toLowerCase(Locale.ROOT);
        String tail = text.substring(run.end(), end).toLowerCase(Locale.ROOT);
        int address = head.indexOf("://");
        if (address >= 0) {
            boolean commit = COMMIT_ADDRESS.matcher(head).find()
                    && !OTHER_SITE.matcher(head.substring(address + 3)).find()
                    && (run.isMixed(text) || run.length() >= LONG);
            return commit ? Verdict.COMMIT : Verdict.NO;
        }
        if (head.indexOf('@') >= 0 || tail.indexOf('@') >= 0) {
            boolean ofRepository = previous == '@' && head.indexOf('/') > 0 && tail.indexOf('.') < 0
                    && tail.indexOf('@') < 0;
            return ofRepository ? Verdict.COMMIT : Verdict.NO;
        }
        if (UUID.matcher(text.substring(Math.max(start, run.start() - 30), end).toLowerCase(Locale.ROOT)).find()) {
            return Verdict.NO;
        }
        if (previous == 'g' && head.length() > 1 && head.charAt(head.length() - 2) == '-') {
            return Verdict.COMMIT;
        }
        if (announced) {
            return isWord(previous) && !Wording.isGlue(before) && !run.isFull() ? Verdict.NO : Verdict.PERHAPS;
        }
        boolean good = run.isMixed(text) && isClear(run, previous, next, before) && !isOtherNumber(run, line);
        return good ? Verdict.PERHAPS : Verdict.NO;
    }

    private boolean isClear(HexRun run, char previous, char next, String before) {
        if (run.isFull()) {
            return true;
        }
        if (run.hasUpperCase(text) || previous == '_' || next == '_') {
            return false;
        }
        boolean isLong = run.length() >= LONG;
        if (isWord(previous) && !Wording.isGlue(before) && !(isLong && Character.isLetter(previous))) {
            return false;
        }
        if (isLong) {
            return true;
        }
        boolean joined = "-./=:+\\%$&".indexOf(previous) >= 0 && run.start() > 1
                && !Character.isWhitespace(text.charAt(run.start() - 2));
        boolean joins = "-./=:+\\%$&".indexOf(next) >= 0 && run.end() + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(run.end() + 1));
        return !isWord(next) && !joined && !joins && previous != '#' && previous != '$';
    }

    /** An address in memory, a checksum, a line of a dump. */
    private boolean isOtherNumber(HexRun run, String line) {
        if (run.isFull()) {
            return line.startsWith("index ");
        }
        if (run.length() == SUM_DIGITS) {
            return true;
        }
        String digits = text.substring(run.start(), run.end());
        if (run.length() == POINTER_DIGITS && (digits.startsWith("ffff") || digits.startsWith("0000")
                || digits.startsWith("dead"))) {
            return true;
        }
        return TRACE.matcher(line).find() || HEX_WORD.matcher(line).results().limit(3).count() == 3;
    }

    private int tokenStart(int place) {
        int start = place;
        while (start > 0 && place - start < MAX_TOKEN_CHARS && !Character.isWhitespace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private int tokenEnd(int place) {
        int end = place;
        while (end < text.length() && end - place < MAX_TOKEN_CHARS && !Character.isWhitespace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isWord(char c) {
        return c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
    }
}
