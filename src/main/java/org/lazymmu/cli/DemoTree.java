package org.lazymmu.cli;

import java.util.SortedMap;
import java.util.TreeMap;
import org.lazymmu.source.TextTree;

/**
 * The bundled trees: a small kernel of our own, as it would be before and after the five patches of the series.
 *
 * <p>
 * What both have lies in {@code demo/common}, what differs in {@code demo/before} and {@code demo/after}; {@code demo/files.txt}
 * lists all, because a jar has no folders to look into.
 */
enum DemoTree {
    BEFORE("before"), AFTER("after");

    private final String id;

    DemoTree(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    /** Text by path. */
    SortedMap<String, String> files() {
        SortedMap<String, String> files = new TreeMap<>();
        for (String entry : Resources.get("demo/files.txt").lines().toList()) {
            int slash = entry.indexOf('/');
            String folder = entry.substring(0, slash);
            if (folder.equals("common") || folder.equals(id)) {
                files.put(entry.substring(slash + 1), Resources.get("demo/" + entry));
            }
        }
        return files;
    }

    TextTree open() {
        return new TextTree("demo-" + id, files());
    }
}
