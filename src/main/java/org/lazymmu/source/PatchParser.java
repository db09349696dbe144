package org.lazymmu.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the diffs in a patch's text. What is not part of one is skipped, as {@code patch} does, so that a mailbox will do; what
 * looks like one and is not whole is an error, because half a change is none.
 */
final class PatchParser {
    /** More lines in hunks are refused; 64 MiB of real patches have two million. */
    private static final int MAX_LINES = 1 << 22;
    private static final Pattern HUNK = Pattern
            .compile("@@ -(\\d{1,9})(?:,(\\d{1,9}))? \\+(\\d{1,9})(?:,(\\d{1,9}))? @@.*");

    private static final Pattern ENCODING = Pattern
            .compile("content-transfer-encoding:\\s*(quoted-printable|base64|7bit|8bit|binary)",
                    Pattern.CASE_INSENSITIVE);

    private final String name;
    private final byte[] text;
    private final List<FileDiff> diffs = new ArrayList<>();
    private int at;
    private int line = 1;
    private int kept;
    private boolean consecutive;
    private String encoding = "";

    PatchParser(String name, byte[] text) {
        this.name = name;
        this.text = text;
    }

    Patch read() throws PatchException {
        boolean context = false;
        while (at < text.length) {
            if (startsWith("diff --git ")) {
                gitDiff();
            } else if (startsWith("diff --cc ") || startsWith("diff --combined ")) {
                throw error(line, "the diff of a merge has several sides and cannot be applied");
            } else if (isPlainHeader()) {
                plainDiff();
            } else {
                context |= startsWith("***************");
                noteEncoding();
                consecutive &= startsWith("diff ") || startsWith("Index: ") || startsWith("=====")
                        || startsWith("Only in ");
                skip();
            }
        }
        if (diffs.isEmpty()) {
            throw new PatchException(name + (context ? ": a context diff; make a unified one (diff -u)"
                    : ": no unified diff in it"));
        }
        return new Patch(name, diffs);
    }

    /** Refuses what a mail program has encoded, since its lines are not those of the patch. */
    private void noteEncoding() throws PatchException {
        if (startsWith("From ")) {
            encoding = "";
        }
        if (!startsWith("Content-") && !startsWith("content-")) {
            return;
        }
        Matcher header = ENCODING.matcher(new String(text, at, Math.min(80, behind(at) - at), StandardCharsets.UTF_8));
        if (header.lookingAt()) {
            encoding = header.group(1).toLowerCase(Locale.ROOT);
        }
        if (encoding.equals("base64")) {
            throw encoded();
        }
    }

    private PatchException encoded() {
        return error(line, "a mail in " + encoding + "; save the patch as plain text");
    }

    // --- lines

    private boolean startsWith(String start) {
        return startsWith(at, start);
    }

