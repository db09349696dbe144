package org.lazymmu.finding;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How an architecture's own hooks came out of being run in the model, with one freedom after the other.
 *
 * @param era         {@code ptl}, {@code no-nesting} or {@code counted}
 * @param eraEvidence {@code file:line} that decided it, or {@code forced}
 * @param hooks       where the hook that enters is defined
 */
public record HookTrials(String treeName, String treeVersion, String era, String eraEvidence, String architecture,
        Place hooks, List<Trial> trials) {
    public HookTrials {
        trials = List.copyOf(trials);
    }

    /**
     * One freedom.
     *
     * @param demanded whether the contract demands that the hooks are right here
     * @param cases    one for each way in which tests can be answered that nothing in the model answers
     */
    public record Trial(String id, String text, boolean demanded, List<Case> cases) {
        public Trial {
            cases = List.copyOf(cases);
        }

        /** What is broken, the first of it. */
        public Optional<Outcome.Broken> broken() {
            return outcomes(Outcome.Broken.class).findFirst();
        }

        /** What did not come to an end, the first of it. */
        public Optional<Outcome.Unfinished> unfinished() {
            return outcomes(Outcome.Unfinished.class).findFirst();
        }

        private <T extends Outcome> Stream<T> outcomes(Class<T> kind) {
            return cases.stream().map(Case::outcome).filter(kind::isInstance).map(kind::cast);
        }
    }

    /** What came of it with some tests answered, by their text. */
    public record Case(Map<String, Boolean> given, Outcome outcome) {
        public Case {
            given = Collections.unmodifiableMap(new TreeMap<>(given));
        }
    }

    /** What came of an exploration. */
    public sealed interface Outcome {
        /** No reachable step breaks anything; the states that were reached. */
        record Holds(long states) implements Outcome {
        }

        /**
         * A property is broken.
         *
         * @param property id of the property
         * @param text     what the property says
         * @param message  how it is broken
         * @param trace    the shortest way there
         */
        record Broken(String property, String text, String message, List<Step> trace) implements Outcome {
            public Broken {
                trace = List.copyOf(trace);
            }

            /** The last place in the tree. */
            public Optional<Step> last() {
                return trace.stream().filter(step -> step.place().isPresent()).reduce((first, second) -> second);
            }
        }

        /** It did not come to an end, or code could not be followed; where, if that is known. */
        record Unfinished(String why, Optional<Place> place, String function) implements Outcome {
        }
    }

    /**
     * A step of a trace.
     *
     * @param who      the task or interrupt
     * @param place    in the tree; empty for what has no place there, such as a task that is switched out
     * @param function empty where there is none
     */
    public record Step(String who, String what, Optional<Place> place, String function) {
    }
}
