package org.lazymmu.kconfig;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Condition;
import org.lazymmu.source.KernelTree;

/**
 * Under which options a source file is built, as the Makefiles of its folder and of those around it say. Where they say nothing
 * that is understood, it is taken to be built always. Serves one thread.
 */
public final class Makefiles {
    private final KernelTree tree;
    private final Map<String, Optional<BuildFile>> files = new HashMap<>();
    private final Map<String, Condition> known = new HashMap<>();

    public Makefiles(KernelTree tree) {
        this.tree = tree;
    }

    /** When a file is built; always for headers. */
    public Condition of(String path) {
        int slash = path.lastIndexOf('/');
        if (!path.endsWith(".c") || slash < 0) {
            return Condition.ALWAYS;
        }
        Condition built = known.get(path);
        if (built == null) {
            built = Conditions.all(folder(path.substring(0, slash)), inItsFolder(path));
            known.put(path, built);
        }
        return built;
    }

    /** When a file is built, as far as the Makefile of its own folder says; always for headers. */
    public Condition inItsFolder(String path) {
        int slash = path.lastIndexOf('/');
        return !path.endsWith(".c") || slash < 0 ? Condition.ALWAYS
                : in(path.substring(0, slash), path.substring(slash + 1, path.length() - 2) + ".o");
    }

    /** When a folder is gone through. The folder of an architecture itself always is, where it matters. */
    private Condition folder(String folder) {
        if (folder.isEmpty() || folder.startsWith("arch/") && folder.indexOf('/', 5) < 0) {
            return Condition.ALWAYS;
        }
        Condition gone = known.get(folder + "/");
        if (gone == null) {
            int slash = folder.lastIndexOf('/');
            String above = slash < 0 ? "" : folder.substring(0, slash);
            gone = Conditions.all(folder(above), in(above, folder.substring(slash + 1) + "/"));
            known.put(folder + "/", gone);
        }
        return gone;
    }

    private Condition in(String folder, String word) {
        BuildFile file = file(folder);
        // What the file at the top of the tree does not know by itself is about the folders of architectures.
        return file == null ? Condition.ALWAYS : file.of(word, !folder.isEmpty());
    }

    private @Nullable BuildFile file(String folder) {
        return files.computeIfAbsent(folder, this::read).orElse(null);
    }

    private Optional<BuildFile> read(String folder) {
        String prefix = folder.isEmpty() ? "" : folder + "/";
        int file = tree.find(prefix + "Kbuild");
        if (file < 0 && !folder.isEmpty()) {
            file = tree.find(prefix + "Makefile");
        }
        if (file < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(BuildFile.parse(tree.text(file)));
        } catch (IOException unreadable) {
            return Optional.empty(); // then its conditions are not known, which takes nothing away
        }
    }
}
