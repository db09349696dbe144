package org.lazymmu.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.lazymmu.explore.Source;
import org.lazymmu.explore.Violation;

/**
 * One run of a model in characters: what a table shows, what a file keeps, and what a replay is held against.
 *
 * @param setup from which settings the model is built again, in the order in which they are shown
 * @param lanes who can take steps: the columns of a table
 * @param violation what the last step breaks; for a deadlock, what comes after it
 */
public record Recording(Map<String, String> setup, List<Lane> lanes, List<Step> steps, Optional<Violation> violation) {
    public Recording {
        setup = Collections.unmodifiableMap(new LinkedHashMap<>(setup));
        lanes = List.copyOf(lanes);
        steps = List.copyOf(steps);
    }

    /** What kind of thing takes the steps of a lane. */
    public enum Kind {
        CPU, TASK, OTHER;

        /** Its name in files. */
        String id() {
            return switch (this) {
                case CPU -> "cpu";
                case TASK -> "task";
                case OTHER -> "other";
            };
        }
    }

    /** A column of the table. */
    public record Lane(String name, Kind kind) {
    }

    /**
     * One step.
     *
     * @param lane index of the lane that takes it
     * @param process the process that takes it
     * @param unit 0 for its program, 1 for what can happen at any time
     * @param alternative which of the steps that lead away from where it rests, from 0
     * @param occupants for each lane, what is there after the step: on a CPU, the name of a task; else empty
     * @param changes what it changes
     */
    public record Step(int lane, String process, int unit, int alternative, String text, Source source,
            List<String> occupants, List<Change> changes) {
        public Step {
            occupants = List.copyOf(occupants);
            changes = List.copyOf(changes);
        }

        /** Whether two steps are the same step with the same effect. */
        public boolean sameAs(Step other) {
            return process.equals(other.process) && unit == other.unit && alternative == other.alternative
                    && text.equals(other.text) && source.equals(other.source) && changes.equals(other.changes);
        }
    }

    /** A slot with its values before and after a step. */
    public record Change(String slot, String before, String after) {
    }
}
