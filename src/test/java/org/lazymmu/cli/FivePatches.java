package org.lazymmu.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lazymmu.commit.Person;
import org.lazymmu.series.FastImport;

/**
 * The five patches of "Fix lazy mmu mode" as commits between the bundled trees, in mirrors of our own: {@code mainline} has them and
 * a repair, {@code stable} has some by their upstream ids, {@code vendor} has some squashed, one in other words, and has taken one back.
 */
final class FivePatches {
    static final Person AUTHOR = new Person("Ada Author", "ada@example.org");
    static final String MAIL = "20250303141542.3371656-%d-ada@example.org";
    private static final Person VENDOR = new Person("Vendor", "vendor@example.org");
    private static final Instant BEGIN = Instant.parse("2025-03-01T12:00:00Z");

    final SortedMap<String, String> before = DemoTree.BEFORE.files();
    final SortedMap<String, String> after = DemoTree.AFTER.files();
    /** By number, the commits in mainline. */
    final List<String> upstream = new ArrayList<>();
    /** What mainline repairs patch 2 with. */
    String repair = "";
    private final FastImport repository;
    private Instant now = BEGIN;

    /** Subjects and files. */
    private enum Part {
        DOCS(1, "mm: fix lazy mmu docs and usage", "include/linux/pgtable.h"),
        SCOPE(2, "fs/proc/task_mmu: reduce scope of lazy mmu region", "fs/proc/task_mmu.c"),
        PREEMPTION(3, "sparc/mm: disable preemption in lazy mmu mode", "arch/sparc/mm/tlb.c"),
        SET_PTES(4, "sparc/mm: avoid calling arch_enter/leave_lazy_mmu() in set_ptes",
                "arch/sparc/include/asm/pgtable.h"),
        REVERT(5, "Revert \"x86/xen: allow nesting of same lazy mode\"", "arch/x86/xen/xen-ops.h");

        private final int number;
        private final String subject;
        private final String path;

        Part(int number, String subject, String path) {
            this.number = number;
            this.subject = subject;
            this.path = path;
        }
    }

    private FivePatches(Path repository) {
        this.repository = new FastImport(repository);
    }

    /** Writes the mirrors into a new repository. */
    static FivePatches write(Path repository) {
        FivePatches history = new FivePatches(repository);
        try (FastImport _ = history.repository) {
            history.write();
        }
        return history;
    }

    private void write() {
        String root = commit(List.of(), AUTHOR, "Linux 6.14\n", before);
        String mainline = root;
        for (Part part : Part.values()) {
            String mail = String.format(MAIL, upstream.size() + 2);
            mainline = commit(List.of(mainline), AUTHOR,
                    part.subject + "\n\nThe semantics were never clearly defined.\n\n"
                            + "Link: https://lkml.kernel.org/r/" + mail
                            + "\nSigned-off-by: Ada Author <ada@example.org>\n",
                    Map.of(part.path, after.get(part.path)));
            upstream.add(mainline);
        }
        Map<String, String> repaired = Map.of("fs/proc/task_mmu.c",
                after.get("fs/proc/task_mmu.c") + "\n/* repaired */\n");
        repair = commit(List.of(mainline), AUTHOR, "fs/proc/task_mmu: count the last entry, too\n\nFixes: "
                + upstream.get(1).substring(0, 12) + " (\"" + Part.SCOPE.subject + "\")\n", repaired);
        mainline = commit(List.of(repair), AUTHOR, "Linux 6.15\n", Map.of("Makefile", after.get("Makefile")));
        head("mainline", mainline);
        now = now.plus(Duration.ofDays(20));
        stable(root);
        vendor(root);
    }

    private void stable(String root) {
        String stable = root;
        for (Part part : List.of(Part.PREEMPTION, Part.SET_PTES, Part.DOCS)) {
            stable = commit(List.of(stable), AUTHOR, part.subject + "\n\n[ Upstream commit "
                    + upstream.get(part.number - 1) + " ]\n\nThe semantics were never clearly defined.\n",
                    Map.of(part.path,
                            after.get(part.path)));
        }
        head("stable", stable);
    }

    private void vendor(String root) {
        Map<String, String> squashed = new TreeMap<>();
        for (Part part : List.of(Part.PREEMPTION, Part.SET_PTES, Part.REVERT)) {
            squashed.put(part.path, after.get(part.path));
        }
        String vendor = commit(List.of(root), VENDOR, "soc: lazy mmu fixes\n\nFrom upstream.\n", squashed);
        String docs = commit(List.of(vendor), AUTHOR, Part.DOCS.subject + "\n\n(cherry picked from commit "
                + upstream.getFirst() + ")\n", Map.of(Part.DOCS.path, after.get(Part.DOCS.path)));
        vendor = commit(List.of(docs), VENDOR, "Revert \"" + Part.DOCS.subject + "\"\n\nThis reverts commit " + docs
                + ".\n", Map.of(Part.DOCS.path, before.get(Part.DOCS.path)));
        // the region goes, with all that is wrong in it
        String gone = String.join("\n", Arrays.stream(before.get(Part.SCOPE.path).split("\n"))
                .filter(line -> !line.contains("lazy_mmu_mode()")).toList()) + "\n";
        vendor = commit(List.of(vendor), VENDOR, "proc: simplify the scan\n", Map.of(Part.SCOPE.path, gone));
        head("vendor", vendor);
    }

    private String commit(List<String> parents, Person author, String message, Map<String, String> files) {
        now = now.plus(Duration.ofHours(30));
        Map<String, List<String>> lines = new TreeMap<>();
        files.forEach((path, text) -> lines.put(path, List.of(text.stripTrailing().split("\n", -1))));
        return repository.commit(parents, author, BEGIN, now, message, lines);
    }

    private void head(String mirror, String tip) {
        repository.ref("refs/mirrors/" + mirror + "/heads/master", tip);
        repository.ref("refs/mirrors/" + mirror + "/HEAD", tip);
    }
}
