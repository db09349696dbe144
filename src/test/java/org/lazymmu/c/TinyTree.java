package org.lazymmu.c;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lazymmu.source.FileText;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Loss;

/** A tree in memory whose files may be unreadable: {@code TinyTree.of("mm/a.c", "int f(void)\n{\n}\n")}. */
final class TinyTree implements KernelTree {
    private final List<String> paths;
    private final List<byte[]> contents;

    private TinyTree(Map<String, byte[]> files) {
        TreeMap<String, byte[]> sorted = new TreeMap<>(files);
        paths = List.copyOf(sorted.keySet());
        contents = new ArrayList<>(sorted.values());
    }

    /** Paths and contents in turn. */
    static TinyTree of(String... pathsAndTexts) {
        Map<String, byte[]> files = new TreeMap<>();
        for (int i = 0; i < pathsAndTexts.length; i += 2) {
            files.put(pathsAndTexts[i], pathsAndTexts[i + 1].getBytes(StandardCharsets.ISO_8859_1));
        }
        return new TinyTree(files);
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public List<String> paths() {
        return paths;
    }

    @Override
    public int find(String path) {
        return paths.indexOf(path);
    }

    @Override
    public void read(int file, FileText into) throws IOException {
        byte[] content = contents.get(file);
        if (new String(content, StandardCharsets.ISO_8859_1).equals("<unreadable>")) {
            throw new IOException(paths.get(file) + ": permission denied");
        }
        System.arraycopy(content, 0, into.room(content.length), 0, content.length);
        into.end(content.length);
    }

    @Override
    public List<Loss> losses() {
        return List.of();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
