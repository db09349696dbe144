package org.lazymmu.history;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitProcess;
import org.lazymmu.source.FileText;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.TreeScope;
import org.lazymmu.source.Trees;

/**
 * A history on top of a real kernel, the same for the same numbers: daily edits below {@code mm/} and {@code arch/*}{@code /mm/}, of
 * headers that everything includes, functions that go to another file, new files, merged branches, and patches that are known to bring or
 * remove findings, put in and taken back some commits later. The tag {@code start} is the kernel, the branch {@code edits} the history.
 */
final class KernelHistory {
    private static final List<String> HEADERS = List.of("include/linux/mm.h", "include/linux/pgtable.h",
            "include/linux/mm_types.h", "arch/x86/include/asm/pgtable.h", "mm/internal.h");
    private static final int HEADER_EVERY = 25;
    private static final int MOVE_EVERY = 15;
    private static final int FILE_EVERY = 28;
    private static final int BRANCH_EVERY = 40;
    private static final int BRANCH_LENGTH = 4;
    private static final int PATCH_EVERY = 10;
    private static final int TRIES = 200;
    private static final String BESIDE = "mm/Makefile";
    private static final long START = 1_700_000_000;

    private final KernelTree tree;
    private final Random random;
    private final DailyEdits edits;
    private final List<KnownPatch> patches;
    private final Deque<KnownPatch> turn = new ArrayDeque<>();
    private final Map<String, List<String>> texts = new TreeMap<>();
    private final List<String> files;
    private final List<String> generic;
    private final List<Told> told = new ArrayList<>();
    private @Nullable KnownPatch applied;
    private int marks = 1;

    /**
     * What a commit did.
     *
     * @param patch   the patch that it put in or took back, empty if none
     * @param forward whether it put it in
     */
    record Told(String subject, String patch, boolean forward) {
    }

    private KernelHistory(KernelTree tree, List<KnownPatch> patches, long seed) {
        this.tree = tree;
        this.patches = patches;
        random = new Random(seed);
        edits = new DailyEdits(random);
        files = tree.paths().stream().filter(path -> path.matches("mm/[^/]+\\.c|arch/[^/]+/mm/.*\\.c")).toList();
        generic = files.stream().filter(path -> path.startsWith("mm/")).toList();
    }

    /** Writes a history: {@code KERNEL PATCHES REPOSITORY COMMITS SEED}; prints what the commits do that do something. */
    public static void main(String[] arguments) throws IOException {
        try (KernelTree tree = Trees.open(Path.of(arguments[0]))) {
            for (Told one : write(tree, Path.of(arguments[1]), Path.of(arguments[2]), Integer.parseInt(arguments[3]),
                    Long.parseLong(arguments[4]))) {
                if (!one.patch().isEmpty()) {
                    System.out.println(one.subject() + "\t" + one.patch() + "\t" + (one.forward() ? "in" : "out"));
                }
            }
        }
    }

    /**
     * Writes a history.
     *
     * @param folder     with patches
     * @param repository that is made
     * @return what each commit did, oldest first
     */
    static List<Told> write(KernelTree tree, Path folder, Path repository, int commits, long seed)
            throws IOException {
        Git.ofProcess().run(GitCommand.of("init", "--quiet", "--bare", "--initial-branch=edits")
                .values(repository.toString()));
        List<KnownPatch> patches = new ArrayList<>();
        try (Stream<Path> listed = Files.list(folder)) {
            for (Path file : listed.filter(one -> one.toString().endsWith(".patch")).sorted().toList()) {
                patches.add(KnownPatch.read(file));
            }
        }
        KernelHistory history = new KernelHistory(tree, patches, seed);
        Git git = Git.ofProcess().at(repository).within(Duration.ofHours(1)).withSetting("core.compression", "1");
        try (GitProcess process = git.start(GitCommand.of("fast-import", "--quiet", "--done"));
                OutputStream out = new BufferedOutputStream(process.in(), 1 << 16)) {
            history.start(out);
            history.commits(out, commits);
            print(out, "done\n");
            out.flush();
            process.end();
        }
        return history.told;
    }

