package org.lazymmu.history;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;

/** A bare repository whose commits are small kernels: headers, four architectures, and what a test puts into mm/. */
public final class TinyHistory {
    /** The file that most tests write. */
    public static final String CASE = "mm/case.c";
    private static final Path KERNEL = Path.of("src/test/resources/kernel");
    private static final String PGTABLE = "include/linux/pgtable.h";

    private final Path folder;
    private final Git git;
    private final Map<String, TreeMap<String, String>> trees = new HashMap<>();
    private int time = 1_700_000_000;

    private TinyHistory(Path folder, Git git) {
        this.folder = folder;
        this.git = git.at(folder);
    }

    /** Makes an empty one. */
    public static TinyHistory in(Path folder) throws IOException {
        Git git = Git.ofProcess();
        git.run(GitCommand.of("init", "--quiet", "--bare", "--initial-branch=master").values(folder.toString()));
        return new TinyHistory(folder, git);
    }

    public Path folder() {
        return folder;
    }

    public Git git() {
        return git;
    }

    /** A function that leaves the region on one of its ways only: one finding, missing-leave. */
    public static String bad(String function) {
        return "int " + function + "(struct mm_struct *mm, pte_t *pte, unsigned long addr)\n{\n"
                + "\tarch_enter_lazy_mmu_mode();\n\tif (pte_none(ptep_get(pte)))\n\t\treturn -ENOENT;\n"
                + "\tset_pte_at(mm, addr, pte, __pte(0));\n\tarch_leave_lazy_mmu_mode();\n\treturn 0;\n}\n\n";
    }

    /** The same without the mistake. */
    public static String good(String function) {
        return bad(function).replace("\t\treturn -ENOENT;", "\t\tgoto out;").replace("\tarch_leave",
                "out:\n\tarch_leave");
    }

    /** A file with functions. */
    public static String file(String... functions) {
        return "#include <linux/mm.h>\n\n" + String.join("", functions);
    }

    /** The first commit: a kernel of an era, without anything in mm/. */
    public String kernel(String era) throws IOException {
        TreeMap<String, String> files = new TreeMap<>();
        try (Stream<Path> walk = Files.walk(KERNEL)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                String path = KERNEL.relativize(file).toString();
                if (!path.startsWith("eras/") && !path.endsWith("lazy_helpers.h")) {
                    files.put(path, text(file));
                }
            }
        }
        files.put(PGTABLE, text(KERNEL.resolve("eras").resolve(era + ".h")));
        files.put("mm/empty.c", "int nothing_at_all;\n");
        return write(List.of(), files, "A kernel");
    }

    /** The header of an era. */
    public static Map.Entry<String, String> era(String era) {
        return Map.entry(PGTABLE, text(KERNEL.resolve("eras").resolve(era + ".h")));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A commit on top of another that writes one file; without a text it removes it. */
    public String commit(String parent, String path, String text, String subject) throws IOException {
        TreeMap<String, String> files = new TreeMap<>(trees.get(parent));
        if (text == null) {
            files.remove(path);
        } else {
            files.put(path, text);
        }
        return write(List.of(parent), files, subject);
    }

    /** A merge: what the later sides have changed since the base is put into the first, then files are written as told. */
    public String merge(String base, List<String> sides, Map<String, String> also, String subject) throws IOException {
        TreeMap<String, String> files = new TreeMap<>(trees.get(sides.getFirst()));
        for (String side : sides.subList(1, sides.size())) {
            Map<String, String> was = trees.get(base);
            Map<String, String> is = trees.get(side);
            is.forEach((path, text) -> {
                if (!text.equals(was.get(path))) {
                    files.put(path, text);
                }
            });
            was.keySet().stream().filter(path -> !is.containsKey(path)).forEach(files::remove);
        }
        files.putAll(also);
        return write(sides, files, subject);
    }

    /** A commit of exactly these files. */
    public String write(List<String> parents, Map<String, String> files, String subject) throws IOException {
        StringBuilder in = new StringBuilder("commit refs/heads/import\nauthor A U Thor <a@example.org> " + time
                + " +0100\ncommitter A U Thor <a@example.org> " + time++ + " +0000\n" + data(subject));
        for (int i = 0; i < parents.size(); i++) {
            in.append(i == 0 ? "from " : "merge ").append(parents.get(i)).append('\n');
        }
        in.append("deleteall\n");
        files.forEach((path, text) -> in.append("M 644 inline ").append(path).append('\n').append(data(text)));
        git.run(GitCommand.of("fast-import", "--quiet", "--force"),
                "reset refs/heads/import\n" + in);
        String id = git.run(GitCommand.of("rev-parse", "--verify", "refs/heads/import")).strip();
        trees.put(id, new TreeMap<>(files));
        return id;
    }

    private static String data(String text) {
        return "data " + text.getBytes(StandardCharsets.UTF_8).length + "\n" + text + "\n";
    }

    /** The files of a commit. */
    public Map<String, String> files(String commit) {
        return new TreeMap<>(trees.get(commit));
    }

    /** Points a branch to a commit. */
    public void branch(String name, String commit) throws IOException {
        git.run(GitCommand.of("update-ref").values("refs/heads/" + name, commit));
    }

    /** Tags a commit. */
    public void tag(String name, String commit) throws IOException {
        git.run(GitCommand.of("update-ref").values("refs/tags/" + name, commit));
    }

    /** A line of commits on top of a commit, each of which writes the file of the tests. */
    public List<String> line(String parent, String... texts) throws IOException {
        List<String> ids = new ArrayList<>();
        String at = parent;
        for (String text : texts) {
            at = commit(at, CASE, text, "Commit " + (ids.size() + 1));
            ids.add(at);
        }
        return ids;
    }
}
