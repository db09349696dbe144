package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.lazymmu.c.CFile;
import org.lazymmu.backend.Places;
import org.lazymmu.finding.Place;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Library;
import org.lazymmu.flow.Meaning;
import org.lazymmu.flow.Unit;
import org.lazymmu.kconfig.Problem;
import org.lazymmu.source.Loss;

/** Collects what was not read, not understood or not finished. */
final class Unanalysed {
    private final Library library;
    private final Meaning meaning;
    private final Joined joined;
    private final Set<String> users;

    /** @param users paths of the files that mention the mode */
    Unanalysed(Library library, Meaning meaning, Joined joined, Set<String> users) {
        this.users = users;
        this.library = library;
        this.meaning = meaning;
        this.joined = joined;
    }

    /**
     * The list, sorted.
     *
     * @param unread   files that could not be read for the index
     * @param unjudged what of the Kconfig files was not understood, so that nothing is called impossible
     */
    List<org.lazymmu.finding.Unanalysed> list(List<Loss> unread, List<Problem> unjudged) {
        List<org.lazymmu.finding.Unanalysed> result = new ArrayList<>();
        for (Problem problem : unjudged) {
            result.add(new org.lazymmu.finding.Unanalysed(new Place(problem.path(), problem.line(), 1), "",
                    "Kconfig: " + problem.reason(), false));
        }
        for (Loss loss : unread) {
            result.add(new org.lazymmu.finding.Unanalysed(new Place(loss.path(), 1, 1), "", loss.reason(), true));
        }
        for (Loss loss : library.losses()) {
            result.add(new org.lazymmu.finding.Unanalysed(new Place(loss.path(), 1, 1), "", loss.reason(), true));
        }
        for (Unit unit : library.loaded()) {
            boolean concerned = users.contains(unit.path())
                    || unit.parsed().keySet().stream().anyMatch(this::matters);
            for (CFile.Problem problem : unit.file().problems()) {
                result.add(entry(unit, problem, concerned));
            }
            unit.parsed().forEach((definition, body) -> body.problems()
                    .forEach(problem -> result.add(entry(unit, problem, matters(definition)))));
        }
        result.addAll(joined.missed());
        result.sort(Missed.ORDER);
        return result.stream().distinct().toList();
    }

    /** Whether a definition mentions the mode or was on a path from a region. */
    private boolean matters(Definition definition) {
        return joined.wasWalked(definition)
                || definition.identifiers().stream().anyMatch(name -> meaning.bracket(name) != null);
    }

    private static org.lazymmu.finding.Unanalysed entry(Unit unit, CFile.Problem problem, boolean canHide) {
        return new org.lazymmu.finding.Unanalysed(Places.of(unit, problem.at()), problem.function(), problem.reason(),
                canHide);
    }
}
