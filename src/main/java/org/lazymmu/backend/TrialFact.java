package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lazymmu.finding.HookTrials;
import org.lazymmu.finding.HookTrials.Outcome;
import org.lazymmu.finding.Matrix;

/**
 * What an implementation's trials come to, in one text.
 *
 * @param broken   whether something is broken that the contract demands
 * @param finished whether all came to an end that the contract demands
 * @param evidence the last place on the way to what is broken, or where code could not be followed
 */
record TrialFact(String text, boolean broken, boolean finished, List<Matrix.Evidence> evidence) {
    static TrialFact of(List<HookTrials.Trial> trials) {
        List<String> holds = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        List<String> free = new ArrayList<>();
        List<String> unfinished = new ArrayList<>();
        List<Matrix.Evidence> evidence = new ArrayList<>();
        for (HookTrials.Trial trial : trials) {
            Optional<Outcome.Broken> fault = trial.broken();
            Optional<Outcome.Unfinished> open = trial.unfinished();
            if (fault.isPresent()) {
                (trial.demanded() ? broken : free).add(trial.id() + " (" + fault.get().property() + ")");
                fault.get().last().flatMap(HookTrials.Step::place)
                        .ifPresent(at -> evidence.add(new Matrix.Evidence(at, fault.get().last().get().function())));
            } else if (open.isPresent()) {
                unfinished.add(trial.id() + " (" + open.get().why() + ")");
                open.get().place().ifPresent(at -> evidence.add(new Matrix.Evidence(at, open.get().function())));
            } else {
                holds.add(trial.id());
            }
        }
        String text = Stream
                .of(listed("holds: ", holds), listed("broken: ", broken),
                        listed("broken, which is not demanded to hold: ", free), listed("unfinished: ", unfinished))
                .filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
        return new TrialFact(text, !broken.isEmpty(), unfinished.isEmpty(), evidence.stream().distinct().toList());
    }

    private static String listed(String verdict, List<String> trials) {
        return trials.isEmpty() ? "" : verdict + String.join(", ", trials);
    }
}