    private boolean startsWith(int from, String start) {
        if (from + start.length() > text.length) {
            return false;
        }
        for (int i = 0; i < start.length(); i++) {
            if (text[from + i] != start.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The offset behind the line that starts at another offset. */
    private int behind(int from) {
        int end = from;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return Math.min(text.length, end + 1);
    }

    private void skip() {
        at = behind(at);
        line++;
    }

    /** The line here with its end. */
    private String whole() {
        int end = behind(at);
        String whole = new String(text, at, end - at, StandardCharsets.ISO_8859_1);
        at = end;
        line++;
        return whole.endsWith("\n") ? whole : whole + "\n";
    }

    /** The line here without its end, behind a start that it has; for names, so in UTF-8. */
    private String rest(String start) {
        int from = at + start.length();
        int end = behind(at);
        while (end > from && (text[end - 1] == '\n' || text[end - 1] == '\r')) {
            end--;
        }
        skip();
        return new String(text, from, end - from, StandardCharsets.UTF_8);
    }

    private boolean isPlainHeader() {
        if (!startsWith("--- ")) {
            return false;
        }
        int second = behind(at);
        int third = behind(second);
        return startsWith(second, "+++ ") && (startsWith(third, "@@") || third == text.length);
    }

    // --- one diff

    /** What the lines between {@code diff --git} and the hunks say. */
    private static final class Header {
        private FileDiff.Kind kind = FileDiff.Kind.CHANGE;
        private @Nullable String from;
        private @Nullable String to;
        /** Whether lines of its own name the file before, and after: without {@code a/} in front. */
        private boolean bareFrom;
        private boolean bareTo;
        private boolean link;
        private boolean any;

        FileDiff.Kind kind() {
            return link ? FileDiff.Kind.LINK : kind;
        }
    }

    private void gitDiff() throws PatchException {
        int start = line;
        Header header = new Header();
        List<String> names = PatchName.pair(rest("diff --git "));
        if (names != null) {
            header.from = names.getFirst();
            header.to = names.getLast();
        }
        while (extended(header)) {
            header.any = true;
        }
        List<Hunk> hunks = List.of();
        if (header.kind != FileDiff.Kind.BINARY && startsWith("--- ")) {
            if (!startsWith(behind(at), "+++ ")) {
                throw error(line, "the header of a diff without its second line");
            }
            String from = PatchName.of(rest("--- "));
            boolean carriageReturns = endsWithCarriageReturn();
            String to = PatchName.of(rest("+++ "));
            if (!header.bareFrom) {
                header.from = from;
                header.to = to;
            }
            if (header.kind == FileDiff.Kind.CHANGE) {
                header.kind = from == null ? FileDiff.Kind.CREATE : to == null ? FileDiff.Kind.DELETE : header.kind;
            }
            hunks = hunks(header.to != null ? header.to : header.from, carriageReturns);
        } else if (!header.any) {
            consecutive = false;
            return; // a sentence about git
        }
        add(header, hunks, start);
    }

    /** Takes one line of git's header. */
    private boolean extended(Header header) {
        if (startsWith("new file mode ")) {
            header.kind = FileDiff.Kind.CREATE;
            header.link |= isLink(rest("new file mode "));
        } else if (startsWith("deleted file mode ")) {
            header.kind = FileDiff.Kind.DELETE;
            header.link |= isLink(rest("deleted file mode "));
        } else if (startsWith("old mode ")) {
            header.link |= isLink(rest("old mode "));
        } else if (startsWith("new mode ")) {
            header.link |= isLink(rest("new mode "));
        } else if (startsWith("index ")) {
            header.link |= isLink(rest("index "));
        } else if (startsWith("rename from ")) {
            header.kind = FileDiff.Kind.RENAME;
            header.bareFrom = true;
            header.from = PatchName.of(rest("rename from "));
        } else if (startsWith("rename to ")) {
            header.bareTo = true;
            header.to = PatchName.of(rest("rename to "));
        } else if (startsWith("copy from ")) {
            header.kind = FileDiff.Kind.COPY;
            header.bareFrom = true;
            header.from = PatchName.of(rest("copy from "));
        } else if (startsWith("copy to ")) {
            header.bareTo = true;
            header.to = PatchName.of(rest("copy to "));
        } else if (startsWith("similarity index ") || startsWith("dissimilarity index ")) {
            skip();
        } else if (startsWith("GIT binary patch") || startsWith("Binary files ")) {
            header.kind = FileDiff.Kind.BINARY;
            skip();
        } else {
            return false;
        }
        return true;
    }

    private static boolean isLink(String mode) {
        return mode.endsWith("120000");
    }

    private void plainDiff() throws PatchException {
        int start = line;
        Header header = new Header();
        header.from = PatchName.of(rest("--- "));
        boolean carriageReturns = endsWithCarriageReturn();
        header.to = PatchName.of(rest("+++ "));
        header.kind = header.from == null ? FileDiff.Kind.CREATE
                : header.to == null ? FileDiff.Kind.DELETE : FileDiff.Kind.CHANGE;
        add(header, hunks(header.to != null ? header.to : header.from, carriageReturns), start);
    }

    private void add(Header header, List<Hunk> hunks, int start) throws PatchException {
        if (encoding.equals("quoted-printable")) {
            throw encoded();
        }
        if (header.bareFrom != header.bareTo) {
            throw error(start, "a rename or copy that names one file only");
        }
        if (header.from == null && header.to == null) {
            throw error(start, "a diff that names no file");
        }
        FileDiff.Kind kind = header.kind();
        diffs.add(new FileDiff(kind, kind == FileDiff.Kind.CREATE ? null : header.from,
                kind == FileDiff.Kind.DELETE ? null : header.to, header.bareFrom, consecutive, hunks, start));
        consecutive = true;
    }

    /** Whether the line here ends as mail programs end lines; then those of the hunks do so too, and not the file's. */
    private boolean endsWithCarriageReturn() {
        int end = behind(at);
        return end - at >= 2 && text[end - 1] == '\n' && text[end - 2] == '\r';
    }

    // --- hunks

    private List<Hunk> hunks(@Nullable String file, boolean carriageReturns) throws PatchException {
        List<Hunk> hunks = new ArrayList<>();
        while (startsWith("@@ ")) {
            hunks.add(hunk(String.valueOf(file), hunks.size() + 1, carriageReturns));
        }
        if (hunks.isEmpty()) {
            throw error(line, "the header of a diff without hunks after it");
        }
        if (startsWith("-- \n") || startsWith("--\n") || startsWith("-- \r\n") || isPlainHeader()) {
            return hunks; // a signature, or the next diff
        }
        if (startsWith("+") || startsWith("-") || startsWith(" ") || startsWith("\\")) {
            throw error(line, PatchException.hunk(String.valueOf(file), hunks.size())
                    + " has more lines than its header says");
        }
        return hunks;
    }

    private Hunk hunk(String file, int number, boolean carriageReturns) throws PatchException {
        int start = line;
        String which = PatchException.hunk(file, number);
        Matcher head = HUNK.matcher(rest(""));
        if (!head.matches()) {
            throw error(start, which + " has a malformed header");
        }
        int oldLeft = count(head.group(2));
        int newLeft = count(head.group(4));
        List<Hunk.Line> lines = new ArrayList<>();
        boolean changes = false;
        while (oldLeft > 0 || newLeft > 0) {
            Hunk.Line read = at < text.length ? hunkLine(lines, carriageReturns) : null;
            if (read == null) {
                throw error(line, which + " has fewer lines than its header says");
            }
            if (read.mark() == '\\') {
                continue;
            }
            lines.add(read);
            oldLeft -= read.mark() == Hunk.ADDED ? 0 : 1;
            newLeft -= read.mark() == Hunk.REMOVED ? 0 : 1;
            changes |= read.mark() != Hunk.CONTEXT;
            if (oldLeft < 0 || newLeft < 0) {
                throw error(line - 1, which + " has other lines than its header says");
            }
        }
        if (startsWith("\\ ")) {
            endFile(lines);
        }
        if (!changes) {
            throw error(start, which + " changes nothing");
        }
        return new Hunk(number, start, Integer.parseInt(head.group(1)), count(head.group(2)), count(head.group(4)),
                List.copyOf(lines));
    }

    private static int count(@Nullable String digits) {
        return digits == null ? 1 : Integer.parseInt(digits);
    }

    /** The line of a hunk here; one marked with a backslash is about the line before; null where the hunk is over. */
    private Hunk.@Nullable Line hunkLine(List<Hunk.Line> before, boolean carriageReturns) throws PatchException {
        char mark = (char) text[at];
        if (mark == '\\') {
            endFile(before);
            return new Hunk.Line(mark, "");
        }
        // Mail programs cut blanks off: an empty line is one of context.
        boolean empty = mark == '\n' || startsWith("\r\n");
        if (!empty && mark != Hunk.CONTEXT && mark != Hunk.ADDED && mark != Hunk.REMOVED) {
            return null;
        }
        if (++kept > MAX_LINES) {
            throw error(line, "more than " + MAX_LINES + " lines of changes");
        }
        String whole = whole();
        if (carriageReturns && whole.endsWith("\r\n")) {
            whole = whole.substring(0, whole.length() - 2) + "\n";
        }
        return empty ? new Hunk.Line(Hunk.CONTEXT, whole) : new Hunk.Line(mark, whole.substring(1));
    }

    /** Takes {@code \ No newline at end of file}. */
    private void endFile(List<Hunk.Line> lines) {
        skip();
        if (!lines.isEmpty()) {
            Hunk.Line last = lines.removeLast();
            String unended = last.text().endsWith("\n") ? last.text().substring(0, last.text().length() - 1)
                    : last.text();
            lines.add(new Hunk.Line(last.mark(), unended));
        }
    }

    private PatchException error(int where, String what) {
        return new PatchException(name + ": line " + where + ": " + what);
    }
}
