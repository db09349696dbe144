package org.lazymmu.source;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which files of a kernel tree can matter to the mode, and which directories cannot; the one place that says so. */
public final class TreeScope {
    /** Directories left out wherever they are, each with the reason. */
    private static final Map<String, String> LEFT_OUT_ANYWHERE = Map.of(
            "asic_reg", "register numbers of accelerators: no function, no macro that calls one",
            "dts", "device trees: not compiled into the kernel",
            "dt-bindings", "numbers shared with device trees");

    /** Directories left out at the top of a tree, each with the reason. */
    private static final Map<String, String> LEFT_OUT_AT_TOP = Map.of(
            "Documentation", "not code",
            "LICENSES", "not code",
            "samples", "not part of a kernel",
            "scripts", "programs of the build, run in user space",
            "tools", "programs of user space, and copies of kernel headers for them",
            "usr", "programs of the build, and the check of exported headers");

    /** Files in directories that are left out, without which the options of the kernel are not all there. */
    private static final List<String> WANTED_ANYWAY = List.of("Documentation/Kconfig", "samples/Kconfig",
            "samples/rust/Kconfig", "scripts/Kconfig.include", "scripts/gcc-plugins/Kconfig", "usr/Kconfig");

    private TreeScope() {
    }

    /** Files that are numbered though their directories are left out. */
    static List<String> wantedAnyway() {
        return WANTED_ANYWAY;
    }

    /** Whether a file is numbered if its directory is not left out; {@code name} is the last part of its path. */
    static boolean wanted(String name) {
        return name.endsWith(".c") || name.endsWith(".h") || name.startsWith("Kconfig") || name.equals("Makefile")
                || name.equals("Kbuild");
    }

    /** Whether a file is numbered, by its whole path. */
    public static boolean isPart(String path) {
        return wanted(path.substring(path.lastIndexOf('/') + 1)) && !inLeftOut(path);
    }

    /** Whether a directory cannot matter. Names with a leading dot belong to git, editors and the build. */
    static boolean leftOut(String path, String name) {
        return name.startsWith(".") || LEFT_OUT_ANYWHERE.containsKey(name) || LEFT_OUT_AT_TOP.containsKey(path);
    }

    /** Whether a whole path, as archives have it, lies in a directory that cannot matter, and does not matter itself. */
    static boolean inLeftOut(String path) {
        return leftOutDirectory(path) != null && !WANTED_ANYWAY.contains(path);
    }

    /** The outermost directory of a path that is left out, or null. */
    static @Nullable String leftOutDirectory(String path) {
        int from = 0;
        for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', from)) {
            String directory = path.substring(0, slash);
            if (leftOut(directory, path.substring(from, slash))) {
                return directory;
            }
            from = slash + 1;
        }
        return null;
    }
}
