package org.lazymmu.kernel;

import java.util.List;
import org.lazymmu.finding.Effect;

/** What breaking a rule does on an architecture. */
public final class Effects {
    private final List<List<String>> rows = Table.rows("effects.tsv");

    public Effect of(String rule, String architecture) {
        if (architecture.equals(Architectures.GENERIC)) {
            return Effect.CONTRACT_ONLY;
        }
        for (List<String> row : rows) {
            if (row.get(0).equals(rule) && (row.get(1).equals(architecture) || row.get(1).equals("*"))) {
                return row.get(2).equals(Effect.MISBEHAVES.id()) ? Effect.MISBEHAVES : Effect.CONTRACT_ONLY;
            }
        }
        return Effect.NOT_AFFECTED;
    }
}
