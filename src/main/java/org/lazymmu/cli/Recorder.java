package org.lazymmu.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Move;
import org.lazymmu.explore.Process;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Slot;
import org.lazymmu.explore.Trace;
import org.lazymmu.explore.Verdict;
import org.lazymmu.explore.Violation;
import org.lazymmu.report.Recording;

/** Takes steps of a model one by one, and notes who took them, where the tasks are and what changed. */
final class Recorder {
    private final Models.Configuration configuration;
    private final Execution execution;
    private final List<Models.Lane> lanes;
    private final List<Recording.Step> steps = new ArrayList<>();
    private Optional<Violation> violation = Optional.empty();

    Recorder(Models.Configuration configuration) {
        this.configuration = configuration;
        execution = new Execution(configuration.model());
        lanes = lanes(configuration);
    }

    /** The lanes that were given, and one for each process that has none. */
    private static List<Models.Lane> lanes(Models.Configuration configuration) {
        List<Models.Lane> lanes = new ArrayList<>(configuration.lanes());
        for (Process<?> process : configuration.model().processes()) {
            if (lanes.stream().noneMatch(lane -> lane.processes().contains(process))) {
                lanes.add(new Models.Lane(process.name(), Recording.Kind.OTHER, List.of(process), _ -> ""));
            }
        }
        return lanes;
    }

    /** Takes the steps of the trace that was found once more, one by one, as a replay would; empty if none was found. */
    static Optional<Recording> recording(Models.Configuration configuration, Verdict verdict) {
        if (!(verdict instanceof Verdict.Broken broken) || broken.trace().isEmpty()) {
            return Optional.empty();
        }
        Recorder recorder = new Recorder(configuration);
        for (Trace.Entry entry : broken.trace().get().entries()) {
            recorder.take(entry.move());
        }
        if (!recorder.violation().map(found -> found.property().id()).equals(
                Optional.of(broken.violation().property().id()))) {
            throw new IllegalStateException("the trace does not break " + broken.violation().property().id());
        }
        return Optional.of(recorder.recording(recorder.violation()));
    }

    /** The steps that can be taken now. */
    List<Move> moves() {
        return execution.moves();
    }

    /** Takes a step; after one that breaks a property there is no other. */
    Recording.Step take(Move move) {
        List<String> before = values();
        violation = execution.take(move);
        List<String> after = values();
        List<Recording.Change> changes = new ArrayList<>();
        for (Slot<?> slot : configuration.model().slots()) {
            String old = before.get(slot.index());
            String now = after.get(slot.index());
            if (!old.equals(now)) {
                changes.add(new Recording.Change(slot.name(), old, now));
            }
        }
        Recording.Step step = new Recording.Step(lane(move.process()), move.process().name(), move.unit(),
                move.alternative(), move.text(), move.source(),
                lanes.stream().map(lane -> lane.occupant().apply(execution)).toList(), changes);
        steps.add(step);
        return step;
    }

    /** What the last step broke, or that there is no further one. */
    Optional<Violation> violation() {
        if (violation.isEmpty() && execution.moves().isEmpty()) {
            return Optional.of(new Violation(Property.NO_DEADLOCK, "no process can take a step any more"));
        }
        return violation;
    }

    /** All steps so far, and the violation if it is wanted. */
    Recording recording(Optional<Violation> broken) {
        Map<String, String> setup = configuration.setup();
        return new Recording(setup, lanes.stream().map(lane -> new Recording.Lane(lane.name(), lane.kind())).toList(),
                steps, broken);
    }

    private int lane(Process<?> process) {
        for (int i = 0; i < lanes.size(); i++) {
            if (lanes.get(i).processes().contains(process)) {
                return i;
            }
        }
        throw new IllegalStateException("no lane has " + process);
    }

    private List<String> values() {
        return configuration.model().slots().stream().map(slot -> execution.get(slot).toString()).toList();
    }
}
