package org.lazymmu.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A tree with patches applied: what they touch is in memory, everything else is read from the tree underneath.
 *
 * <p>
 * The numbers of files are good for both sides: a file that only one side has is numbered on both, is not {@linkplain #find
 * found} where it does not exist, and reads as an empty one there.
 */
public final class PatchedTree implements KernelTree {
    private static final byte[] NOTHING = new byte[0];

    private final KernelTree base;
    private final boolean creates;
    private final List<String> paths;
    /** From numbers here to those of the tree underneath; -1 for files that patches create. */
    private final int[] numbers;
    private final SortedMap<Integer, Optional<byte[]>> touched = new TreeMap<>();
    private final List<String> patches;
    private final List<HunkPlacement> moved;
    private final SortedSet<String> outside;

    /**
     * Applies patches, each to the outcome of those before it.
     *
     * @throws PatchException when one does not apply
     * @throws IOException    when a file that a patch touches cannot be read
     */
    public static PatchedTree of(KernelTree base, List<Patch> patches) throws IOException {
        PatchApplication application = new PatchApplication(base);
        for (Patch patch : patches) {
            application.apply(patch);
        }
        return new PatchedTree(base, patches, application);
    }

    private PatchedTree(KernelTree base, List<Patch> patches, PatchApplication application) throws IOException {
        this.base = base;
        this.patches = patches.stream().map(Patch::name).toList();
        this.moved = List.copyOf(application.moved());
        this.outside = Collections.unmodifiableSortedSet(new TreeSet<>(application.outside()));
        List<String> all = new ArrayList<>(base.paths());
        application.files().forEach((path, text) -> {
            if (text.isPresent() && base.find(path) < 0) {
                all.add(path);
            }
        });
        creates = all.size() > base.paths().size();
        if (creates) {
            Collections.sort(all);
        }
        paths = creates ? List.copyOf(all) : base.paths();
        numbers = new int[paths.size()];
        for (int file = 0; file < numbers.length; file++) {
            numbers[file] = creates ? base.find(paths.get(file)) : file;
        }
        for (Map.Entry<String, Optional<String>> entry : application.files().entrySet()) {
            int file = number(entry.getKey());
            Optional<byte[]> content = entry.getValue().map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
            if (file >= 0 && differs(numbers[file], content)) {
                touched.put(file, content);
            }
        }
    }

    private boolean differs(int file, Optional<byte[]> content) throws IOException {
        if (file < 0 || content.isEmpty()) {
            return file >= 0 || content.isPresent();
        }
        FileText text = new FileText();
        base.read(file, text);
        return !Arrays.equals(text.bytes(), 0, text.length(), content.get(), 0, content.get().length);
    }

    /** The tree underneath, with numbers of its own. */
    public KernelTree base() {
        return base;
    }

    /** The tree without the patches, with the numbers of this one. */
    public KernelTree unpatched() {
        return creates ? new Unpatched() : base;
    }

    /** The names of the patches. */
    public List<String> patches() {
        return patches;
    }

    /** Numbers of the files that differ from those of the tree underneath, or exist on one side only. */
    public SortedSet<Integer> touched() {
        return Collections.unmodifiableSortedSet(new TreeSet<>(touched.keySet()));
    }

    /** Hunks that were not found exactly where their patch says. */
    public List<HunkPlacement> moved() {
        return moved;
    }

    /** Files that the patches touch and that are no part of the tree that is looked at, such as documentation. */
    public SortedSet<String> outside() {
        return outside;
    }

    private int number(String path) {
        int found = creates ? Collections.binarySearch(paths, path) : base.find(path);
        return Math.max(-1, found);
    }

    @Override
    public String name() {
        return base.name();
    }

    @Override
    public List<String> paths() {
        return paths;
    }

    @Override
    public int find(String path) {
        int file = number(path);
        Optional<byte[]> content = touched.get(file);
        return content != null && content.isEmpty() ? -1 : file;
    }

    @Override
    public void read(int file, FileText into) throws IOException {
        Optional<byte[]> content = touched.get(file);
        if (content == null) {
            base.read(numbers[file], into);
        } else {
            into.fill(content.orElse(NOTHING));
        }
    }

    @Override
    public List<Loss> losses() {
        return base.losses();
    }

    @Override
    public List<String> leftOut() {
        return base.leftOut();
    }

    /** Those of the tree underneath; what the patches touch has none. */
    @Override
    public Optional<Contents> contents(Instant now) {
        return base.contents(now).map(contents -> contents.renumbered(numbers, file -> touched.containsKey(file)));
    }

    /** Does nothing: whoever opened the tree underneath closes it. */
    @Override
    public void close() {
        // holds nothing that needs closing
    }

    /** The tree underneath, with files that only the patches have as empty ones. */
    private final class Unpatched implements KernelTree {
        @Override
        public String name() {
            return base.name();
        }

        @Override
        public List<String> paths() {
            return paths;
        }

        @Override
        public int find(String path) {
            int file = number(path);
            return file >= 0 && numbers[file] < 0 ? -1 : file;
        }

        @Override
        public void read(int file, FileText into) throws IOException {
            if (numbers[file] < 0) {
                into.fill(NOTHING);
            } else {
                base.read(numbers[file], into);
            }
        }

        @Override
        public List<Loss> losses() {
            return base.losses();
        }

        @Override
        public List<String> leftOut() {
            return base.leftOut();
        }

        @Override
        public String home() {
            return base.home();
        }

        @Override
        public Optional<Contents> contents(Instant now) {
            return base.contents(now).map(contents -> contents.renumbered(numbers, file -> numbers[file] < 0));
        }

        @Override
        public void close() {
            // holds nothing that needs closing
        }
    }
}
