package org.lazymmu.finding;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The identity of a finding: 16 hexadecimal digits that stay the same when lines move and when the tree lies elsewhere.
 *
 * <p>
 * It is made of what a person would name to tell two findings apart (rule, file, function, and a detail such as the callee), never
 * of lines, columns or folders, except which architecture a file belongs to: each has its own function of a name. All numbers in
 * the detail count as one, so that a message may quote a line.
 */
public final class Fingerprint {
    private static final int BYTES = 8;
    private static final Pattern ARCHITECTURE = Pattern.compile("(?:^|/)arch/([^/]+)/");

    private Fingerprint() {
    }

    /**
     * The fingerprint of one finding.
     *
     * @param rule     id of the rule
     * @param file     the file; its folders, if given, are left out, but for the architecture's
     * @param function the function there, empty at file level
     * @param detail   what tells it from other findings of the rule in that function, e.g. the callee
     */
    public static String of(String rule, String file, String function, String detail) {
        MessageDigest digest = sha256();
        for (String part : new String[]{ rule, nameOf(file), function, normalised(detail) }) {
            digest.update(part.getBytes(StandardCharsets.UTF_8));
            digest.update((byte) 0);
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static String nameOf(String file) {
        Matcher architecture = ARCHITECTURE.matcher(file);
        String name = file.substring(file.lastIndexOf('/') + 1);
        return architecture.find() ? architecture.group(1) + "/" + name : name;
    }

    /** A detail with all numbers as one and all blanks as one. */
    static String normalised(String detail) {
        return detail.strip().replaceAll("\\s+", " ").replaceAll("\\b[0-9]+\\b", "0");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
