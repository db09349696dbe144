package org.lazymmu.kernel;

import java.util.Set;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;

/** The layout of a kernel tree as seen from one architecture: what code can mean by a name, without reading include paths. */
public final class TreeLayout implements View.Layout {
    private static final Set<String> FAR = Set.of("drivers", "sound", "net", "crypto", "fs");

    private final String architecture;

    /** @param architecture the folder under {@code arch/}, or {@link Architectures#GENERIC} */
    public TreeLayout(String architecture) {
        this.architecture = architecture;
    }

    @Override
    public boolean visible(String path, Unit from) {
        String folder = Architectures.folderOf(path);
        if (!folder.isEmpty() && !folder.equals(architecture)) {
            return false;
        }
        return !path.endsWith(".h") || isPublicHeader(path) || isIncluded(path, from);
    }

    private static boolean isPublicHeader(String path) {
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
