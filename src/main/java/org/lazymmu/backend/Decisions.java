package org.lazymmu.backend;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Answers to tests that the code of a tree makes and that nothing in the model answers: the environment's, or those that one of
 * several explorations takes for granted.
 */
final class Decisions {
    private final HardwareFacts environment;
    private final Primitives primitives;
    private final Map<String, Boolean> taken;

    Decisions(HardwareFacts environment, Primitives primitives, Map<String, Boolean> taken) {
        this.environment = environment;
        this.primitives = primitives;
        this.taken = new TreeMap<>(taken);
    }

    HardwareFacts environment() {
        return environment;
    }

    Primitives primitives() {
        return primitives;
    }

    /** What is taken for granted, test by test. */
    Map<String, Boolean> taken() {
        return taken;
    }

    /** Whether there is an answer to a test already, or it is one that has a name of its own. */
    boolean answers(String asked) {
        String test = Identity.withoutNumbers(asked);
        return environment.isKnown(test) || taken.containsKey(test);
    }

    /**
     * The answer to a test.
     *
     * @param asked the test; with an exclamation mark in front, whether it does not hold
     */
    boolean answer(String asked) {
        String text = Identity.withoutNumbers(asked);
        boolean negated = text.startsWith("!");
        String test = negated ? text.substring(1) : text;
        Optional<Boolean> known = environment.answer(test);
        Boolean answer = known.isPresent() ? known.get() : taken.get(test);
        if (answer == null) {
            throw new Replay.Undecided(test);
        }
        return answer != negated;
    }
}