    /** All that can matter of the kernel. */
    private void start(OutputStream out) throws IOException {
        head(out, "A kernel", List.of());
        FileText text = new FileText();
        for (int file = 0; file < tree.paths().size(); file++) {
            if (TreeScope.isPart(tree.paths().get(file))) {
                tree.read(file, text);
                print(out, "M 100644 inline " + tree.paths().get(file) + "\ndata " + text.length() + "\n");
                out.write(text.bytes(), 0, text.length());
                print(out, "\n");
            }
        }
        print(out, "\nreset refs/tags/start\nfrom :1\n\n");
    }

    private void commits(OutputStream out, int count) throws IOException {
        int next = 1;
        while (next <= count) {
            if (next % BRANCH_EVERY == 1 && next > 1 && next + BRANCH_LENGTH < count) {
                next = branch(out, next);
            } else {
                commit(out, next, List.of(next), change(next));
                next++;
            }
        }
        print(out, "reset refs/heads/edits\nfrom :" + (count + 1) + "\n\n");
    }

    /** A branch, a commit beside it, and the merge of both; gives the number of the commit after that. */
    private int branch(OutputStream out, int first) throws IOException {
        Map<String, List<String>> ours = new TreeMap<>();
        for (int i = first; i < first + BRANCH_LENGTH; i++) {
            Map<String, List<String>> changed = change(i);
            ours.putAll(changed);
            commit(out, i, List.of(i), changed);
        }
        int beside = first + BRANCH_LENGTH;
        List<String> makefile = new ArrayList<>(text(BESIDE));
        makefile.addFirst("# edit " + beside);
        texts.put(BESIDE, makefile);
        say(beside, BESIDE + ": say why");
        commit(out, beside, List.of(first), Map.of(BESIDE, makefile));
        say(beside + 1, "Merge a branch");
        commit(out, beside + 1, List.of(beside + 1, beside), ours);
        return beside + 2;
    }

    /** The files that a commit changes. */
    private Map<String, List<String>> change(int number) throws IOException {
        Map<String, List<String>> changed = number % PATCH_EVERY == 0 ? patch(number) : Map.of();
        for (int i = 0; i < TRIES && changed.isEmpty(); i++) {
            if (number % FILE_EVERY == FILE_EVERY / 2) {
                changed = file(number);
            } else if (number % MOVE_EVERY == MOVE_EVERY / 2) {
                changed = move(number);
            } else {
                boolean header = number % HEADER_EVERY == HEADER_EVERY / 2;
                changed = edit(number, header ? HEADERS.get(random.nextInt(HEADERS.size())) : file());
            }
        }
        if (changed.isEmpty()) {
            throw new IllegalStateException("nothing can be edited");
        }
        texts.putAll(changed);
        return changed;
    }

    /** Puts a patch in, or takes back the one that was put in. */
    private Map<String, List<String>> patch(int number) throws IOException {
        KnownPatch one = applied;
        boolean forward = one == null;
        if (one == null) {
            if (turn.isEmpty()) {
                List<KnownPatch> order = new ArrayList<>(patches);
                Collections.shuffle(order, random);
                turn.addAll(order);
            }
            one = turn.removeFirst();
        }
        Optional<Map<String, List<String>>> changed = one.on(this::text, forward);
        applied = forward ? one : null;
        told.add(new Told(number + ": " + (forward ? "put in " : "take back ") + one.name(), one.name(), forward));
        return changed.orElseThrow();
    }

