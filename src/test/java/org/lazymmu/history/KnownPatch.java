package org.lazymmu.history;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A patch of which it is known what it does to findings, that can be put in and taken back wherever its lines are.
 *
 * @param hunks by the path of the file
 */
record KnownPatch(String name, Map<String, List<Hunk>> hunks) {
    private static final Pattern PLACE = Pattern.compile("@@ -(\\d+).*");

    /**
     * A place that it changes.
     *
     * @param at where its first line was, from 0
     */
    record Hunk(int at, List<String> before, List<String> after) {
    }

    static KnownPatch read(Path file) throws IOException {
        Map<String, List<Hunk>> hunks = new TreeMap<>();
        List<Hunk> here = new ArrayList<>();
        boolean inside = false;
        for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
            Matcher place = PLACE.matcher(line);
            if (line.startsWith("+++ b/")) {
                here = hunks.computeIfAbsent(line.substring(6), key -> new ArrayList<>());
            } else if (line.startsWith("--- a/")) {
                inside = false;
            } else if (place.matches()) {
                here.add(new Hunk(Integer.parseInt(place.group(1)) - 1, new ArrayList<>(), new ArrayList<>()));
                inside = true;
            } else if (inside) {
                String text = line.isEmpty() ? "" : line.substring(1);
                if (!line.startsWith("+")) {
                    here.getLast().before().add(text);
                }
                if (!line.startsWith("-")) {
                    here.getLast().after().add(text);
                }
            }
        }
        return new KnownPatch(file.getFileName().toString().replace(".patch", ""), hunks);
    }

    Set<String> files() {
        return hunks.keySet();
    }

    /** The files with it, or without it again; empty if it does not fit there. */
    Optional<Map<String, List<String>>> on(Function<String, List<String>> texts, boolean forward) {
        Map<String, List<String>> changed = new HashMap<>();
        for (var file : hunks.entrySet()) {
            List<String> lines = new ArrayList<>(texts.apply(file.getKey()));
            for (Hunk hunk : file.getValue()) {
                List<String> from = forward ? hunk.before() : hunk.after();
                int at = nearest(lines, from, hunk.at());
                if (at < 0) {
                    return Optional.empty();
                }
                lines.subList(at, at + from.size()).clear();
                lines.addAll(at, forward ? hunk.after() : hunk.before());
            }
            changed.put(file.getKey(), lines);
        }
        return Optional.of(changed);
    }

    private static int nearest(List<String> lines, List<String> sought, int usual) {
        int best = -1;
        for (int at = 0; at <= lines.size() - sought.size(); at++) {
            if (lines.get(at).equals(sought.getFirst()) && lines.subList(at, at + sought.size()).equals(sought)
                    && (best < 0 || Math.abs(at - usual) < Math.abs(best - usual))) {
                best = at;
            }
        }
        return best;
    }
}
