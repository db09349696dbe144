package org.lazymmu.commit;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.git.GitProcess;

/** As many commits as one likes, with messages like the kernel's, merges now and then; a few seconds for a hundred thousand. */
final class LargeHistory {
    private static final int PATHS = 20_000;
    private static final int BLOBS = 500;
    private static final int MERGE_EVERY = 12;
    private static final String PROSE = """
            The core code enters the lazy mode before it walks the table, and leaves it behind. What is written in between
            can be deferred by the architecture, so that nothing may be read back before it is flushed. This was not so
            when the page table lock had been dropped in the middle, and the next reader saw what had been there before.

            Let it be flushed first. No functional change for architectures that write at once.

            """;

    private final Git git;
    private final Path folder;
    private final Random random;
    private int commits;

    LargeHistory(Path folder, long seed) throws GitException {
        Git.ofProcess().run(GitCommand.of("init", "--quiet", "--bare", "--initial-branch=master")
                .values(folder.toString()));
        this.folder = folder;
        this.git = Git.ofProcess().at(folder);
        this.random = new Random(seed);
    }

    Path folder() {
        return folder;
    }

    Git git() {
        return git;
    }

    /** Adds commits to the branch master. */
    void grow(int count) throws IOException {
        try (GitProcess process = git.start(GitCommand.of("fast-import", "--quiet", "--done", "--export-marks=marks",
                "--import-marks-if-exists=marks"));
                OutputStream out = new BufferedOutputStream(process.in(), 1 << 16)) {
            if (commits == 0) {
                for (int i = 1; i <= BLOBS; i++) {
                    print(out, "blob\nmark :" + i + "\ndata 10\nblob " + String.format("%05d", i) + "\n");
                }
            }
            for (int i = 0; i < count; i++) {
                commit(out);
            }
            print(out, "done\n");
            out.flush();
            process.end();
        }
    }

    private void commit(OutputStream out) throws IOException {
        commits++;
        int time = 1_100_000_000 + commits * 60;
        StringBuilder text = new StringBuilder();
        text.append("commit refs/heads/master\nmark :").append(BLOBS + commits).append("\nauthor Author ")
                .append(random.nextInt(2000)).append(" <a").append(random.nextInt(2000)).append("@example.org> ")
                .append(time).append(" +0200\ncommitter Maintainer ").append(commits % 50).append(" <m")
                .append(commits % 50).append("@example.org> ").append(time).append(" +0000\n");
        String message = message();
        text.append("data ").append(message.getBytes(StandardCharsets.UTF_8).length).append('\n').append(message)
                .append('\n');
        boolean merge = commits % MERGE_EVERY == 0 && commits > 100;
        if (commits > 1) {
            text.append("from :").append(BLOBS + commits - 1).append('\n');
        }
        if (merge) {
            text.append("merge :").append(BLOBS + commits - 2 - random.nextInt(50)).append('\n');
        }
        for (int i = merge ? 0 : 1 + random.nextInt(3); i > 0; i--) {
            int path = random.nextInt(PATHS);
            text.append("M 100644 :").append(1 + random.nextInt(BLOBS)).append(" d").append(path % 30).append("/e")
                    .append(path % 900).append("/f").append(path).append(".c\n");
        }
        print(out, text.append('\n').toString());
    }

    private String message() {
        String subject = "mm: change number " + commits + " of the walk\n\n";
        int cut = random.nextInt(PROSE.length() / 2);
        String id = Integer.toHexString(random.nextInt()) + "abc0123";
        return subject + PROSE.substring(cut) + (commits % 5 == 0 ? "Fixes: " + id.substring(0, 12 > id.length()
                ? id.length()
                : 12) + " (\"mm: change number " + (commits / 2) + " of the walk\")\n" : "")
                + (commits % 20 == 0 ? "Cc: stable@vger.kernel.org # 5.10+\n" : "")
                + "Link: https://lore.kernel.org/r/2025.0" + commits + "-1-a@example.org\nSigned-off-by: Author <a"
                + commits % 2000 + "@example.org>\nReviewed-by: Reviewer <r" + commits % 300
                + "@example.org>\nSigned-off-by: Maintainer <m" + commits % 50 + "@example.org>\n";
    }

    private static void print(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
