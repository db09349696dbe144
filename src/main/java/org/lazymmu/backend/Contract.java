package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.lazymmu.kernel.Era;
import org.lazymmu.kernel.Table;

/** What the contract of an era demands of an implementation, from {@code demands.tsv}. */
final class Contract {
    private record Row(String aspect, Conjunction broken, String demand) {
    }

    private final List<Row> rows = new ArrayList<>();

    Contract(Era era) {
        for (List<String> row : Table.rows(Contract.class, "demands.tsv")) {
            if (Arrays.asList(row.get(1).split(",")).contains(era.id())) {
                rows.add(new Row(row.get(0), Conjunction.of(row.get(2)), row.get(3)));
            }
        }
    }

    /** The demand on an aspect that these traits break; empty when they break none. */
    Optional<String> broken(Aspect aspect, Set<Trait> traits) {
        return rows.stream().filter(row -> row.aspect().equals(aspect.id()) && row.broken().holds(traits))
                .map(Row::demand).findFirst();
    }

    /** What is demanded of an aspect; an empty text where nothing is. */
    String demand(Aspect aspect) {
        return rows.stream().filter(row -> row.aspect().equals(aspect.id())).map(Row::demand).findFirst().orElse("");
    }

    /** Traits of which some are there and others are not: {@code PER_CPU,!PREEMPTION_OFF}; a dash is always true. */
    record Conjunction(Set<Trait> with, Set<Trait> without) {
        static Conjunction of(String text) {
            Set<Trait> with = EnumSet.noneOf(Trait.class);
            Set<Trait> without = EnumSet.noneOf(Trait.class);
            Arrays.stream(text.split(",")).filter(word -> !word.equals("-"))
                    .forEach(word -> (word.startsWith("!") ? without : with)
                            .add(Trait.valueOf(word.replace("!", ""))));
            return new Conjunction(with, without);
        }

        boolean holds(Set<Trait> traits) {
            return traits.containsAll(with) && without.stream().noneMatch(traits::contains);
        }
    }
}
