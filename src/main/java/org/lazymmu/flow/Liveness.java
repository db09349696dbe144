package org.lazymmu.flow;

import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Which variables of a graph may still be read from a node on. Variables whose address is taken always may. */
final class Liveness {
    private final Map<String, Integer> numbers = new HashMap<>();
    private final BitSet addressTaken = new BitSet();
    private final BitSet[] live;
    private final BitSet[] reads;
    private final int[] writes;

    Liveness(Cfg cfg) {
        int size = cfg.nodes().size();
        live = new BitSet[size];
        reads = new BitSet[size];
        writes = new int[size];
        int[][] before = new int[size][0];
        for (Cfg.Node node : cfg.nodes()) {
            int id = node.id();
            live[id] = new BitSet();
            reads[id] = new BitSet();
            writes[id] = -1;
            collect(node, id);
            for (int next : node.next()) {
                before[next] = java.util.Arrays.copyOf(before[next], before[next].length + 1);
                before[next][before[next].length - 1] = id;
            }
        }
        solve(cfg, before);
    }

    private void collect(Cfg.Node node, int id) {
        switch (node.instruction()) {
            case Instruction.Assign(Term place, Term value) -> {
                if (value != null) {
                    read(value, id);
                }
                if (place instanceof Term.Variable(String name)) {
                    writes[id] = number(name);
                } else {
                    read(place, id);
                }
            }
            case Instruction.Call(Term.Variable result, Term callee, java.util.List<Term> arguments, boolean asTest) -> {
                read(callee, id);
                arguments.forEach(argument -> read(argument, id));
                writes[id] = number(result.name());
            }
            case Instruction.Branch(Term test) -> read(test, id);
            case Instruction.Select(Term value, java.util.List<Term> labels) -> {
                read(value, id);
                for (Term label : labels) {
                    if (label != null) {
                        read(label, id);
                    }
                }
            }
            case Instruction.Return(Term value) -> {
                if (value != null) {
                    read(value, id);
                }
            }
            case Instruction.Skip s -> {
            }
            case Instruction.Fork s -> {
            }
            case Instruction.Present s -> {
            }
            case Instruction.Dispatch s -> {
            }
        }
    }

    private void read(Term term, int id) {
        switch (term) {
            case Term.Variable(String name) -> reads[id].set(number(name));
            case Term.Dereference(Term pointer) -> read(pointer, id);
            case Term.Address(Term place) -> {
                markAddress(place);
                read(place, id);
            }
            case Term.Field(Term place, String name) -> read(place, id);
            case Term.Element(Term place, Term index) -> {
                read(place, id);
                read(index, id);
            }
            case Term.Operation(String operator, java.util.List<Term> operands) -> operands.forEach(o -> read(o, id));
            case Term.Global g -> {
            }
            case Term.Literal l -> {
            }
        }
    }

    private void markAddress(Term place) {
        switch (place) {
            case Term.Variable(String name) -> addressTaken.set(number(name));
            case Term.Field(Term inner, String name) -> markAddress(inner);
            case Term.Element(Term inner, Term index) -> markAddress(inner);
            default -> {
            }
        }
    }

    private int number(String name) {
        return numbers.computeIfAbsent(name, n -> numbers.size());
    }

    private void solve(Cfg cfg, int[][] before) {
        Deque<Integer> work = new ArrayDeque<>();
        for (int i = 0; i < cfg.nodes().size(); i++) {
            work.push(i);
        }
        while (!work.isEmpty()) {
            int id = work.pop();
            BitSet now = new BitSet();
            for (int next : cfg.node(id).next()) {
                now.or(live[next]);
            }
            if (writes[id] >= 0) {
                now.clear(writes[id]);
            }
            now.or(reads[id]);
            if (!now.equals(live[id])) {
                live[id] = now;
                for (int previous : before[id]) {
                    work.push(previous);
                }
            }
        }
    }

    boolean isDead(int node, String variable) {
        Integer number = numbers.get(variable);
        return number != null && !live[node].get(number) && !addressTaken.get(number);
    }

    /** Whether a name is a variable of the graph rather than a global one. */
    boolean isLocal(String name) {
        return numbers.containsKey(name);
    }
}
