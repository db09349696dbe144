package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.lazymmu.backend.Likeness;
import org.lazymmu.flow.Reach;
import org.lazymmu.kernel.TreeLayout;

/**
 * What was found in a tree that differs little from the one that is checked, and how they differ: what cannot depend on that is
 * found again without looking.
 */
final class Earlier {
    private final Outcome outcome;
    private final Reach reach;
    private final Edits edits;
    /** What depends on some names; most views show the same ones. */
    private final Map<Set<String>, Set<String>> dependents = new ConcurrentHashMap<>();

    /** @param reach what of the other tree depends on what */
    Earlier(Outcome outcome, Reach reach, Edits edits) {
        this.outcome = outcome;
        this.reach = reach;
        this.edits = edits;
    }

    /** Names of which it mattered what they are, whoever uses them. */
    SortedSet<String> asked() {
        return outcome.asked();
    }

    /** How the trees differ. */
    Edits edits() {
        return edits;
    }

    /** What was found in a view and is so in the tree that is checked, at the places there; nothing if none of it may be. */
    Optional<Outcome.OfView> of(String view, String era, Set<String> files) {
        Edits.Seen seen = edits.in(view);
        if (seen.everything() || !outcome.era().equals(era) || !parts(outcome.files()).equals(parts(files))
                || meet(outcome.asked(), seen.names())) {
            return Optional.empty();
        }
        return outcome.views().stream().filter(one -> one.view().equals(view) && !meet(one.tested(), seen.names()))
                .findFirst().map(one -> unaffected(one, seen));
    }

    /** Of the files that mention the mode, those that others see differently for it. */
    private static Set<String> parts(Set<String> files) {
        return files.stream().filter(TreeLayout::isPartByMention).collect(Collectors.toSet());
    }

    private Outcome.OfView unaffected(Outcome.OfView before, Edits.Seen seen) {
        Set<String> affected = dependents.computeIfAbsent(seen.names(), reach::dependents);
        List<Found> groups = new ArrayList<>();
        for (Found group : before.groups()) {
            if (group.walked().stream().noneMatch(where -> affected.contains(where.name()))
                    && group.users().stream().noneMatch(where -> affected.contains(where.name()))
                    && group.sought().stream().noneMatch(edits::concern) && !meet(group.tables(), edits.files())) {
                group.moved(edits).ifPresent(groups::add);
            }
        }
        Likeness hooks = before.hooks();
        boolean isSame = hooks != null && edits.files().stream().noneMatch(Earlier::isHooks)
                && Collections.disjoint(hooks.names(), affected);
        return new Outcome.OfView(before.view(), before.tested(), groups, isSame ? hooks : null);
    }

    /** Whether a file is where hooks are, and tables that lead to them. */
    private static boolean isHooks(String path) {
        return path.startsWith("arch/") || path.startsWith("include/");
    }

    private static boolean meet(SortedSet<String> some, Set<String> others) {
        return !Collections.disjoint(some, others);
    }
}
