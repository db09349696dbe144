package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A control-flow graph. Node 0 is the entry. */
public final class Cfg {
    /** An instruction, where it stands, and where control goes on: the numbers of other nodes. */
    public static final class Node {
        private final int id;
        private final Site site;
        private final Instruction instruction;
        private int[] next = {};

        Node(int id, Instruction instruction, Site site) {
            this.id = id;
            this.instruction = instruction;
            this.site = site;
        }

        int id() {
            return id;
        }

        Instruction instruction() {
            return instruction;
        }

        Site site() {
            return site;
        }

        int[] next() {
            return next;
        }

        void addNext(int node) {
            next = Arrays.copyOf(next, next.length + 1);
            next[next.length - 1] = node;
        }
    }

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, String> types = new HashMap<>();
    private @Nullable Liveness liveness;

    void declare(Term.Variable variable, String type) {
        types.put(variable.name(), type);
    }

    /** The type that a local variable was declared with, as written; empty for parameters and temporaries. */
    String typeOf(Term.Variable variable) {
        return types.getOrDefault(variable.name(), "");
    }

    Node add(Instruction instruction, Site site) {
        Node node = new Node(nodes.size(), instruction, site);
        nodes.add(node);
        return node;
    }

    List<Node> nodes() {
        return nodes;
    }

    Node node(int id) {
        return nodes.get(id);
    }

    /** Which variables are still read behind each node; the graph does not change any more. */
    Liveness liveness() {
        Liveness known = liveness;
        if (known == null) {
            known = new Liveness(this);
            liveness = known;
        }
        return known;
    }

    /** How many edges lead to each node. */
    int[] predecessors() {
        int[] count = new int[nodes.size()];
        for (Node node : nodes) {
            for (int next : node.next()) {
                count[next]++;
            }
        }
        return count;
    }
}
