package org.lazymmu.source;

import java.io.IOException;
import java.util.Map;
import java.util.HashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The version of a kernel as the Makefile at the top of its tree states it. */
public record KernelVersion(int version, int patchlevel, int sublevel, String extra) {
    private static final Pattern LINE = Pattern
            .compile("(?m)^(VERSION|PATCHLEVEL|SUBLEVEL|EXTRAVERSION)[ \\t]*=[ \\t]*(\\S*)");
    private static final int MAX_DIGITS = 6;

    /** The version of a tree, or null when its Makefile is missing, unreadable or not a kernel's. */
    public static @Nullable KernelVersion of(KernelTree tree) {
        int makefile = tree.find("Makefile");
        if (makefile < 0) {
            return null;
        }
        FileText text = new FileText();
        try {
            tree.read(makefile, text);
        } catch (IOException e) {
            return null;
        }
        return parse(text.text(0, Math.min(text.length(), 1 << 12)));
    }

    /** The version in the first lines of a Makefile, or null. */
    static @Nullable KernelVersion parse(String makefile) {
        Map<String, String> values = new HashMap<>();
        Matcher line = LINE.matcher(makefile);
        while (line.find()) {
            values.putIfAbsent(line.group(1), line.group(2));
        }
        int version = number(values.get("VERSION"));
        int patchlevel = number(values.get("PATCHLEVEL"));
        if (version < 0 || patchlevel < 0) {
            return null;
        }
        return new KernelVersion(version, patchlevel, Math.max(0, number(values.get("SUBLEVEL"))),
                values.getOrDefault("EXTRAVERSION", ""));
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("[0-9]{1," + MAX_DIGITS + "}") ? Integer.parseInt(text) : -1;
    }

    /** Whether this version is the given one or a later one. */
    public boolean atLeast(int otherVersion, int otherPatchlevel) {
        return version != otherVersion ? version > otherVersion : patchlevel >= otherPatchlevel;
    }

    /** As {@code make kernelversion} prints it, e.g. {@code 6.12.117} or {@code 6.18.0-rc1}. */
    public String text() {
        return version + "." + patchlevel + "." + sublevel + extra;
    }
}
