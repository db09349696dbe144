package org.lazymmu.kconfig;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.KernelVersion;

/**
 * The Kconfig files of a tree: which options there are on which architecture, and what each needs. Files are read when a question
 * needs them, each once for all architectures. Serves one thread.
 */
public final class Kconfig {
    private static final String TOP = "Kconfig";

    /** Folders that are built by other names too, which the top Makefile of some version knows. The usual one is first. */
    private static final Map<String, List<String>> NAMES = Map.of("x86", List.of("x86", "x86_64", "i386"), "sparc",
            List.of("sparc", "sparc64", "sparc32"), "parisc", List.of("parisc", "parisc64"), "sh",
            List.of("sh", "sh64"));

    private final KernelTree tree;
    private final Map<String, Optional<FileParser.Parsed>> files = new HashMap<>();
    private final SortedMap<String, Configurations> architectures = new TreeMap<>();
    private final SortedSet<Problem> problems = new TreeSet<>();

    public Kconfig(KernelTree tree) {
        this.tree = tree;
    }

    /** The architectures that have options, by their folders under {@code arch/}; none if the tree has no Kconfig files. */
    public List<String> architectures() {
        SortedSet<String> folders = new TreeSet<>();
        if (tree.find(TOP) >= 0) {
            for (String path : tree.paths()) {
                if (path.startsWith("arch/") && path.endsWith("/" + TOP) && path.indexOf('/', 5) == path.length() - 8) {
                    folders.add(path.substring(5, path.length() - 8));
                }
            }
        }
        return List.copyOf(folders);
    }

    /** The configurations of an architecture, or null when the tree has no options for it. Reads nothing yet. */
    public @Nullable Configurations of(String architecture) {
        if (tree.find(TOP) < 0 || tree.find("arch/" + architecture + "/" + TOP) < 0) {
            return null;
        }
        return architectures.computeIfAbsent(architecture, folder -> {
            List<Supplier<Search>> searches = new ArrayList<>();
            for (String name : NAMES.getOrDefault(folder, List.of(folder))) {
                searches.add(once(() -> new Search(read(folder, name))));
            }
            return new Configurations(folder, searches);
        });
    }

    /** What could not be read so far, by place. While something is missing, nothing is called impossible. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** The options of an architecture as it is built by one of its names. */
    Symbols read(String folder, String name) {
        Map<String, String> environment = new HashMap<>(Map.of("SRCARCH", folder, "ARCH", name, "srctree", "."));
        if (folder.equals("um")) {
            environment.put("SUBARCH", "x86");
            environment.put("HEADER_ARCH", "x86");
        }
        Symbols symbols = Symbols.read(new Macros(environment), asksForChoices(), this::file);
        problems.addAll(symbols.problems());
        return symbols;
    }

    private boolean asksForChoices() {
        KernelVersion version = KernelVersion.of(tree);
        return version != null && !version.atLeast(6, 11);
    }

    private FileParser.@Nullable Parsed file(String path) {
        return files.computeIfAbsent(path, this::parse).orElse(null);
    }

    private Optional<FileParser.Parsed> parse(String path) {
        int file = tree.find(path);
        if (file < 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(FileParser.parse(path, tree.text(file)));
        } catch (IOException unreadable) {
            return Optional.empty(); // whoever asked says that it cannot be read
        }
    }

    private static <T> Supplier<T> once(Supplier<T> maker) {
        List<T> made = new ArrayList<>(1);
        return () -> {
            if (made.isEmpty()) {
                made.add(maker.get());
            }
            return made.getFirst();
        };
    }
}
