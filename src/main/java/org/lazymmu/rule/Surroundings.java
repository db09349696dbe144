package org.lazymmu.rule;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.Implementation;
import org.lazymmu.kernel.KernelFacts;

/**
 * What stands around a definition in one view: which files and which definitions mention it.
 *
 * @param view           the view
 * @param facts          what calls mean
 * @param mentions       which files mention a name
 * @param implementation what implements the mode
 */
record Surroundings(View view, KernelFacts facts, Mentions mentions, Implementation implementation) {

    /** The same for somebody who prepares searches of his own. */
    Surroundings apart() {
        return new Surroundings(view, facts, mentions.apart(), implementation);
    }

    /** Whether no other file can mean a definition. */
    static boolean isPrivate(Definition definition) {
        return switch (definition) {
            case Definition.Function function -> function.function().isStatic() && !definition.unit().isHeader();
            case Definition.Macro macro -> !definition.unit().isHeader();
        };
    }

    /** Whether the name of a definition means it in a file. */
    boolean means(Definition callee, Unit unit) {
        return view.resolve(callee.name(), unit).stream().anyMatch(candidate -> candidate.definition().equals(callee));
    }

    /** The definitions of one file that mention a definition by its name. */
    List<Definition> callers(Definition callee, Unit unit) {
        return !means(callee, unit) ? List.of() : mentions.definitions(unit).stream()
                .filter(definition -> !definition.equals(callee) && definition.identifiers().contains(callee.name())
                        && view.presenceOf(definition.condition()) != Presence.NEVER)
                .toList();
    }

    /** The files of the core and beside a definition that may mention it. */
    Set<Unit> near(Definition definition) {
        Set<Unit> units = new LinkedHashSet<>(List.of(definition.unit()));
        if (!isPrivate(definition)) {
            units.addAll(mentions.near(definition.name(), Architectures.GENERIC));
            if (!view.name().equals(Architectures.GENERIC)) {
                units.addAll(mentions.near(definition.name(), view.name()));
            }
            units.addAll(mentions.beside(definition.unit(), definition.name()));
        }
        return units;
    }

    /** The files that mention a definition, as far as that was asked for when its callers were sought. */
    List<Unit> unitsWith(Definition definition) {
        return isPrivate(definition) || !mentions.isPrepared(definition.name()) ? List.of(definition.unit())
                : mentions.units(definition.name(), view);
    }

    /** Whether a file defines a hook, or the layer above the hooks. */
    boolean definesHook(Unit unit) {
        return mentions.definitions(unit).stream().anyMatch(definition -> facts.bracket(definition.name()) != null);
    }
}
