package org.lazymmu.backend;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lazymmu.flow.Site;

/** What running code meets outside of its own variables: the state of the mode, PTEs, preemption, the hardware. */
interface Surroundings {
    boolean inInterrupt();

    /** Whether the PTEs that the code changes map the kernel. */
    boolean ofKernel();

    /** What a cell of state or a PTE holds. */
    Datum read(String cell, Site site);

    /**
     * Looks at a cell of state or a PTE and changes it, in one access.
     *
     * @return what it held before
     */
    Datum change(String cell, UnaryOperator<Datum> change, Site site);

    /** The cell that is this CPU's copy of a variable, as its address is taken. */
    String own(String variable, Site site);

    void preempt(int change, Site site);

    void interruptsOff(int change, Site site);

    boolean isPreemptible(Site site);

    /** The answer to a test of something unknown, which has been asked for the first time. */
    boolean answer(String test);

    /** Whether there is an answer to a test of something unknown, so that what stands behind it need not be looked at. */
    default boolean answers(String test) {
        return true;
    }

    /** Whether there is an answer for each option, so that one configuration is run. */
    boolean knowsOptions();

    /** Whether the kernel may stop on a condition that nothing is known of. */
    boolean stopsOnUnknown();

    /** How often a loop is repeated whose end is known. */
    int rounds();

    /** Called when code was too long to be followed. */
    void lost(Site site);

    /** What a constant stands for here, if not for what the tree says. */
    default OptionalLong constant(String name) {
        return OptionalLong.empty();
    }

    /** Whether {@link #call} may know a function. */
    boolean knows(String name);

    /**
     * A call that the surroundings know, so that it is not followed.
     *
     * @return its value, or null if they do not know it
     */
    @Nullable
    Datum call(String name, List<Datum> arguments, Site site);

    /** Told what the code did, with the arguments of the call that did it. */
    void did(Deed.Kind kind, String what, String value, List<Datum> arguments, Site site);

    /** The values of an assembler statement that is given a PTE as an operand are not known: it writes what is wanted. */
    default void assembly(String pte, Site site) {
        did(Deed.Kind.WRITE, "asm", "", List.of(), site);
    }
}