    private Map<String, List<String>> edit(int number, String path) throws IOException {
        DailyEdits.Kind[] kinds = DailyEdits.Kind.values();
        DailyEdits.Kind kind = kinds[random.nextInt(kinds.length)];
        Optional<List<String>> lines = edits.edit(kind, text(path), number);
        boolean patched = patches.stream().anyMatch(patch -> patch.files().contains(path));
        if (lines.isEmpty() || patched && (kind == DailyEdits.Kind.RENAME || !fitsWith(Map.of(path, lines.get())))) {
            return Map.of();
        }
        say(number, path + ": " + kind.said());
        return Map.of(path, lines.get());
    }

    /** A new file with a function. */
    private Map<String, List<String>> file(int number) {
        String path = "mm/edit_" + number + ".c";
        say(number, path + ": a new file");
        return Map.of(path, List.of("// SPDX-License-Identifier: GPL-2.0", "#include <linux/mm.h>", "",
                "unsigned long edit_" + number + "(struct mm_struct *mm)", "{",
                "\treturn mm->total_vm + " + number + ";",
                "}", ""));
    }

    private Map<String, List<String>> move(int number) throws IOException {
        String from = generic.get(random.nextInt(generic.size()));
        String to = generic.get(random.nextInt(generic.size()));
        Optional<DailyEdits.Taken> taken = edits.take(text(from));
        if (taken.isEmpty() || to.equals(from)) {
            return Map.of();
        }
        List<String> there = new ArrayList<>(text(to));
        there.add("");
        there.addAll(taken.get().function());
        Map<String, List<String>> changed = Map.of(from, taken.get().rest(), to, there);
        if (!fitsWith(changed)) {
            return Map.of();
        }
        say(number, from + ": " + taken.get().name() + "() goes to " + to);
        return changed;
    }

    /** Three of four are of generic code. */
    private String file() {
        List<String> some = random.nextInt(4) > 0 ? generic : files;
        return some.get(random.nextInt(some.size()));
    }

    /** Whether the patch that is in could be taken back, and all others put in then. */
    private boolean fitsWith(Map<String, List<String>> changed) throws IOException {
        Map<String, List<String>> now = new HashMap<>(changed);
        KnownPatch one = applied;
        if (one != null) {
            Optional<Map<String, List<String>>> back = one.on(path -> now.getOrDefault(path, text(path)), false);
            if (back.isEmpty()) {
                return false;
            }
            now.putAll(back.get());
        }
        for (KnownPatch patch : patches) {
            if (patch.on(path -> now.getOrDefault(path, text(path)), true).isEmpty()) {
                return false;
            }
        }
        return true;
    }

    private void say(int number, String what) {
        told.add(new Told(number + ": " + what, "", true));
    }

    private List<String> text(String path) {
        return texts.computeIfAbsent(path, key -> {
            try {
                return List.of(bytes(key).split("\n", -1));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** The text of a file, each byte a character. */
    private String bytes(String path) throws IOException {
        FileText text = new FileText();
        tree.read(tree.find(path), text);
        return new String(text.bytes(), 0, text.length(), StandardCharsets.ISO_8859_1);
    }

    private void commit(OutputStream out, int number, List<Integer> parents, Map<String, List<String>> changed)
            throws IOException {
        head(out, told.getLast().subject(), parents);
        for (var file : changed.entrySet()) {
            byte[] content = String.join("\n", file.getValue()).getBytes(StandardCharsets.ISO_8859_1);
            print(out, "M 100644 inline " + file.getKey() + "\ndata " + content.length + "\n");
            out.write(content);
            print(out, "\n");
        }
        marks = number + 1;
    }

    private void head(OutputStream out, String subject, List<Integer> parents) throws IOException {
        int mark = parents.isEmpty() ? 1 : marks + 1;
        print(out, "commit refs/import/tip\nmark :" + mark + "\ncommitter A U Thor <author@example.org> "
                + (START + 60L * mark) + " +0000\ndata " + subject.length() + "\n" + subject + "\n");
        for (int i = 0; i < parents.size(); i++) {
            print(out, (i == 0 ? "from :" : "merge :") + parents.get(i) + "\n");
        }
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
