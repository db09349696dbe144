package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.List;
import org.lazymmu.finding.Undecided;

/**
 * What was found in one view.
 *
 * @param usage     everything in it that uses the mode
 * @param drafts    what breaks rules, rule by rule
 * @param undecided what may break them
 */
record Looked(Usage usage, List<Draft> drafts, List<Undecided> undecided) {

    /** Lets the judges judge. */
    static Looked at(Usage usage, List<Judge> judges) {
        List<Draft> drafts = new ArrayList<>();
        List<Undecided> undecided = new ArrayList<>();
        judges.forEach(judge -> drafts.addAll(judge.judge(usage)));
        judges.forEach(judge -> undecided.addAll(judge.undecided(usage)));
        return new Looked(usage, List.copyOf(drafts), List.copyOf(undecided));
    }
}
