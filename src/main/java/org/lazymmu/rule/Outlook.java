package org.lazymmu.rule;

import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Summaries;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.KernelFacts;

/** One view as a whole: what there is beside the definitions that use the mode. */
final class Outlook {
    private final Surroundings around;
    private final Summaries summaries;
    private final List<Definition> enters;
    private final SortedSet<Unanalysed> missed = new TreeSet<>(Missed.ORDER);

    /**
     * @param summaries of which only what needs no walk is asked
     * @param enters    the definitions that enter the mode, by place
     */
    Outlook(Surroundings around, Summaries summaries, List<Definition> enters) {
        this.around = around;
        this.summaries = summaries;
        this.enters = enters;
    }

    View view() {
        return around.view();
    }

    KernelFacts facts() {
        return around.facts();
    }

    Surroundings around() {
        return around;
    }

    List<Definition> enters() {
        return enters;
    }

    /** Whether a definition switches bottom halves off, or calls a function for it that does little else. */
    boolean mayMask(Definition definition) {
        return summaries.mayMask(definition);
    }

    /** As {@link Summaries#handed}. */
    List<Definition> handed(Definition definition) {
        return summaries.handed(definition);
    }

    /** Notes that something was not followed to the end. */
    void missed(Unanalysed what) {
        missed.add(what);
    }

    /** What was not followed to the end. */
    List<Unanalysed> missed() {
        return List.copyOf(missed);
    }
}
