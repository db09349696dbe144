package org.lazymmu.commit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Reads a patch line by line and gives its hunks. Within a hunk it counts lines as the hunk's head says, so that no text of a
 * file can be taken for the head of another.
 */
final class HunkReader {
    /** Enough for all patches that people write; vendors' drops have more. */
    static final int MAX_HUNKS = 5000;
    private static final int MAX_PATH_CHARS = 4096;

    private final List<PatchId.Hunk> hunks = new ArrayList<>();
    private final MessageDigest whole = sha1();
    private final MessageDigest change = sha1();
    private boolean cut;
    private String oldPath = "";
    private String path = "";
    private int before;
    private int after;
    private int changed;
    private boolean open;

    /** Takes the next line without its line feed. */
    void line(byte[] line, int length) {
        if (isInHunk()) {
            content(line, length);
            return;
        }
        close();
        if (startsWith(line, length, "@@ -")) {
            head(line, length);
        } else if (startsWith(line, length, "--- ")) {
            oldPath = path(line, length);
        } else if (startsWith(line, length, "+++ ")) {
            String named = path(line, length);
            path = named.isEmpty() ? oldPath : named;
        }
    }

    /** Whether the next line belongs to a file, not to the patch's own words. */
    boolean isInHunk() {
        return before > 0 || after > 0;
    }

    /** The hunks up to here; the next line begins another patch. */
    List<PatchId.Hunk> end() {
        close();
        before = 0;
        after = 0;
        List<PatchId.Hunk> result = List.copyOf(hunks);
        hunks.clear();
        oldPath = "";
        path = "";
        return result;
    }

    /** Whether hunks of the last patch were left out. */
    boolean isCut() {
        boolean result = cut;
        cut = false;
        return result;
    }

    private void content(byte[] line, int length) {
        char kind = length == 0 ? ' ' : (char) line[0];
        if (kind == '\\') {
            return; // no newline at end of file: git leaves it out, too
        }
        before -= kind == '+' ? 0 : 1;
        after -= kind == '-' ? 0 : 1;
        boolean changes = kind == '+' || kind == '-';
        changed += changes ? 1 : 0;
        for (int i = 0; i < length; i++) {
            if (!isSpace(line[i])) {
                whole.update(line[i]);
                if (changes) {
                    change.update(line[i]);
                }
            }
        }
        whole.update((byte) '\n');
        if (changes) {
            change.update((byte) '\n');
        }
    }

    private void close() {
        if (!open) {
            return;
        }
        open = false;
        String id = HexFormat.of().formatHex(whole.digest());
        String changeId = HexFormat.of().formatHex(change.digest());
        if (hunks.size() < MAX_HUNKS) {
            hunks.add(new PatchId.Hunk(path, id, changeId, changed));
        } else {
            cut = true;
        }
    }

    /** Reads {@code @@ -12,5 +12,6 @@}. */
    private void head(byte[] line, int length) {
        int[] place = { 4 };
        number(line, length, place);
        before = count(line, length, place);
        while (place[0] < length && line[place[0]] != '+') {
            place[0]++;
        }
        place[0]++;
        number(line, length, place);
        after = count(line, length, place);
        changed = 0;
        open = true;
    }

    private static int count(byte[] line, int length, int[] place) {
        if (place[0] < length && line[place[0]] == ',') {
            place[0]++;
            return number(line, length, place);
        }
        return 1;
    }

    private static int number(byte[] line, int length, int[] place) {
        long number = 0;
        while (place[0] < length && line[place[0]] >= '0' && line[place[0]] <= '9') {
            number = Math.min(Integer.MAX_VALUE, number * 10 + line[place[0]++] - '0');
        }
        return (int) number;
    }

    /** The path of a file's head without the letter of its side; empty for a file that is not there. */
    private static String path(byte[] line, int length) {
        int end = length;
        if (end > 4 && line[end - 1] == '\t') {
            end--; // git puts one behind names with spaces
        }
        String name = MessageBytes.text(line, 4, Math.min(end, 4 + MAX_PATH_CHARS));
        return name.equals("/dev/null") ? ""
                : name.startsWith("a/") || name.startsWith("b/") ? name.substring(2) : name;
    }

    private static boolean startsWith(byte[] line, int length, String start) {
        byte[] bytes = start.getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < bytes.length; i++) {
            if (i >= length || line[i] != bytes[i]) {
                return false;
            }
        }
        return true;
    }

    private static boolean isSpace(byte c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }
}
