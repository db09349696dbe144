package org.lazymmu.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Applies patches to the files of a tree in memory, one after the other; the tree itself stays as it is.
 *
 * <p>
 * Diffs that follow each other without text in between are one change: what one of them copies or renames is the file as it was
 * before all of them, as git has it.
 */
final class PatchApplication {
    private static final int MAX_FILE_BYTES = FolderTree.MAX_FILE_BYTES;

    private final KernelTree tree;
    /** Files that are not as the tree has them; empty where they are gone. */
    private final SortedMap<String, Optional<String>> files = new TreeMap<>();
    private final List<HunkPlacement> moved = new ArrayList<>();
    private final SortedSet<String> outside = new TreeSet<>();

    /** The change under way: what it writes, by which diff, and what it removes. */
    private final Map<String, String> writes = new HashMap<>();
    private final Map<String, FileDiff> creations = new HashMap<>();
    private final Set<String> removals = new HashSet<>();

    PatchApplication(KernelTree tree) {
        this.tree = tree;
    }

    /** Files that patches touched, empty where they are gone. */
    SortedMap<String, Optional<String>> files() {
        return files;
    }

    /** Hunks that were not found exactly where they should be. */
    List<HunkPlacement> moved() {
        return moved;
    }

    /** Files that patches touch and that are no part of the tree that is looked at. */
    SortedSet<String> outside() {
        return outside;
    }

    /** Applies one patch, or throws and is of no use any more. */
    void apply(Patch patch) throws IOException {
        for (FileDiff diff : patch.diffs()) {
            if (!diff.consecutive()) {
                finish(patch);
            }
            apply(patch, diff);
        }
        finish(patch);
    }

    private void apply(Patch patch, FileDiff diff) throws IOException {
        String from = path(patch, diff, diff.from(), diff.to());
        String to = path(patch, diff, diff.to(), diff.from());
        if (diff.kind() == FileDiff.Kind.CHANGE) {
            from = existing(from, to);
            to = from;
        }
        boolean fromInside = from != null && isInside(from);
        boolean toInside = to != null && isInside(to);
        if (!fromInside && !toInside) {
            outside.add(String.valueOf(to != null ? to : from));
            return;
        }
        if (isAnother(diff.kind(), String.valueOf(from), String.valueOf(to))) {
            finish(patch);
        }
        switch (diff.kind()) {
            case BINARY -> throw error(patch, diff, "a binary diff of a file that would have to be read");
            case LINK -> throw error(patch, diff, "a symbolic link, which cannot be patched");
            case CHANGE -> {
                boolean isNew = isCreation(diff) && content(String.valueOf(to)) == null;
                writes.put(String.valueOf(to), patched(patch, diff, isNew ? null : from));
            }
            case CREATE -> create(String.valueOf(to), patched(patch, diff, null), diff);
            case DELETE -> delete(patch, diff, String.valueOf(from));
            case RENAME, COPY -> {
                if (toInside) {
                    create(String.valueOf(to), patched(patch, diff, from), diff);
                }
                if (fromInside && diff.kind() == FileDiff.Kind.RENAME) {
                    removals.add(String.valueOf(from));
                }
            }
        }
    }

    /** Whether a diff begins another change, since the one under way has done something to its file already. */
    private boolean isAnother(FileDiff.Kind kind, String from, String to) {
        return switch (kind) {
            case CHANGE, DELETE -> writes.containsKey(from) || removals.contains(from);
            case CREATE, COPY -> writes.containsKey(to);
            case RENAME -> writes.containsKey(to) || removals.contains(from)
                    || writes.containsKey(from) && !creations.containsKey(from);
            case BINARY, LINK -> false;
        };
    }

    /** Whether a diff that names the file on both sides creates it, as {@code diff -N} says it. */
    private static boolean isCreation(FileDiff diff) {
        return diff.hunks().size() == 1 && diff.hunks().getFirst().oldLines() == 0
                && diff.hunks().getFirst().oldStart() == 0;
    }

    private void create(String path, String text, FileDiff diff) {
        writes.put(path, text);
        creations.put(path, diff);
    }

    private void delete(Patch patch, FileDiff diff, String path) throws IOException {
        String left = patched(patch, diff, path);
        if (!diff.hunks().isEmpty() && !left.isEmpty()) {
            throw error(patch, diff, "is deleted by the patch, but has more in it than the patch deletes");
        }
        removals.add(path);
    }

