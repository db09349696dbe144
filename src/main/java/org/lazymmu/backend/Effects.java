package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.lazymmu.c.Condition;
import org.lazymmu.finding.Effect;
import org.lazymmu.finding.Finding;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.Table;

/** What breaking a rule does on an architecture, and why: from what its implementation is like, by {@code effects.tsv}. */
public final class Effects {
    private record Row(String rule, Set<Trait> with, Set<Trait> without, Effect effect, String reason) {
        boolean fits(String broken, Set<Trait> traits) {
            boolean named = rule.equals("*") || broken.equals(rule) || broken.startsWith(rule + "/");
            return named && traits.containsAll(with) && without.stream().noneMatch(traits::contains);
        }
    }

    private final Backends backends;
    private final List<Row> rows = new ArrayList<>();

    public Effects(Backends backends) {
        this.backends = backends;
        for (List<String> row : Table.rows(Effects.class, "effects.tsv")) {
            Set<Trait> with = EnumSet.noneOf(Trait.class);
            Set<Trait> without = EnumSet.noneOf(Trait.class);
            Arrays.stream(row.get(1).split(",")).filter(word -> !word.equals("-"))
                    .forEach(word -> (word.startsWith("!") ? without : with)
                            .add(Trait.valueOf(word.replace("!", ""))));
            rows.add(new Row(row.get(0), with, without, effect(row.get(2)), row.get(3)));
        }
    }

    private static Effect effect(String id) {
        return Arrays.stream(Effect.values()).filter(effect -> effect.id().equals(id)).findFirst().orElseThrow();
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
        Backends.Backend backend = backends.of(view);
        if (!backend.defined()) {
            return new Finding.Consequence(Effect.NOT_AFFECTED, "it has no hooks of its own");
        }
        Presence presence = view.presence();
        if (presence.and(backend.presence(), view.presenceOf(condition)) == Presence.NEVER) {
            return new Finding.Consequence(Effect.NOT_AFFECTED,
                    "hooks only if " + presence.text(backend.presence()));
        }
        for (Row row : rows) {
            if (row.fits(broken, backend.traits())) {
                return new Finding.Consequence(row.effect(), row.reason());
            }
        }
        throw new IllegalStateException("no effect of " + broken);
    }
}
