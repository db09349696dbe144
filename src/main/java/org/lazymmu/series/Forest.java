package org.lazymmu.series;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;

/** The trees of all mirrors: each branch, and each mirror's HEAD under the name of the mirror alone. */
public final class Forest {
    private static final String ROOT = "refs/mirrors/";
    private static final String BRANCHES = "/heads/";
    private static final String TAGS = "/tags/";
    private static final Pattern REVISION = Pattern.compile("([^~^]+)((?:~\\d{0,6}|\\^\\d?)*)");

    private final Map<String, Tree> all = new TreeMap<>();
    private final Map<String, List<Tree>> mirrors = new TreeMap<>();
    private final Map<String, Set<String>> tags = new TreeMap<>();

    private Forest() {
    }

    /** Where there are no mirrors. */
    public static Forest none() {
        return new Forest();
    }

    /** The trees in the store of the mirrors. */
    public static Forest of(Git git) throws IOException {
        Forest forest = new Forest();
        git.lines(
                GitCommand.of("for-each-ref", "--format=%(objectname) %(objecttype) %(refname) %(*objectname)")
                        .values(ROOT),
                forest::add);
        forest.mirrors.forEach((mirror, branches) -> {
            // without a HEAD, the only branch is the mirror
            if (branches.size() == 1) {
                Tree only = branches.getFirst();
                forest.all.putIfAbsent(mirror, new Tree(mirror, only.ref(), only.tip()));
            }
        });
        return forest;
    }

    private void add(String line) {
        String[] words = line.split(" ", -1);
        String ref = words[2];
        String name = ref.substring(ROOT.length());
        int tag = name.indexOf(TAGS);
        if (tag >= 0) {
            tags.computeIfAbsent(name.substring(tag + TAGS.length()), key -> new TreeSet<>())
                    .add(words[3].isEmpty() ? words[0] : words[3]);
        }
        if (!words[1].equals("commit")) {
            return;
        }
        int branch = name.indexOf(BRANCHES);
        if (name.endsWith("/HEAD") && branch < 0) {
            String mirror = name.substring(0, name.length() - "/HEAD".length());
            all.put(mirror, new Tree(mirror, ref, words[0]));
        } else if (branch >= 0) {
            String mirror = name.substring(0, branch);
            Tree tree = new Tree(mirror + "/" + name.substring(branch + BRANCHES.length()), ref, words[0]);
            all.put(tree.name(), tree);
            mirrors.computeIfAbsent(mirror, key -> new ArrayList<>()).add(tree);
        }
    }

    /** Every mirror's HEAD; all branches of a mirror that has none. */
    public List<Tree> everyMirror() {
        List<Tree> trees = new ArrayList<>();
        all.values().stream().filter(tree -> !tree.name().contains("/")).forEach(trees::add);
        mirrors.forEach((mirror, branches) -> {
            if (!all.containsKey(mirror)) {
                trees.addAll(branches);
            }
        });
        return trees;
    }

    /**
     * Trees by their names, in the order of these.
     *
     * @param names of mirrors, {@code MIRROR/BRANCH}, or either with {@code *} for anything
     * @throws SeriesException when there is none of a name
     */
    public List<Tree> named(List<String> names) throws SeriesException {
        Map<String, Tree> trees = new LinkedHashMap<>();
        for (String name : names) {
            Pattern wanted = Pattern.compile(Pattern.quote(name).replace("*", "\\E.*\\Q"));
            List<Tree> found = all.values().stream().filter(tree -> wanted.matcher(tree.name()).matches()).toList();
            if (found.isEmpty()) {
                throw new SeriesException(name + ": no such tree; there are " + (all.isEmpty() ? "none"
                        : all.keySet().stream().limit(12).collect(Collectors.joining(", "))
                                + (all.size() > 12 ? " and " + (all.size() - 12) + " more" : "")));
            }
            found.forEach(tree -> trees.put(tree.name(), tree));
        }
        return List.copyOf(trees.values());
    }

    /**
     * What git is asked for where a name stands: an id, which is given back as it is, a tree, or a tag that the mirrors agree on, each
     * with {@code ~3} or {@code ^} behind it.
     *
     * @throws SeriesException when it means nothing, or different things
     */
    public String revision(String text) throws SeriesException {
        Matcher parts = REVISION.matcher(text);
        String name = parts.matches() ? parts.group(1) : text;
        String steps = parts.matches() ? parts.group(2) : "";
        Tree tree = all.get(name);
        Set<String> tagged = tags.getOrDefault(name, Set.of());
        if (tree != null) {
            return tree.tip() + steps;
        }
        if (tagged.size() > 1) {
            throw new SeriesException(name + ": the mirrors have different tags of this name");
        }
        if (tagged.isEmpty() && !name.matches("[0-9a-fA-F]{4,64}")) {
            throw new SeriesException(text + ": no commit id, no tree and no tag of a mirror");
        }
        return (tagged.isEmpty() ? name : tagged.iterator().next()) + steps;
    }

    /** Whether there are no trees. */
    public boolean isEmpty() {
        return all.isEmpty();
    }

    /** How many branches of a mirror are no tree of some. */
    public int others(String mirror, List<Tree> trees) {
        return (int) mirrors.getOrDefault(mirror, List.of()).stream()
                .filter(branch -> trees.stream().noneMatch(tree -> tree.tip().equals(branch.tip()))).count();
    }
}
