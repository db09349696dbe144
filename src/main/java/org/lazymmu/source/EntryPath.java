package org.lazymmu.source;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;

/** Names of archive entries: checked, and cut down to paths in the tree. */
final class EntryPath {
    /** What stands at the top of a kernel; an archive whose first entry is one of these has no folder around it. */
    private static final Set<String> TOP = Set.of("Documentation", "LICENSES", "arch", "block", "certs", "crypto",
            "drivers",
            "fs", "include", "init", "io_uring", "ipc", "kernel", "lib", "mm", "net", "rust", "samples", "scripts",
            "security", "sound", "tools", "usr", "virt", "Makefile", "Kbuild", "Kconfig", "COPYING", "CREDITS",
            "README",
            "MAINTAINERS");
    private static final int MAX_LENGTH = 4096;
    private static final int MAX_HOPS = 8;

    private EntryPath() {
    }

    /** A name without {@code ./} and trailing slashes; empty for the top itself. Throws when it is not a plain relative path. */
    static String checked(String name) throws ArchiveException {
        if (name.startsWith("/")) {
            throw new ArchiveException(name, "absolute name");
        }
        if (name.length() > MAX_LENGTH) {
            throw new ArchiveException(name, "name longer than " + MAX_LENGTH + " bytes");
        }
        StringBuilder path = new StringBuilder();
        for (String part : name.split("/", -1)) {
            if (part.equals("..")) {
                throw new ArchiveException(name, "name that leaves the archive");
            }
            for (int i = 0; i < part.length(); i++) {
                if (part.charAt(i) < ' ' || part.charAt(i) == 0x7f) {
                    throw new ArchiveException(name, "control character in the name");
                }
            }
            if (!part.isEmpty() && !part.equals(".")) {
                path.append(path.isEmpty() ? "" : "/").append(part);
            }
        }
        return path.toString();
    }

    /** Where a link leads, as a checked path from the top of the archive. Throws when it leads out of it. */
    static String target(String link, String target) throws ArchiveException {
        if (target.startsWith("/")) {
            throw new ArchiveException(link, "link to the absolute path " + ArchiveException.printable(target));
        }
        Deque<String> parts = new ArrayDeque<>();
        String folder = link.contains("/") ? link.substring(0, link.lastIndexOf('/') + 1) : "";
        for (String part : (folder + target).split("/", -1)) {
            if (part.equals("..")) {
                if (parts.pollLast() == null) {
                    throw new ArchiveException(link,
                            "link that leaves the archive: " + ArchiveException.printable(target));
                }
            } else if (!part.isEmpty() && !part.equals(".")) {
                parts.addLast(part);
            }
        }
        return String.join("/", parts);
    }

    /** Where a link ends that leads to {@code first}, which may be a link, too. */
    static String end(String first, Map<String, String> links) {
        String target = first;
        for (int hop = 0; hop < MAX_HOPS && links.containsKey(target); hop++) {
            target = links.getOrDefault(target, target);
        }
        return target;
    }

    /** Whether a kernel has a file or folder of this name at its top. */
    static boolean isTop(String name) {
        return TOP.contains(name);
    }

    /** The folder around the tree, with a slash, as the first entry shows it; empty when there is none. */
    static String folderAround(String firstPath, boolean isFolder) {
        int slash = firstPath.indexOf('/');
        String first = slash < 0 ? firstPath : firstPath.substring(0, slash);
        return slash < 0 && !isFolder || TOP.contains(first) ? "" : first + "/";
    }
}
