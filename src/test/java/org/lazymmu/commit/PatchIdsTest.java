package org.lazymmu.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;

/** Patch ids against git's own, and hunks that are the same in two trees. */
@Timeout(60)
class PatchIdsTest {
    private static final String BASE = numbered(60);

    @TempDir
    private Path folder;

    @Test
    void theyAreGitsOwnOnRandomPatches() throws IOException {
        FastImport repository = FastImport.in(folder.resolve("r"));
        Random random = new Random(1);
        List<Integer> commits = new ArrayList<>();
        Map<String, String> tree = new HashMap<>();
        for (int i = 0; i < 60; i++) {
            Map<String, String> changes = new HashMap<>();
            for (int j = random.nextInt(3); j >= 0; j--) {
                change(random, tree, changes);
            }
            commits.add(
                    repository.commit(commits.isEmpty() ? List.of() : List.of(commits.getLast()), "c" + i, changes));
        }
        repository.ref("refs/heads/master", commits.getLast());
        repository.write();
        Map<String, PatchId> ids = PatchIds.of(repository.git(), repository.ids());
        assertThat(ids.keySet()).containsExactlyElementsOf(repository.ids());
        for (String commit : repository.ids()) {
            assertThat(ids.get(commit).id()).as(commit).isEqualTo(gits(repository.git(), commit));
        }
        assertThat(ids.values().stream().filter(id -> !id.id().isEmpty()).count()).isGreaterThan(40);
        assertThat(ids.values().stream().mapToInt(id -> id.hunks().size()).sum()).isGreaterThan(60);
    }

    private static void change(Random random, Map<String, String> tree, Map<String, String> changes) {
        String path = List.of("mm/a.c", "mm/b c.c", "kernel/u.c", "bin", "Makefile").get(random.nextInt(5));
        String old = tree.getOrDefault(path, "");
        List<String> lines = new ArrayList<>(old.lines().toList());
        List<String> odd = List.of("--- a/x", "+++ b/x", "@@ -1,2 +1,2 @@", "diff --git a/x b/x", "", "\tint x;  ",
                "0123456789012345678901234567890123456789", "commit 0123456789012345678901234567890123456789",
                "-- ", "\\ No newline", "Binary files a/x and b/x differ", "x\r", "u");
        for (int i = random.nextInt(6); i >= 0; i--) {
            lines.add(random.nextInt(lines.size() + 1),
                    random.nextInt(3) > 0 ? odd.get(random.nextInt(odd.size())) : "line " + random.nextInt(1000));
        }
        String text = String.join("\n", lines) + (random.nextInt(4) == 0 ? "" : "\n")
                + (path.equals("bin") ? "\u0000" : "");
        switch (random.nextInt(8)) {
            case 0 -> {
                changes.put(path, null);
                tree.remove(path);
            }
            case 1 -> {
                String other = path + random.nextInt(3);
                changes.put(path, null);
                changes.put(other, text);
                tree.remove(path);
                tree.put(other, text);
            }
            default -> {
                changes.put(path, text);
                tree.put(path, text);
            }
        }
    }

    @Test
    void mergesAndEmptyCommitsHaveNone() throws IOException {
        FastImport repository = FastImport.in(folder.resolve("r"));
        int root = repository.commit(List.of(), "root", Map.of("a", "1\n"));
        int empty = repository.commit(List.of(root), "empty", Map.of());
        int other = repository.commit(List.of(root), "other", Map.of("b", "2\n"));
        int merge = repository.commit(List.of(empty, other), "merge", Map.of("b", "2\n"));
        repository.ref("refs/heads/master", merge);
        repository.write();
        String unknown = "1".repeat(40);
        Map<String, PatchId> ids = PatchIds.of(repository.git(), List.of(repository.id(merge), unknown,
                repository.id(empty), repository.id(root)));
        assertThat(ids.keySet()).containsExactly(repository.id(merge), repository.id(empty), repository.id(root));
        assertThat(ids.get(repository.id(merge))).isEqualTo(new PatchId(repository.id(merge), "", List.of(), false));
        assertThat(ids.get(repository.id(empty)).id()).isEmpty();
        assertThat(ids.get(repository.id(root)).id()).hasSize(40);
    }

