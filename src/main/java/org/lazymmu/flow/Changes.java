package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CSource;

/**
 * What calls may store in structures that they are given the address of. A test of a member that is made again after a call is
 * taken to answer as before, unless the callee, or what it calls a few calls down, stores in a member of that name.
 */
final class Changes {
    /** Calls down to which stores are looked for. */
    private static final int DEEPEST = 2;

    private record Level(Definition definition, int deep) {
    }

    private final View view;
    private final Meaning meaning;
    private final Map<Level, Set<String>> stored = new HashMap<>();

    Changes(View view, Meaning meaning) {
        this.view = view;
        this.meaning = meaning;
    }

    /** The state after a call of one of some definitions, which may call what is passed to it: members in which they may have stored hold something unknown. */
    State after(Cfg.Node node, List<? extends Definition> callees, List<@Nullable Value> arguments, Targets targets,
            State state) {
        List<Definition> all = new ArrayList<>(callees);
        for (Value argument : arguments) {
            Definition passed = targets.of(argument);
            if (passed != null) {
                all.add(passed);
            }
        }
        State after = state;
        for (Value argument : arguments) {
            for (Value.Cell cell : argument == null ? List.<Value.Cell>of() : behind(argument, state)) {
                if (!meaning.namesLock(cell.lastName())
                        && all.stream().anyMatch(callee -> stored(callee, 0).contains(cell.lastName()))) {
                    after = after.write(cell, Value.fresh("n" + node.id() + "." + cell.text()));
                }
            }
        }
        return after;
    }

    /** The state after a slot was written: what was known of its content is known no longer. */
    static State slot(Cfg.Node node, @Nullable Value pointer, State state) {
        if (pointer == null) {
            return state;
        }
        Value.Cell cell = Value.Cell.at(pointer);
        boolean asked = state.facts().values().stream().anyMatch(fact -> fact.value().text().contains(cell.text()));
        return asked ? state.write(cell, Value.fresh("n" + node.id() + "." + cell.text())) : state;
    }

    /** The members behind a pointer of which something is known; locks that are held are told of by the callees' summaries. */
    private static List<Value.Cell> behind(Value pointer, State state) {
        if (state.values().isEmpty() && state.facts().isEmpty()) {
            return List.of();
        }
        String inside = Value.Cell.at(pointer).text() + ".";
        Map<String, Value.Cell> found = new TreeMap<>();
        state.values().values().forEach(holding -> {
            if (holding.cell().text().startsWith(inside)) {
                found.put(holding.cell().text(), holding.cell());
            }
        });
        state.facts().values().forEach(fact -> addCells(fact.value(), inside, found));
        return new ArrayList<>(found.values());
    }

    private static void addCells(Value value, String inside, Map<String, Value.Cell> found) {
        Value.Cell cell = value.initial();
        if (cell != null && cell.text().startsWith(inside)) {
            found.put(cell.text(), cell);
        }
        value.operands().forEach(operand -> addCells(operand, inside, found));
    }

    /** The members that a definition stores in, by itself or through what it calls. */
    private Set<String> stored(Definition definition, int deep) {
        Level level = new Level(definition, deep);
        Set<String> known = stored.get(level);
        if (known == null) {
            Unit unit = definition.unit();
            known = new HashSet<>(unit.identifiers(definition, CSource.Use.MEMBER_STORED));
            stored.put(level, known);
            if (deep < DEEPEST) {
                for (Definition callee : used(definition)) {
                    known.addAll(stored(callee, deep + 1));
                }
            }
        }
        return known;
    }

    /** What a definition calls or passes on, as far as it is looked into. */
    private List<Definition> used(Definition definition) {
        Unit unit = definition.unit();
        Stream<View.Candidate> called = unit.identifiers(definition, CSource.Use.CALLED).stream()
                .filter(name -> !meaning.isPrimitive(name)).flatMap(name -> view.resolve(name, unit).stream());
        Stream<View.Candidate> passed = unit.identifiers(definition, CSource.Use.BARE).stream()
                .flatMap(name -> view.resolveBare(name, unit).stream());
        return Stream.concat(called, passed).map(View.Candidate::definition)
                .filter(callee -> view.follows(callee, unit)).toList();
    }
}
