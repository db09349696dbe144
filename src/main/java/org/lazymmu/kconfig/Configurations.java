package org.lazymmu.kconfig;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.lazymmu.c.Condition;

/**
 * The configurations that Kconfig allows on one architecture, as answers to questions about conditions of C code.
 *
 * <p>
 * {@link Answer#IMPOSSIBLE} is a proof: no configuration has it, whatever the compiler can do and whatever numbers the user
 * enters. {@link Answer#POSSIBLE} comes with a configuration that was calculated as Kconfig calculates it. Serves one thread;
 * what was found out is kept for the questions that follow.
 */
public final class Configurations {
    /** What is known about a condition. */
    public enum Answer {
        POSSIBLE, IMPOSSIBLE, UNKNOWN
    }

    /**
     * An answer.
     *
     * @param options what to set on top of the defaults so that the condition holds, such as {@code CONFIG_KSM=y}, sorted; none
     *                can be left out. Empty where the answer is not {@link Answer#POSSIBLE}
     */
    public record Outcome(Answer answer, List<String> options) {
        static final Outcome IMPOSSIBLE = new Outcome(Answer.IMPOSSIBLE, List.of());
        static final Outcome UNKNOWN = new Outcome(Answer.UNKNOWN, List.of());

        static Outcome possible(List<String> options) {
            return new Outcome(Answer.POSSIBLE, options);
        }
    }

    private final String architecture;
    private final List<Supplier<Search>> searches;
    private final Map<Condition, Outcome> known = new HashMap<>();

    /** @param searches one for each name that the architecture is built by, the usual one first */
    Configurations(String architecture, List<Supplier<Search>> searches) {
        this.architecture = architecture;
        this.searches = List.copyOf(searches);
    }

    /** The folder under {@code arch/}. */
    public String architecture() {
        return architecture;
    }

    /** Whether there is a configuration in which a condition is true. */
    public Answer can(Condition condition) {
        return outcome(condition).answer();
    }

    /** Whether there is a configuration in which a condition is true, and what has to be set for it. */
    public Outcome outcome(Condition condition) {
        Outcome outcome = known.get(condition);
        if (outcome == null) {
            outcome = ask(condition);
            known.put(condition, outcome);
        }
        return outcome;
    }

    private Outcome ask(Condition condition) {
        Outcome worst = Outcome.IMPOSSIBLE;
        for (Supplier<Search> search : searches) {
            Outcome outcome = search.get().outcome(condition);
            if (outcome.answer() == Answer.POSSIBLE) {
                return outcome;
            }
            worst = outcome.answer() == Answer.UNKNOWN ? outcome : worst;
        }
        return worst;
    }
}
