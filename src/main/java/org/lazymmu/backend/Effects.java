package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import org.lazymmu.c.Condition;
import org.lazymmu.finding.Effect;
import org.lazymmu.finding.Finding;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.kernel.Table;

/** What breaking a rule does on an architecture, and why: from what its implementation is like, by {@code effects.tsv}. */
public final class Effects {
    private record Row(String rule, Contract.Conjunction traits, Effect effect, String reason) {
        boolean fits(String broken, Set<Trait> found) {
            boolean named = rule.equals("*") || broken.equals(rule) || broken.startsWith(rule + "/");
            return named && traits.holds(found);
        }
    }

    private final Backends backends;
    private final BiPredicate<String, Condition> possible;
    private final List<Row> rows = new ArrayList<>();

    /** With every configuration possible whose options do not contradict each other. */
    public Effects(Backends backends) {
        this(backends, (view, condition) -> true);
    }

    /** @param possible whether an architecture, by its name, has a configuration with a condition */
    public Effects(Backends backends, BiPredicate<String, Condition> possible) {
        this.backends = backends;
        this.possible = possible;
        for (List<String> row : Table.rows(Effects.class, "effects.tsv")) {
            rows.add(new Row(row.get(0), Contract.Conjunction.of(row.get(1)), effect(row.get(2)), row.get(3)));
        }
    }

    private static Effect effect(String id) {
        return Arrays.stream(Effect.values()).filter(effect -> effect.id().equals(id)).findFirst().orElseThrow();
    }

    /** Works out what the implementation in a view is like, ahead of questions. Safe to use from several threads. */
    public void prepare(View view, KernelFacts facts) {
        if (!view.name().equals(Architectures.GENERIC)) {
            backends.of(view, facts);
        }
    }

    /** What is known of the implementation in a view, to be kept. */
    public Optional<Likeness> known(View view) {
        return backends.known(view);
    }

    /** Takes what was kept of the implementation in a view. */
    public void take(View view, Likeness likeness) {
        backends.take(view, likeness);
    }

    /**
     * What breaking a rule does in a view.
     *
     * @param broken    the rule, or the rule and what exactly was done: {@code lock-order/released}
     * @param condition the configurations in which it happens
     */
    public Finding.Consequence of(String broken, View view, Condition condition) {
        if (view.name().equals(Architectures.GENERIC)) {
            return new Finding.Consequence(Effect.CONTRACT_ONLY, "no architecture's hooks");
        }
        Likeness hooks = backends.of(view);
        if (!hooks.isDefined()) {
            return new Finding.Consequence(Effect.NOT_AFFECTED, "it has no hooks of its own");
        }
        int defined = view.presenceOf(hooks.presence());
        int both = view.presence().and(defined, view.presenceOf(condition));
        if (!isPossible(view, both)) {
            return new Finding.Consequence(Effect.NOT_AFFECTED,
                    "hooks only if " + view.presence().text(defined));
        }
        Set<Trait> traits = new TreeSet<>(hooks.traits());
        if (!isPossible(view, view.presence().and(both, view.presenceOf(hooks.allocatorEnters())))) {
            traits.remove(Trait.ALLOCATOR_ENTERS);
        }
        for (Row row : rows) {
            if (row.fits(broken, traits)) {
                return new Finding.Consequence(row.effect(), row.reason());
            }
        }
        throw new IllegalStateException("no effect of " + broken);
    }

    private boolean isPossible(View view, int presence) {
        return presence != Presence.NEVER && possible.test(view.name(), view.presence().condition(presence));
    }
}
