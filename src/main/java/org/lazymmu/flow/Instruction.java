package org.lazymmu.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Condition;

/** What a node of a control-flow graph does. */
public sealed interface Instruction {
    /** Nothing: a place to jump to. */
    record Skip() implements Instruction {
    }

    /**
     * Calls {@code callee} and leaves what it returns in {@code result}.
     *
     * @param asTest whether the result is only tested: then equal calls are taken to answer equally
     */
    record Call(Term.Variable result, Term callee, List<Term> arguments, boolean asTest) implements Instruction {
        /** The name called, or null where it is computed. */
        @Nullable
        String name() {
            return callee instanceof Term.Global global ? global.name() : null;
        }
    }

    /** Stores a value, an unknown one when null. */
    record Assign(Term place, @Nullable Term value) implements Instruction {
    }

    /** Goes to the first successor when the test is true, to the second otherwise. */
    record Branch(Term test) implements Instruction {
    }

    /** Goes to the successor whose condition holds in the configuration; the conditions exclude each other. */
    record Present(List<Condition> conditions) implements Instruction {
    }

    /** Goes to the successor that a name resolves to in the configuration. */
    record Dispatch(List<Integer> presences) implements Instruction {
    }

    /** Goes to the first successor whose label the value has; a null label is the default. */
    record Select(Term value, List<@Nullable Term> labels) implements Instruction {
    }

    /** Goes to any successor. */
    record Fork() implements Instruction {
    }

    /** Leaves the function. */
    record Return(@Nullable Term value) implements Instruction {
    }
}
