package org.lazymmu.commit;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;
import org.lazymmu.git.GitProcess;

/** A repository made of commits as a test describes them, all in one go. */
public final class FastImport {
    private static final int START = 1_600_000_000;

    private final Path folder;
    private final Git git;
    private final ByteArrayOutputStream stream = new ByteArrayOutputStream();
    private final List<String> ids = new ArrayList<>();
    private int marks;

    private FastImport(Path folder, Git git) {
        this.folder = folder;
        this.git = git;
    }

    /** An empty bare repository. */
    public static FastImport in(Path folder) throws GitException {
        Git.ofProcess().run(GitCommand.of("init", "--quiet", "--bare", "--initial-branch=master")
                .values(folder.toString()));
        return new FastImport(folder, Git.ofProcess().at(folder));
    }

    public Git git() {
        return git;
    }

    public Path folder() {
        return folder;
    }

    /** Who wrote a commit and when, as git writes it. */
    public record Author(String name, String email, int time, String zone) {
    }

    /** Adds a commit. Its parents and itself are numbers from 1 on. A file with the content null is removed. */
    public int commit(List<Integer> parents, byte[] message, Map<String, byte[]> files) {
        return commit(parents, message, files,
                new Author("A U Thor", "author@example.org", START + marks * 60, "+0100"));
    }

    public int commit(List<Integer> parents, String message, Map<String, String> files) {
        Map<String, byte[]> bytes = new java.util.TreeMap<>();
        files.forEach((path, content) -> bytes.put(path,
                content == null ? null : content.getBytes(StandardCharsets.ISO_8859_1)));
        return commit(parents, message.getBytes(StandardCharsets.UTF_8), bytes);
    }

    public int commit(List<Integer> parents, byte[] message, Map<String, byte[]> files, Author author) {
        marks++;
        print("commit refs/import/tip\nmark :" + marks + "\nauthor " + author.name() + " <" + author.email() + "> "
                + author.time() + " " + author.zone() + "\ncommitter C O Mitter <committer@example.org> "
                + (author.time() + 5) + " +0000\n");
        data(message);
        if (parents.isEmpty()) {
            // not on top of the one before
            print("");
        }
        for (int i = 0; i < parents.size(); i++) {
            print((i == 0 ? "from :" : "merge :") + parents.get(i) + "\n");
        }
        files.forEach((path, content) -> {
            if (content == null) {
                print("D " + path + "\n");
            } else {
                print("M 100644 inline " + path + "\n");
                data(content);
            }
        });
        print("\nreset refs/import/tip\n\n");
        return marks;
    }

    /** Lets a ref point to a commit. */
    public void ref(String name, int commit) {
        print("reset " + name + "\nfrom :" + commit + "\n\n");
    }

    /** Writes what was described since the last time. */
    public void write() throws IOException {
        Path known = folder.resolve("marks");
        try (GitProcess process = git.start(GitCommand.of("fast-import", "--quiet", "--force", "--done",
                "--import-marks-if-exists=marks", "--export-marks=marks"))) {
            process.in().write(stream.toByteArray());
            process.in().write("done\n".getBytes(StandardCharsets.UTF_8));
            process.in().close();
            process.end();
        }
        stream.reset();
        String[] all = new String[marks];
        for (String line : Files.readAllLines(known)) {
            int space = line.indexOf(' ');
            all[Integer.parseInt(line.substring(1, space)) - 1] = line.substring(space + 1);
        }
        ids.clear();
        ids.addAll(List.of(all));
    }

    /** The id of a commit that was written. */
    public String id(int commit) {
        return ids.get(commit - 1);
    }

    List<String> ids() {
        return List.copyOf(ids);
    }

    private void data(byte[] bytes) {
        print("data " + bytes.length + "\n");
        stream.writeBytes(bytes);
        print("\n");
    }

    private void print(String text) {
        stream.writeBytes(text.getBytes(StandardCharsets.UTF_8));
    }
}
