package org.lazymmu.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The architectures by folder, and what their choice decides. */
public final class Architectures {
    /** The name of the view without any architecture's code. */
    public static final String GENERIC = "generic";

    private static final Map<String, Boolean> EVERYWHERE = Map.of("__KERNEL__", true, "__ASSEMBLY__", false,
            "__ASSEMBLER__", false, "MODULE", false, "__GENKSYMS__", false, "__CHECKER__", false, "BUILD_VDSO", false,
            "__cplusplus", false, "__VDSO__", false);

    private final SortedMap<String, List<String>> options = new TreeMap<>();

    public Architectures() {
        for (List<String> row : Table.rows("architectures.tsv")) {
            options.put(row.get(0), List.of(row.get(1).split(" ")));
        }
    }

    /** Options and macros that are decided in a view. */
    public Map<String, Boolean> decided(String view) {
        Map<String, Boolean> result = new HashMap<>(EVERYWHERE);
        options.forEach((folder, names) -> names.forEach(name -> result.put(name, folder.equals(view))));
        return result;
    }

    /** The folder under {@code arch/} that a path lies in, or an empty string. */
    public static String folderOf(String path) {
        if (!path.startsWith("arch/")) {
            return "";
        }
        int end = path.indexOf('/', 5);
        return end < 0 ? "" : path.substring(5, end);
    }
}
