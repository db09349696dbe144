package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lazymmu.source.FileText;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Loss;

/** A tree with a patch applied by the program {@code patch}: the files that the patch touches are served from memory, all others from the tree. */
final class TreeByPatch implements KernelTree {
    private static final String TOUCHED = "+++ b/";

    private final KernelTree base;
    private final SortedMap<Integer, byte[]> touched = new TreeMap<>();

    private TreeByPatch(KernelTree base) {
        this.base = base;
    }

    /**
     * Applies a patch by the program {@code patch}; without it the test is skipped.
     *
     * @param folder an empty folder for copies
     */
    static TreeByPatch of(KernelTree base, Path patch, Path folder) throws IOException {
        TreeByPatch result = new TreeByPatch(base);
        Map<Integer, Path> copies = new TreeMap<>();
        for (String line : Files.readAllLines(patch, StandardCharsets.ISO_8859_1)) {
            if (line.startsWith(TOUCHED)) {
                String path = line.substring(TOUCHED.length()).split("\t", 2)[0];
                int file = base.find(path);
                assertThat(file).as(path + ", which " + patch + " touches").isNotNegative();
                Path copy = folder.resolve(path);
                Files.createDirectories(copy.getParent());
                FileText text = new FileText();
                base.read(file, text);
                Files.writeString(copy, text.text(0, text.length()), StandardCharsets.ISO_8859_1);
                copies.put(file, copy);
            }
        }
        assertThat(copies).as("files in " + patch).isNotEmpty();
        apply(patch, folder);
        for (Map.Entry<Integer, Path> copy : copies.entrySet()) {
            result.touched.put(copy.getKey(), Files.readAllBytes(copy.getValue()));
        }
        return result;
    }

    private static void apply(Path patch, Path folder) throws IOException {
        Process process;
        try {
            process = new ProcessBuilder("patch", "-s", "-p1", "-F0", "-d", folder.toString(), "-i",
                    patch.toAbsolutePath().toString()).redirectErrorStream(true).start();
        } catch (IOException e) {
            abort("the program patch is not installed: " + e.getMessage());
            return;
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            assertThat(process.waitFor()).as(patch + ": " + output).isZero();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while applying " + patch, e);
        }
    }

    /** The files that differ from the tree underneath, by number. */
    SortedMap<Integer, String> touched() {
        SortedMap<Integer, String> texts = new TreeMap<>();
        touched.forEach((file, bytes) -> texts.put(file, new String(bytes, StandardCharsets.ISO_8859_1)));
        return texts;
    }

    @Override
    public String name() {
        return base.name();
    }

    @Override
    public List<String> paths() {
        return base.paths();
    }

    @Override
    public int find(String path) {
        return base.find(path);
    }

    @Override
    public void read(int file, FileText into) throws IOException {
        byte[] bytes = touched.get(file);
        if (bytes == null) {
            base.read(file, into);
        } else {
            System.arraycopy(bytes, 0, into.room(bytes.length), 0, bytes.length);
            into.end(bytes.length);
        }
    }

    @Override
    public List<Loss> losses() {
        return base.losses();
    }

    @Override
    public void close() {
        // the tree underneath is closed by whoever opened it
    }
}
