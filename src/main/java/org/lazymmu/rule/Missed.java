package org.lazymmu.rule;

import java.util.Comparator;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.flow.Definition;

/** What was given up while the tree was looked at. */
final class Missed {
    /** By place, then by reason. */
    static final Comparator<Unanalysed> ORDER = Comparator.comparing(Unanalysed::place)
            .thenComparing(Unanalysed::reason).thenComparing(Unanalysed::function)
            .thenComparing(Unanalysed::canHide);

    private Missed() {
    }

    /**
     * Given up in a definition, or at it.
     *
     * @param canHide whether there may be findings for it
     */
    static Unanalysed at(Definition definition, String reason, boolean canHide) {
        return new Unanalysed(Telling.place(definition.site()), definition.name(), reason, canHide);
    }
}
