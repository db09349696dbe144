package org.lazymmu.rule;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CSource;
import org.lazymmu.source.FileText;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.PatchedTree;

/**
 * The names of functions and macros that patches change and that other files can see. If a patch makes one of them leave the
 * mode on, its callers are sought in the whole tree; one that was sought along with the first scan costs no second one.
 */
final class ChangedNames {
    /** Patches that touch more files cost enough by themselves. */
    private static final int MAX_FILES = 50;
    private static final int MAX_NAMES = 32;
    /** Looking for shorter words slows the whole scan down. */
    private static final int SHORTEST = 8;

    private ChangedNames() {
    }

    /** The names, sorted; fewer than there are where that would cost more than it saves. */
    static List<String> of(PatchedTree tree) {
        SortedSet<String> names = new TreeSet<>();
        if (tree.touched().size() <= MAX_FILES) {
            for (int file : tree.touched()) {
                Map<String, List<String>> before = definitions(tree.unpatched(), file);
                Map<String, List<String>> after = definitions(tree, file);
                after.forEach((name, texts) -> {
                    if (!texts.equals(before.get(name))) {
                        names.add(name);
                    }
                });
            }
        }
        return names.stream().filter(name -> name.length() >= SHORTEST).limit(MAX_NAMES).toList();
    }

    /** The texts of what a file defines for others, by name. */
    private static Map<String, List<String>> definitions(KernelTree tree, int file) {
        Map<String, List<String>> texts = new HashMap<>();
        String path = tree.paths().get(file);
        boolean isHeader = path.endsWith(".h");
        FileText text = new FileText();
        if (!isHeader && !path.endsWith(".c") || !read(tree, file, text)) {
            return texts;
        }
        CFile content = CSource.of(path, text).file();
        for (CFile.Function function : content.functions()) {
            if (isHeader || !function.isStatic()) {
                texts.computeIfAbsent(function.name(), name -> new ArrayList<>(1))
                        .add(text.text(function.at(), function.bodyTo()));
            }
        }
        for (CFile.Macro macro : content.macros()) {
            if (isHeader) {
                texts.computeIfAbsent(macro.name(), name -> new ArrayList<>(1))
                        .add(text.text(macro.at(), macro.bodyTo()));
            }
        }
        return texts;
    }

    private static boolean read(KernelTree tree, int file, FileText into) {
        try {
            tree.read(file, into);
            return true;
        } catch (IOException unreadable) {
            return false; // listed by the index
        }
    }
}
