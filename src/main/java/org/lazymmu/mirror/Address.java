package org.lazymmu.mirror;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lazymmu.git.Git;

/**
 * Where a repository is: an https, http, ssh, git or file address, {@code user@host:path}, or a folder. Its password, if it has
 * one, is neither shown nor given to git as an argument, where every user of the machine could read it.
 *
 * @param text as the user gave it, except that a folder is absolute
 */
public record Address(String text) {
    private static final Set<String> SCHEMES = Set.of("https", "http", "ssh", "git", "file");
    private static final Pattern URL = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://([^/]*)(/.*|)");
    /** A word before the first colon, which comes before the first slash: what git takes for a host. */
    private static final Pattern HOST_AND_PATH = Pattern.compile("(\\[[^]/]*]|[^:/\\[]+):(?!//)(.*)");
    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.%]+]|[^:@\\[\\]]+)(:\\d+)?");
    /** Whatever stands between a scheme and a sign that ends names and passwords. */
    private static final Pattern SECRET = Pattern.compile("(?<=://).*:.*(?=@)");
    private static final int LONGEST = 2_000;

    public Address {
        if (text.isEmpty()) {
            throw new IllegalArgumentException("an address");
        }
    }

    /**
     * Reads what a user names.
     *
     * @param folder the working folder
     */
    public static Address parse(String text, Path folder) throws MirrorException {
        if (text.isBlank() || text.length() > LONGEST || text.startsWith("-")
                || text.codePoints().anyMatch(Address::isForbidden)) {
            throw wrong(text, "is no address of a repository");
        }
        Matcher url = URL.matcher(text);
        if (url.matches()) {
            return ofUrl(text, url.group(1).toLowerCase(Locale.ROOT), url.group(2), url.group(3));
        }
        if (text.contains("::")) {
            throw wrong(text, "runs a program to reach a repository, which is not allowed");
        }
        if (text.contains("://")) {
            throw wrong(text, "is no address of a repository");
        }
        Matcher host = HOST_AND_PATH.matcher(text);
        if (host.matches()) {
            checkHost(text, host.group(1));
            return new Address(text);
        }
        return new Address(folder.resolve(text).toAbsolutePath().normalize().toString());
    }

    private static Address ofUrl(String text, String scheme, String authority, String path) throws MirrorException {
        if (!SCHEMES.contains(scheme)) {
            throw wrong(text, "has a scheme that is not one of https, http, ssh, git and file");
        }
        if (scheme.equals("file") ? !authority.isEmpty() || path.isEmpty() : authority.isEmpty()) {
            throw wrong(text, "is no address of a repository");
        }
        if (!scheme.equals("file")) {
            checkHost(text, authority);
        }
        return new Address(text);
    }

    /** Neither a host nor a user may look like an option to ssh. */
    private static void checkHost(String text, String authority) throws MirrorException {
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        if (authority.startsWith("-") || host.startsWith("-") || !HOST.matcher(host).matches()) {
            throw wrong(text, "names no host");
        }
    }

    private static boolean isForbidden(int c) {
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR
                || Character.getType(c) == Character.PARAGRAPH_SEPARATOR;
    }

    private static MirrorException wrong(String text, String what) {
        StringBuilder shown = new StringBuilder();
        // what is wrong may be that a password has a slash in it
        SECRET.matcher(text).replaceAll("***").codePoints().limit(200)
                .forEach(c -> shown.appendCodePoint(isForbidden(c) ? '?' : c));
        return MirrorException.usage("'" + shown + "' " + what);
    }

    /** For people: without the password. */
    public String shown() {
        return masked(text);
    }

    /** For git's command line: without the password. */
    String forGit() {
        return credentials().map(secret -> text.replaceFirst("(?<=://)[^/]*@", "")).orElse(text);
    }

    /** The program, knowing the password if there is one. */
    Git with(Git git) {
        return credentials().map(secret -> git.withSetting("http." + forGit() + ".extraHeader",
                "Authorization: Basic " + Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8))))
                .orElse(git);
    }

    /** Name and password of a web address, as the header wants them. */
    private Optional<String> credentials() {
        Matcher url = URL.matcher(text);
        if (!url.matches() || !url.group(1).toLowerCase(Locale.ROOT).startsWith("http")) {
            return Optional.empty();
        }
        int end = url.group(2).lastIndexOf('@');
        int colon = url.group(2).indexOf(':');
        return end < 0 || colon < 0 || colon > end ? Optional.empty()
                : Optional.of(decoded(url.group(2).substring(0, colon)) + ":"
                        + decoded(url.group(2).substring(colon + 1, end)));
    }

    /** What {@code %40} stands for. A percent sign that is followed by something else stands for itself. */
    private static String decoded(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        byte[] result = new byte[bytes.length];
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            int value = bytes[i] == '%' && i + 2 < bytes.length
                    ? 16 * Character.digit(bytes[i + 1], 16) + Character.digit(bytes[i + 2], 16)
                    : -1;
            boolean escaped = bytes[i] == '%' && i + 2 < bytes.length && Character.digit(bytes[i + 1], 16) >= 0
                    && Character.digit(bytes[i + 2], 16) >= 0;
            result[length++] = escaped ? (byte) value : bytes[i];
            i += escaped ? 2 : 0;
        }
        return new String(result, 0, length, StandardCharsets.UTF_8);
    }

    private static String masked(String text) {
        Matcher url = URL.matcher(text);
        int end = url.matches() ? url.group(2).lastIndexOf('@') : -1;
        int colon = end < 0 ? -1 : url.group(2).indexOf(':');
        if (colon < 0 || colon > end) {
            return text;
        }
        return url.group(1) + "://" + url.group(2).substring(0, colon) + ":***" + url.group(2).substring(end)
                + url.group(3);
    }
}
