package org.lazymmu.rule;

import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.lazymmu.backend.Likeness;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.flow.View;

/**
 * What was found in one view.
 *
 * @param groups     in the definitions that use the mode
 * @param drafts     what breaks rules about the view as a whole
 * @param unanalysed what of that was given up
 */
record Looked(View view, List<Found> groups, List<Draft> drafts, List<Unanalysed> unanalysed) {
    boolean hasDrafts() {
        return !drafts.isEmpty() || groups.stream().anyMatch(group -> !group.drafts().isEmpty());
    }

    /**
     * What of it can be kept.
     *
     * @param hooks what the architecture's implementation is like, if that is known
     */
    Outcome.OfView outcome(Optional<Likeness> hooks) {
        return new Outcome.OfView(view.name(), new TreeSet<>(view.tested()), groups, hooks.orElse(null));
    }
}
