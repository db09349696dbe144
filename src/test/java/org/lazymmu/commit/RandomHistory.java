package org.lazymmu.commit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.lazymmu.git.GitCommand;

/** A repository whose history grows, forks, merges and is rewritten at random, with messages that name other commits. */
final class RandomHistory {
    private static final List<String> FILES = List.of("mm/memory.c", "mm/a b.c", "arch/x86/xen/\tmmu.c", "\nline",
            "ü.c", "Makefile", "\"quoted\"", "-option");

    private final FastImport repository;
    private final Random random;
    private final Map<String, Integer> branches = new HashMap<>();
    private final Map<String, Integer> kept = new HashMap<>();
    private int commits;

    RandomHistory(FastImport repository, long seed) {
        this.repository = repository;
        this.random = new Random(seed);
    }

    /** Some new commits on some branches, of which some are rewritten, and tags; what was rewritten is kept. */
    void grow() throws IOException {
        for (int i = random.nextInt(1, 25); i > 0; i--) {
            String branch = "refs/mirrors/m" + random.nextInt(2) + "/heads/b" + random.nextInt(4);
            Integer tip = branches.get(branch);
            if (tip != null && random.nextInt(8) == 0) {
                kept.put("refs/kept/" + tip, tip);
                tip = random.nextInt(1, commits + 1);
            }
            List<Integer> parents = new ArrayList<>();
            if (tip != null) {
                parents.add(tip);
            } else if (commits > 0 && random.nextBoolean()) {
                parents.add(random.nextInt(1, commits + 1));
            }
            for (int more = random.nextInt(6); more == 0 && commits > 1; more = random.nextInt(3)) {
                int other = random.nextInt(1, commits + 1);
                if (!parents.isEmpty() && !parents.contains(other)) {
                    parents.add(other);
                }
            }
            branches.put(branch, commit(parents));
        }
        branches.forEach(repository::ref);
        kept.forEach(repository::ref);
        repository.ref("refs/mirrors/m0/tags/light", random.nextInt(1, commits + 1));
        repository.write();
        String tagged = repository.id(random.nextInt(1, commits + 1));
        repository.git().run(GitCommand.of("-c", "user.name=t", "-c", "user.email=t@example.org", "tag", "-f", "-m",
                "tag").values("tag", tagged));
        repository.git().run(GitCommand.of("update-ref").values("refs/mirrors/m1/tags/heavy", "refs/tags/tag"));
    }

    private int commit(List<Integer> parents) {
        commits++;
        Map<String, byte[]> files = new HashMap<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            files.put(quoted(FILES.get(random.nextInt(FILES.size()))),
                    ("content " + random.nextInt(1000) + "\n").getBytes(StandardCharsets.UTF_8));
        }
        FastImport.Author author = new FastImport.Author(random.nextBoolean() ? "A \u0001 U" : "Jos\u00e9",
                "a" + random.nextInt(3) + "@example.org", random.nextInt(2_000_000_000),
                random.nextBoolean() ? "+0530" : "-0800");
        return repository.commit(parents, message(), files, author);
    }

    private static String quoted(String path) {
        return "\"" + path.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    private byte[] message() {
        String id = repository.ids().isEmpty() ? "0123456789abcdef" : repository.ids()
                .get(random.nextInt(repository.ids().size()));
        String shorter = id.substring(0, random.nextInt(7, 16));
        String subject = "mm: change " + commits + "\n\n";
        return switch (random.nextInt(9)) {
            case 0 -> (subject + "commit " + id + " upstream.\n\nText.\n").getBytes(StandardCharsets.UTF_8);
            case 1 -> ("Revert \"mm: change " + random.nextInt(1, commits + 1) + "\"\n\nThis reverts commit " + id
                    + ".\n")
                    .getBytes(StandardCharsets.UTF_8);
            case 2 -> (subject + "Fixes: " + shorter + " (\"mm: change\")\nSigned-off-by: A <a@b.c>\n")
                    .getBytes(StandardCharsets.UTF_8);
            case 3 -> (subject + "See " + shorter + " and https://lore.kernel.org/r/" + commits + "@b.c\n")
                    .getBytes(StandardCharsets.UTF_8);
            case 4 -> (subject + "Jos\u00e9\n\nAcked-by: Jos\u00e9 <j@b.c>\n").getBytes(StandardCharsets.ISO_8859_1);
            case 5 -> new byte[0];
            case 6 -> "\n\n \u0007\u001b[31m red\r\n\r\ntext\r\n".getBytes(StandardCharsets.UTF_8);
            case 7 -> ("x".repeat(random.nextInt(5000)) + "\n\n" + "y ".repeat(random.nextInt(5000)))
                    .getBytes(StandardCharsets.UTF_8);
            default -> (subject + "Text of commit " + commits + ".\n").getBytes(StandardCharsets.UTF_8);
        };
    }
}
