package org.lazymmu.series;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A change to some lines of one file, which finds its place in whatever tree by the text there, as a person who backports does.
 *
 * @param path   the file
 * @param before the line above, which stays
 * @param from   the lines that go
 * @param to     the lines that come instead
 */
record Edit(String path, String before, List<String> from, List<String> to) {
    Edit {
        from = List.copyOf(from);
        to = List.copyOf(to);
    }

    Edit reversed() {
        return new Edit(path, before, to, from);
    }

    /** With other names in what comes: the same meaning in other words. */
    Edit reworded(String suffix) {
        return new Edit(path, before, from,
                to.stream().map(line -> line.replaceAll("\\b(flags|addr|ret|mm)\\b", "$1" + suffix))
                        .toList());
    }

    boolean fits(Map<String, List<String>> files) {
        return place(files) >= 0;
    }

    /** Changes the files; the edit must fit. */
    void apply(Map<String, List<String>> files) {
        int place = place(files);
        List<String> lines = new ArrayList<>(files.getOrDefault(path, List.of()));
        lines.subList(place, place + from.size()).clear();
        lines.addAll(place, to);
        files.put(path, List.copyOf(lines));
    }

    private int place(Map<String, List<String>> files) {
        List<String> lines = files.getOrDefault(path, List.of());
        int above = lines.indexOf(before);
        if (above < 0) {
            return -1;
        }
        if (from.isEmpty()) {
            return above + 1;
        }
        int found = Collections.indexOfSubList(lines.subList(above + 1, Math.min(lines.size(), above + 9)), from);
        return found < 0 ? -1 : above + 1 + found;
    }
}
