package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Summaries;

/**
 * Looks at what uses the mode in one view, in groups: two definitions that call a hook are in one group if somebody uses both, or if
 * their regions meet the same thing that is wrong. So what is found in one group depends on nothing that only another one has.
 */
final class Groups {
    private final Surroundings around;
    private final Summaries summaries;
    private final List<Judge> judges;
    private final List<Definition> roots;
    private final Set<String> names;

    /**
     * @param summaries what groups share: what needs no walk
     * @param roots     the definitions that call a hook
     */
    Groups(Surroundings around, Summaries summaries, List<Judge> judges, List<Definition> roots) {
        this.around = around;
        this.summaries = summaries;
        this.judges = judges;
        this.roots = roots;
        this.names = roots.stream().map(Definition::name).collect(Collectors.toSet());
    }

    /** What is found in each group, in order of their first roots. */
    List<Found> look() {
        List<Usage> groups = explored(roots.stream().map(List::of).toList());
        for (List<List<Definition>> joined = joined(groups); joined.size() < groups.size(); joined = joined(groups)) {
            groups = again(groups, joined);
        }
        return groups.stream().map(group -> Found.in(group, judges)).toList();
    }

    /** Explores groups side by side, so that the tree is searched for what all of them want to know next at once. */
    private List<Usage> explored(List<List<Definition>> groups) {
        List<Usage> usages = groups.stream()
                .map(group -> new Usage(around, summaries.apart(), group, names)).toList();
        List<Usage> open = usages;
        while (!open.isEmpty()) {
            Set<String> wanted = new TreeSet<>();
            open.forEach(usage -> wanted.addAll(usage.explore()));
            around.mentions().apart().prepare(List.copyOf(wanted));
            open = open.stream().filter(Usage::climb).toList();
        }
        return usages;
    }

    /** Explores those that were joined; the others stay. */
    private List<Usage> again(List<Usage> before, List<List<Definition>> joined) {
        List<List<Definition>> old = before.stream().map(Usage::roots).toList();
        List<Usage> now = new ArrayList<>();
        List<Usage> fresh = explored(joined.stream().filter(group -> !old.contains(group)).toList());
        int next = 0;
        for (List<Definition> group : joined) {
            int at = old.indexOf(group);
            now.add(at >= 0 ? before.get(at) : fresh.get(next++));
        }
        return now;
    }

    /** The roots of those that belong together, in order. */
    private List<List<Definition>> joined(List<Usage> groups) {
        List<Set<Definition>> joined = new ArrayList<>();
        List<Set<String>> marks = new ArrayList<>();
        for (Usage group : groups) {
            Set<Definition> together = new HashSet<>(group.roots());
            Set<String> mine = marks(group);
            for (int i = joined.size() - 1; i >= 0; i--) {
                if (marks.get(i).stream().anyMatch(mine::contains)) {
                    together.addAll(joined.remove(i));
                    mine.addAll(marks.remove(i));
                }
            }
            joined.add(together);
            marks.add(mine);
        }
        List<List<Definition>> ordered = new ArrayList<>();
        Set<Definition> done = new HashSet<>();
        for (Definition root : roots) {
            if (done.add(root)) {
                Set<Definition> group = joined.stream().filter(one -> one.contains(root)).findFirst().orElseThrow();
                ordered.add(roots.stream().filter(group::contains).toList());
                done.addAll(group);
            }
        }
        return ordered;
    }

    /** By what a group is known to belong together with others. */
    private static Set<String> marks(Usage group) {
        Set<String> marks = new HashSet<>(group.meets());
        group.users().forEach(user -> marks.add(user.key()));
        return marks;
    }
}
