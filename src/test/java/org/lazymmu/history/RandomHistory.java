package org.lazymmu.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Severity;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;

/** Commits drawn at random, with merges that are good and bad, of which it is known what is found in each. */
final class RandomHistory {
    /** A commit: its parents, by number, and the names of what is found in it. */
    record Drawn(List<Integer> parents, Set<String> found) {
    }

    private final List<Drawn> drawn = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final Map<String, Integer> numbers = new LinkedHashMap<>();
    private final Git git;

    RandomHistory(Path folder, long seed, int commits) throws IOException {
        Random random = new Random(seed);
        draw(random, commits);
        Git program = Git.ofProcess();
        program.run(GitCommand.of("init", "--quiet", "--bare").values(folder.toString()));
        git = program.at(folder);
        write();
    }

    private void draw(Random random, int commits) {
        drawn.add(new Drawn(List.of(), new TreeSet<>(Set.of("f0", "f1"))));
        while (drawn.size() < commits) {
            int first = Math.max(0, drawn.size() - 1 - random.nextInt(4));
            List<Integer> parents = new ArrayList<>(List.of(first));
            Set<String> found = new TreeSet<>(drawn.get(first).found());
            while (drawn.size() > 4 && random.nextInt(3) == 0 && parents.size() < 3) {
                int other = Math.max(0, drawn.size() - 1 - random.nextInt(6));
                if (parents.stream()
                        .noneMatch(known -> ancestors(known).contains(other) || ancestors(other).contains(known))) {
                    // as git does it, seen from the first base
                    Set<Integer> bases = bases(parents, other);
                    Set<String> base = bases.isEmpty() ? Set.of() : drawn.get(bases.iterator().next()).found();
                    for (String name : List.of("f0", "f1", "f2", "f3")) {
                        boolean has = drawn.get(other).found().contains(name);
                        if (has != base.contains(name)) {
                            put(found, name, has);
                        }
                    }
                    parents.add(other);
                }
            }
            int changes = parents.size() > 1 ? random.nextInt(4) / 3 : random.nextInt(3) / 2;
            for (int i = 0; i < changes; i++) {
                String name = "f" + random.nextInt(4);
                put(found, name, !found.contains(name));
            }
            drawn.add(new Drawn(List.copyOf(parents), found));
        }
    }

    private static void put(Set<String> set, String name, boolean has) {
        if (has) {
            set.add(name);
        } else {
            set.remove(name);
        }
    }

    private void write() throws IOException {
        StringBuilder in = new StringBuilder();
        for (int i = 0; i < drawn.size(); i++) {
            String text = String.join(" ", drawn.get(i).found()) + "\n";
            in.append("commit refs/heads/c").append(i).append("\nmark :").append(i + 1)
                    .append("\ncommitter A <a@example.org> ").append(1_700_000_000 + i).append(" +0000\ndata 1\nc\n");
            for (int side = 0; side < drawn.get(i).parents().size(); side++) {
                in.append(side == 0 ? "from :" : "merge :").append(drawn.get(i).parents().get(side) + 1).append('\n');
            }
            in.append("M 644 inline mm/state.c\ndata ").append(text.length()).append('\n').append(text).append('\n');
        }
        git.run(GitCommand.of("fast-import", "--quiet"), in.toString());
        Map<String, String> refs = new TreeMap<>();
        git.lines(GitCommand.of("for-each-ref", "--format=%(refname:short) %(objectname)"), line -> {
            int space = line.indexOf(' ');
            refs.put(line.substring(0, space), line.substring(space + 1));
        });
        for (int i = 0; i < drawn.size(); i++) {
            String id = refs.get("c" + i);
            ids.add(id);
            numbers.put(id, i);
        }
    }

    Git git() {
        return git;
    }

    int size() {
        return drawn.size();
    }

    Drawn drawn(int number) {
        return drawn.get(number);
    }

    String id(int number) {
        return ids.get(number);
    }

    int number(String id) {
        return id.isEmpty() ? -1 : numbers.get(id);
    }

    /** A commit and all that it can reach. */
    Set<Integer> ancestors(int number) {
        Set<Integer> all = new TreeSet<>();
        List<Integer> next = new ArrayList<>(List.of(number));
        while (!next.isEmpty()) {
            int one = next.removeLast();
            if (all.add(one)) {
                next.addAll(drawn.get(one).parents());
            }
        }
        return all;
    }

    private Set<Integer> bases(List<Integer> parents, int other) {
        Set<Integer> common = new TreeSet<>(ancestors(other));
        parents.forEach(parent -> common.retainAll(ancestors(parent)));
        return common.stream()
                .filter(one -> common.stream().noneMatch(two -> !two.equals(one) && ancestors(two).contains(one)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The best commits that all of these can reach. */
    Set<Integer> bases(List<Integer> commits) {
        return bases(commits.subList(0, commits.size() - 1), commits.getLast());
    }

    /** Finds what is known to be there. */
    Checker checker() {
        return new Checker() {
            @Override
            public Report at(String commit) {
                List<Finding> findings = drawn.get(number(commit)).found().stream().map(RandomHistory::finding)
                        .toList();
                return new Report("", "", "ptl", "forced", findings, List.of(), List.of(),
                        new Report.Statistics(0, 0, 0, List.of(), 0, 0, 0));
            }

            @Override
            public void close() {
                // holds nothing
            }
        };
    }

    private static Finding finding(String name) {
        return new Finding("missing-leave", Severity.ERROR, new Place("mm/state.c", 1, 1), "", name, "",
                new TreeMap<>(),
                List.of(), List.of(), name);
    }
}
