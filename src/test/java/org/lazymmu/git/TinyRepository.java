package org.lazymmu.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A bare repository with commits that are made of one file. */
public final class TinyRepository {
    private final Path folder;
    private final Git git;
    private int time = 1_700_000_000;

    private TinyRepository(Path folder, Git git) {
        this.folder = folder;
        this.git = git.at(folder);
    }

    /** Makes an empty one. */
    public static TinyRepository in(Path folder) throws IOException {
        Git git = Git.ofProcess();
        git.run(GitCommand.of("init", "--quiet", "--bare", "--initial-branch=master").values(folder.toString()));
        return new TinyRepository(folder, git);
    }

    public Path folder() {
        return folder;
    }

    public Git git() {
        return git;
    }

    /**
     * Commits to a branch.
     *
     * @return the id of the commit
     */
    public String commit(String branch, String file, String content, String message) throws IOException {
        return commit(branch, branch, file, content, message);
    }

    /** Commits to a branch, on top of something else: what the branch had is gone from it. */
    public String commit(String branch, String parent, String file, String content, String message) throws IOException {
        String reference = "refs/heads/" + branch;
        boolean exists = git.attempt(GitCommand.of("rev-parse", "--verify", "--quiet").values(parent)).status() == 0;
        String from = exists ? "from " + git.run(GitCommand.of("rev-parse", "--verify").values(parent)) : "";
        byte[] text = content.getBytes(StandardCharsets.UTF_8);
        byte[] said = message.getBytes(StandardCharsets.UTF_8);
        git.run(GitCommand.of("fast-import", "--quiet", "--force"),
                "commit " + reference + "\ncommitter A U Thor <a@example.org> "
                        + time++ + " +0000\ndata " + said.length + "\n" + message + "\n" + from + "M 644 inline " + file
                        + "\ndata "
                        + text.length + "\n" + content + "\n");
        return git.run(GitCommand.of("rev-parse", "--verify").values(reference)).strip();
    }
}
