package org.lazymmu.rule;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.Undecided;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Summary;

/**
 * What was found in some definitions that use the mode and depend on each other, and what of the tree that depends on. It can be
 * kept longer than the tree.
 *
 * @param roots      those that call a hook
 * @param users      all of them
 * @param enters     those that enter the mode
 * @param walked     all that was walked for it
 * @param meets      as {@link Usage#meets}: others that meet it belong here
 * @param sought     names by which users of definitions were sought
 * @param tables     files whose operation tables were asked for hooks
 * @param drafts     what breaks rules
 * @param undecided  what may
 * @param unanalysed what was given up
 */
record Found(SortedSet<Where> roots, SortedSet<Where> users, SortedSet<Where> enters, SortedSet<Where> walked,
        SortedSet<String> meets, SortedSet<String> sought, SortedSet<String> tables, List<Draft> drafts,
        List<Undecided> undecided, List<Unanalysed> unanalysed) {

    /** Lets the judges judge. */
    static Found in(Usage usage, List<Judge> judges) {
        List<Draft> drafts = judges.stream().flatMap(judge -> judge.judge(usage).stream()).toList();
        List<Undecided> undecided = judges.stream().flatMap(judge -> judge.undecided(usage).stream()).toList();
        SortedSet<Where> roots = new TreeSet<>();
        SortedSet<Where> users = new TreeSet<>();
        SortedSet<Where> enters = new TreeSet<>();
        SortedSet<Where> walked = new TreeSet<>();
        usage.roots().forEach(root -> roots.add(Where.of(root)));
        for (Definition user : usage.users()) {
            users.add(Where.of(user));
            if (usage.enters(user)) {
                enters.add(Where.of(user));
            }
        }
        SortedSet<Unanalysed> given = new TreeSet<>(Missed.ORDER);
        for (Summary summary : usage.walked()) {
            walked.add(Where.of(summary.definition()));
            summary.unknown().forEach(site -> given.add(unknown(site)));
        }
        usage.summaries().unfinished().forEach(
                summary -> given.add(Missed.at(summary.definition(), String.valueOf(summary.limit()), true)));
        return new Found(roots, users, enters, walked, usage.meets(), usage.sought(), usage.tables(), drafts, undecided,
                List.copyOf(given));
    }

    private static Unanalysed unknown(Site site) {
        return new Unanalysed(Telling.place(site), site.function(),
                "call through a pointer inside a region, not followed", false);
    }

    /** The same in a tree that was edited elsewhere; nothing if not all of it is as it was. */
    Optional<Found> moved(Edits edits) {
        Edits.Moving moving = edits.moving();
        Found there = new Found(moving.definitions(roots), moving.definitions(users), moving.definitions(enters),
                moving.definitions(walked), meets, sought, tables,
                drafts.stream().map(draft -> draft.moved(moving)).toList(), moving.undecided(undecided),
                moving.unanalysed(unanalysed));
        return moving.isWhole() ? Optional.of(there) : Optional.empty();
    }

    /** By what it is known to belong together with others. */
    Set<String> marks() {
        Set<String> marks = new HashSet<>(meets);
        users.forEach(user -> marks.add(user.mark()));
        return marks;
    }
}
