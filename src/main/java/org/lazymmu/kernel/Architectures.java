package org.lazymmu.kernel;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.lazymmu.c.NameIndex;
import org.lazymmu.source.KernelTree;

/** The architectures by folder, and what their choice decides. */
public final class Architectures {
    /** The name of the view without any architecture's code. */
    public static final String GENERIC = "generic";

    /** Beside what the preprocessor is told: without an MMU there is no mode. */
    private static final Map<String, Boolean> EVERYWHERE = Map.of("__KERNEL__", true, "__ASSEMBLY__", false,
            "__ASSEMBLER__", false, "MODULE", false, "__GENKSYMS__", false, "__CHECKER__", false, "BUILD_VDSO", false,
            "__cplusplus", false, "__VDSO__", false, "CONFIG_MMU", true);

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

    /** The architectures that define the hook that enters, by name. */
    public static SortedSet<String> withHooks(NameIndex index, KernelTree tree) {
        SortedSet<String> folders = new TreeSet<>();
        for (NameIndex.Definer definer : index.definers("arch_enter_lazy_mmu_mode")) {
            String folder = folderOf(tree.paths().get(definer.file()));
            if (!folder.isEmpty()) {
                folders.add(folder);
            }
        }
        return folders;
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
