package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Summaries;

/**
 * Looks at what uses the mode in one view, in groups: two definitions that call a hook are in one group if somebody uses both, if
 * their regions meet the same thing that is wrong, or if one meets what the other leaves to its callers. So what is found in one
 * group depends on nothing that only another one has.
 */
final class Groups {
    private final Surroundings around;
    private final Summaries summaries;
    private final List<Judge> judges;
    private final List<Definition> roots;
    /** Of all that is known to use the mode. */
    private final Set<String> names = new HashSet<>();

    /**
     * What was explored from some roots.
     *
     * @param marks as {@link Found#marks}
     */
    private record Group(Usage usage, Set<String> marks) {
        static Group of(Usage usage) {
            Set<String> marks = new HashSet<>(usage.meets());
            usage.users().forEach(user -> marks.add(Where.of(user).mark()));
            return new Group(usage, marks);
        }

        List<Definition> roots() {
            return usage.roots();
        }
    }

    /**
     * @param summaries what groups share: what needs no walk
     * @param roots     the definitions that call a hook
     */
    Groups(Surroundings around, Summaries summaries, List<Judge> judges, List<Definition> roots) {
        this.around = around;
        this.summaries = summaries;
        this.judges = judges;
        this.roots = roots;
        roots.forEach(root -> names.add(root.name()));
    }

    /**
     * What is found in each group, in order of their first roots.
     *
     * @param known what was found in groups that are the same here, unless others turn out to belong to them
     */
    List<Found> look(List<Found> known) {
        Set<Where> all = roots.stream().map(Where::of).collect(Collectors.toSet());
        List<Found> kept = new ArrayList<>(known.stream().filter(found -> all.containsAll(found.roots())).toList());
        kept.forEach(found -> found.users().forEach(user -> names.add(user.name())));
        List<Group> groups = explored(unknown(kept).stream().map(List::of).toList());
        while (true) {
            List<List<Definition>> joined = joined(groups);
            if (joined.size() < groups.size()) {
                groups = again(groups, joined);
            } else if (release(kept, groups)) {
                Set<Definition> explored = groups.stream().flatMap(group -> group.roots().stream())
                        .collect(Collectors.toSet());
                groups.addAll(explored(unknown(kept).stream().filter(root -> !explored.contains(root)).map(List::of)
                        .toList()));
            } else {
                break;
            }
        }
        SortedMap<Where, Found> sorted = new TreeMap<>();
        groups.forEach(group -> add(Found.in(group.usage(), judges), sorted));
        kept.forEach(found -> add(found, sorted));
        return List.copyOf(sorted.values());
    }

    private static void add(Found found, SortedMap<Where, Found> into) {
        into.put(found.roots().first(), found);
    }

    /** The definitions that call a hook and are in no group that is kept. */
    private List<Definition> unknown(List<Found> kept) {
        Set<Where> covered = kept.stream().flatMap(found -> found.roots().stream()).collect(Collectors.toSet());
        return roots.stream().filter(root -> !covered.contains(Where.of(root))).toList();
    }

    /** Lets go of groups to which some that were explored belong; whether there are any. */
    private static boolean release(List<Found> kept, List<Group> groups) {
        Set<String> marks = groups.stream().flatMap(group -> group.marks().stream()).collect(Collectors.toSet());
        return kept.removeIf(found -> !Collections.disjoint(found.marks(), marks));
    }

    /** Explores groups side by side, so that the tree is searched for what all of them want to know next at once. */
    private List<Group> explored(List<List<Definition>> groups) {
        List<Usage> usages = groups.stream()
                .map(group -> new Usage(around, summaries.apart(), group, names)).toList();
        List<Usage> open = usages;
        while (!open.isEmpty()) {
            Set<String> wanted = new TreeSet<>();
            open.forEach(usage -> wanted.addAll(usage.explore()));
            around.mentions().apart().prepare(List.copyOf(wanted));
            open = open.stream().filter(Usage::climb).toList();
        }
        return new ArrayList<>(usages.stream().map(Group::of).toList());
    }

    /** Explores those that were joined; the others stay. */
    private List<Group> again(List<Group> before, List<List<Definition>> joined) {
        List<Group> now = new ArrayList<>(before.stream().filter(group -> joined.contains(group.roots())).toList());
        Set<List<Definition>> same = now.stream().map(Group::roots).collect(Collectors.toSet());
        now.addAll(explored(joined.stream().filter(group -> !same.contains(group)).toList()));
        return now;
    }

    /** The roots of those that belong together. */
    private List<List<Definition>> joined(List<Group> groups) {
        List<Set<Definition>> joined = new ArrayList<>();
        List<Set<String>> marks = new ArrayList<>();
        for (Group group : groups) {
            Set<Definition> together = new HashSet<>(group.roots());
            Set<String> mine = new HashSet<>(group.marks());
            for (int i = joined.size() - 1; i >= 0; i--) {
                if (!Collections.disjoint(marks.get(i), mine)) {
                    together.addAll(joined.remove(i));
                    mine.addAll(marks.remove(i));
                }
            }
            joined.add(together);
            marks.add(mine);
        }
        return joined.stream().map(together -> roots.stream().filter(together::contains).toList()).toList();
    }
}