    /** Ends a change: only now is what it writes there for the next one. */
    private void finish(Patch patch) throws IOException {
        for (Map.Entry<String, FileDiff> creation : creations.entrySet()) {
            String path = creation.getKey();
            if (!removals.contains(path) && content(path) != null) {
                throw error(patch, creation.getValue(), "is created by the patch, but is there already");
            }
        }
        removals.forEach(path -> files.put(path, Optional.empty()));
        writes.forEach((path, text) -> files.put(path, Optional.of(text)));
        removals.clear();
        writes.clear();
        creations.clear();
    }

    // --- texts

    /** The text of a file with a diff's hunks applied; {@code path} is null for one that is created. */
    private String patched(Patch patch, FileDiff diff, @Nullable String path) throws IOException {
        String before = path == null ? "" : content(path);
        if (before == null) {
            throw error(patch, diff, path != null && !isInside(path)
                    ? "comes from " + ArchiveException.printable(path)
                            + ", which is not part of the tree that is checked"
                    : "no such file in the tree");
        }
        HunkPlacer placer = new HunkPlacer(before);
        String after;
        try {
            after = placer.apply(diff.hunks());
        } catch (HunkPlacer.Misfit misfit) {
            Hunk hunk = misfit.hunk();
            throw new PatchException(patch.name() + ": " + PatchException.hunk(label(diff), hunk.number()) + " (line "
                    + hunk.at() + ") " + misfit.getMessage());
        }
        if (after.length() > MAX_FILE_BYTES) {
            throw error(patch, diff, "becomes larger than " + (MAX_FILE_BYTES >> 20) + " MiB");
        }
        for (HunkPlacer.Found found : placer.found()) {
            if (found.fuzz() != 0 || found.offset() != 0) {
                moved.add(
                        new HunkPlacement(patch.name(), label(diff), found.hunk().number(), found.line(), found.fuzz(),
                                found.offset()));
            }
        }
        return after;
    }

    /** What a file holds at the start of the change under way, one character per byte, or null where it is not there. */
    private @Nullable String content(String path) throws IOException {
        Optional<String> known = files.get(path);
        if (known != null) {
            return known.orElse(null);
        }
        int file = tree.find(path);
        if (file < 0) {
            return null;
        }
        FileText text = new FileText();
        tree.read(file, text);
        return text.text(0, text.length());
    }

    // --- names

    private static boolean isInside(String path) {
        return TreeScope.isPart(path);
    }

    private boolean exists(String path) {
        Optional<String> known = files.get(path);
        return known != null ? known.isPresent() : tree.find(path) >= 0;
    }

    /** The one of a diff's two names that is a file; they differ where somebody compared a file with a copy of it. */
    private @Nullable String existing(@Nullable String from, @Nullable String to) {
        if (from == null || to == null || from.equals(to)) {
            return to != null ? to : from;
        }
        return exists(from) && (!exists(to) || from.length() <= to.length()) ? from : to;
    }

    /** A name as a path in the tree, without what stands in front of it; {@code other} is the other name of the diff. */
    private @Nullable String path(Patch patch, FileDiff diff, @Nullable String name, @Nullable String other)
            throws PatchException {
        if (name == null) {
            return null;
        }
        String problem = PatchName.problem(name);
        if (problem != null) {
            throw error(patch, diff, problem);
        }
        if (diff.bare()) {
            return PatchName.stripped(name, 0);
        }
        boolean asIs = startsInTree(name) && (other == null || startsInTree(other));
        String path = PatchName.stripped(name, asIs ? 0 : 1);
        String alternative = PatchName.stripped(name, asIs ? 1 : 0);
        return isInside(path) && !exists(path) && exists(alternative) ? alternative : path;
    }

    /** Whether a name begins as paths in a kernel do, so that nothing has to be taken off in front. */
    private static boolean startsInTree(String name) {
        String path = PatchName.stripped(name, 0);
        int slash = path.indexOf('/');
        return slash < 0 || EntryPath.isTop(path.substring(0, slash));
    }

    private static String label(FileDiff diff) {
        return diff.bare() ? PatchName.stripped(diff.name(), 0)
                : PatchName.stripped(diff.name(), startsInTree(diff.name()) ? 0 : 1);
    }

    private static PatchException error(Patch patch, FileDiff diff, String what) {
        return new PatchException(patch.name() + ": " + ArchiveException.printable(label(diff)) + " (line " + diff.at()
                + "): " + what);
    }
}
