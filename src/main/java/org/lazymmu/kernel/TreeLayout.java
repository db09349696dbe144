package org.lazymmu.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;

/** The layout of a kernel tree as seen from one architecture: what code can mean by a name, without reading include paths. */
public final class TreeLayout implements View.Layout {
    /** Distance of the nearest source file. */
    private static final int SOURCE = 10;
    private static final List<String> CORE = List.of("mm/", "kernel/", "virt/", "init/", "arch/",
            "include/linux/", "include/asm-generic/", "include/xen/", "drivers/xen/");
    private static final Set<String> FAR = Set.of("drivers", "sound", "net", "crypto", "fs");

    private static final List<Pattern> BOUNDARIES = Table.rows("boundaries.tsv").stream()
            .map(row -> Pattern.compile(row.getFirst())).toList();

    private static final List<Pattern> QUIET = Table.rows("quiet.tsv").stream()
            .map(row -> Pattern.compile(row.getFirst())).toList();

    private final String architecture;
    private final Set<String> users;
    private final Map<String, Boolean> followed = new HashMap<>();
    private final Map<String, Boolean> pursued = new HashMap<>();

    /**
     * @param architecture the folder under {@code arch/}, or {@link Architectures#GENERIC}
     * @param users        files that mention the mode: calls into them are followed wherever they lie
     */
    public TreeLayout(String architecture, Set<String> users) {
        this.architecture = architecture;
        this.users = users;
    }

    @Override
    public boolean follows(String path, Unit from) {
        return followed.computeIfAbsent(path, p -> users.contains(p) || !isBoundary(p))
                || folder(path).equals(folder(from.path()));
    }

    private static boolean isBoundary(String path) {
        return BOUNDARIES.stream().anyMatch(b -> b.matcher(path).lookingAt());
    }

    /** Whether it makes a difference to other files that one mentions the mode: calls are followed there, callers sought. */
    public static boolean isPartByMention(String path) {
        return !isCore(path) || isBoundary(path);
    }

    @Override
    public boolean pursues(String path) {
        return pursued.computeIfAbsent(path, p -> QUIET.stream().noneMatch(b -> b.matcher(p).lookingAt()));
    }

    /** Whether a file is part of a view at all: generic code, or code of its architecture. */
    public static boolean isInView(String path, String view) {
        String folder = Architectures.folderOf(path);
        return folder.isEmpty() || folder.equals(view);
    }

    /** Whether a file is of the core of a kernel, or of an architecture: where the callers of page table code are. */
    public static boolean isCore(String path) {
        return CORE.stream().anyMatch(path::startsWith);
    }

    @Override
    public boolean visible(String path, Unit from) {
        if (!isInView(path, architecture)) {
            return false;
        }
        return !path.endsWith(".h") || isPublicHeader(path) || isIncluded(path, from);
    }

    /** Whether a file is a header that code anywhere can include. */
    public static boolean isPublicHeader(String path) {
        return path.startsWith("include/") || path.startsWith("arch/") && path.contains("/include/");
    }

    /** Private headers are seen from their own folder and from files that name them. */
    private static boolean isIncluded(String path, Unit from) {
        if (folder(path).equals(folder(from.path()))) {
            return true;
        }
        String name = path.substring(path.lastIndexOf('/') + 1);
        for (String include : from.file().includes()) {
            String included = include.replaceAll("[\"<>]", "");
            if (included.equals(name) || included.endsWith("/" + name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public int distance(String path, Unit from) {
        // A stub in a header stands for the configurations without the source file.
        return path.endsWith(".h") ? folders(path, from) : SOURCE + folders(path, from);
    }

    private static int folders(String path, Unit from) {
        if (folder(path).equals(folder(from.path()))) {
            return 0;
        }
        if (path.startsWith("arch/") || path.endsWith(".h") && !isPublicHeader(path)) {
            return 1;
        }
        if (path.startsWith("include/asm-generic/")) {
            return 3;
        }
        if (path.startsWith("include/") || top(path).equals(top(from.path())) || !FAR.contains(top(path))) {
            return 2;
        }
        return 4;
    }

    private static String folder(String path) {
        int slash = path.lastIndexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }

    private static String top(String path) {
        int slash = path.indexOf('/');
        return slash < 0 ? "" : path.substring(0, slash);
    }
}