    @Test
    void whatWasSquashedIsFoundHunkByHunk() throws IOException {
        FastImport repository = FastImport.in(folder.resolve("r"));
        int base = repository.commit(List.of(), "base", Map.of("mm/x.c", BASE, "mm/y.c", BASE));
        int first = repository.commit(List.of(base), "first",
                Map.of("mm/x.c", BASE.replace("line 10\n", "line ten\n").replace("line 40\n", "line forty\n")));
        int second = repository.commit(List.of(base), "second", Map.of("mm/y.c", BASE.replace("line 20\n", "")));
        // the fork has more lines above, the other white space, and both patches in one
        String fork = "// fork\n".repeat(9) + BASE;
        int vendor = repository.commit(List.of(), "vendor", Map.of("mm/x.c", fork, "mm/y.c", fork));
        int squash = repository.commit(List.of(vendor), "squash",
                Map.of("mm/x.c", fork.replace("line 10\n", "line  ten\n").replace("line 40\n", "line forty \n"),
                        "mm/y.c",
                        fork.replace("line 20\n", "")));
        repository.ref("refs/heads/a", first);
        repository.ref("refs/heads/b", second);
        repository.ref("refs/heads/c", squash);
        repository.write();
        Map<String, PatchId> ids = PatchIds.of(repository.git(), repository.ids());
        List<PatchId.Hunk> all = ids.get(repository.id(squash)).hunks();
        List<PatchId.Hunk> parts = new ArrayList<>(ids.get(repository.id(first)).hunks());
        parts.addAll(ids.get(repository.id(second)).hunks());
        assertThat(parts).hasSize(3).isEqualTo(all);
        assertThat(parts.getFirst().path()).isEqualTo("mm/x.c");
        assertThat(parts.getFirst().changed()).isEqualTo(2);
        assertThat(parts.stream().map(PatchId.Hunk::id).distinct()).hasSize(3);
    }

    @Test
    void aChangeAmongOtherLinesIsStillTheSameChange() throws IOException {
        FastImport repository = FastImport.in(folder.resolve("r"));
        int base = repository.commit(List.of(), "base", Map.of("x", BASE));
        int there = repository.commit(List.of(base), "there", Map.of("x", BASE.replace("line 10\n", "line ten\n")));
        String fork = BASE.replace("line 9\n", "line nine\n");
        int vendor = repository.commit(List.of(), "vendor", Map.of("x", fork));
        int here = repository.commit(List.of(vendor), "here", Map.of("x", fork.replace("line 10\n", "line ten\n")));
        repository.ref("refs/heads/a", there);
        repository.ref("refs/heads/b", here);
        repository.write();
        Map<String, PatchId> ids = PatchIds.of(repository.git(), repository.ids());
        PatchId.Hunk one = ids.get(repository.id(there)).hunks().getFirst();
        PatchId.Hunk two = ids.get(repository.id(here)).hunks().getFirst();
        assertThat(one.id()).isNotEqualTo(two.id());
        assertThat(one.change()).isEqualTo(two.change());
    }

    @Test
    void aMailHasThePatchIdOfItsCommit() throws IOException {
        FastImport repository = FastImport.in(folder.resolve("r"));
        int base = repository.commit(List.of(), "base", Map.of("x", BASE, "old name", BASE));
        Map<String, String> changes = new HashMap<>(
                Map.of("x", BASE.replace("line 10\n", "line ten\n"), "new name", BASE));
        changes.put("old name", null);
        int commit = repository.commit(List.of(base), "subject\n\nbody\n", changes);
        repository.ref("refs/heads/master", commit);
        repository.write();
        String mail = repository.git()
                .run(GitCommand.of("format-patch", "--stdout", "-1").values(repository.id(commit)));
        PatchId ofMail = PatchIds.ofPatch(repository.git(), mail.getBytes(StandardCharsets.UTF_8));
        PatchId ofCommit = PatchIds.of(repository.git(), List.of(repository.id(commit))).get(repository.id(commit));
        assertThat(ofMail.id()).isEqualTo(ofCommit.id()).hasSize(40);
        assertThat(ofMail.hunks()).isEqualTo(ofCommit.hunks()).hasSize(1);
    }

    @Test
    void noPatchHasNone() throws GitException {
        Git git = Git.ofProcess();
        assertThat(PatchIds.ofPatch(git, new byte[0])).isEqualTo(new PatchId("", "", List.of(), false));
        assertThat(PatchIds.ofPatch(git, "Hello\n@@ -1 +1 @@\n".getBytes(StandardCharsets.UTF_8)).id()).isEmpty();
        assertThat(PatchIds.of(git, List.of())).isEmpty();
    }

    @Test
    void onlyFullIdsArePassedOn() {
        assertThatThrownBy(() -> PatchIds.of(Git.ofProcess(), List.of("--help"))).isInstanceOf(GitException.class);
    }

    private static String gits(Git git, String commit) throws GitException {
        String patch = new String(git.run(GitCommand.of("show", "--full-index").values(commit))
                .getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String printed = git.run(GitCommand.of("patch-id", "--stable"), patch);
        return printed.isEmpty() ? "" : printed.substring(0, printed.indexOf(' '));
    }

    private static String numbered(int lines) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= lines; i++) {
            text.append("line ").append(i).append('\n');
        }
        return text.toString();
    }
}
