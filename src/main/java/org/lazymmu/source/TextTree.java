package org.lazymmu.source;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A tree made of texts in memory: the bundled examples, and the small kernels of tests. */
public final class TextTree implements KernelTree {
    private final String name;
    private final List<String> paths;
    private final List<byte[]> contents;

    /**
     * @param name  how the tree is called
     * @param files text by path, one character per byte
     */
    public TextTree(String name, Map<String, String> files) {
        this.name = name;
        TreeMap<String, String> sorted = new TreeMap<>(files);
        this.paths = List.copyOf(sorted.keySet());
        this.contents = sorted.values().stream().map(text -> text.getBytes(StandardCharsets.ISO_8859_1)).toList();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<String> paths() {
        return paths;
    }

    @Override
    public void read(int file, FileText into) throws IOException {
        byte[] content = contents.get(file);
        into.fill(content);
    }

    @Override
    public List<Loss> losses() {
        return List.of();
    }

    @Override
    public void close() {
        // holds nothing that needs closing
    }
}
