package org.lazymmu.kconfig;

import java.util.Arrays;

/**
 * Decides whether clauses can hold together: search with learning from conflicts, two watched literals in each clause, restarts,
 * and assumptions, so that clauses may be added between questions (Eén, Sörensson: An extensible SAT-solver, 2003).
 *
 * <p>
 * A variable is an int from 0, a literal {@code 2v} (it holds) or {@code 2v + 1} (it does not). A branch is always tried first
 * with the value that the variable was made with, so that answers stay close to it.
 */
final class Solver {
    /** The outcome of a search. */
    enum Answer {
        POSSIBLE, IMPOSSIBLE, GIVEN_UP
    }

    private static final byte FREE = 0;
    private static final byte TRUE = 1;
    private static final byte FALSE = -1;
    private static final int NO_REASON = -1;
    private static final int RESTART = 256;

    private int variables;
    private byte[] value = new byte[64];
    private byte[] preferred = new byte[64];
    private boolean[] decides = new boolean[64];
    private boolean[] seen = new boolean[64];
    private int[] level = new int[64];
    private int[] reason = new int[64];

    /** Clauses one behind the other: length, literals. A clause is named by the offset of its length. */
    private int[] clauses = new int[1024];
    private int used;
    private int[][] watches = new int[128][];
    private int[] watched = new int[128];

    private int[] trail = new int[64];
    private int trailSize;
    private int propagated;
    private int[] levels = new int[16];
    private int depth;

    private final DecisionOrder open = new DecisionOrder();

    private boolean contradictory;
    private byte[] model = new byte[0];

    static int not(int literal) {
        return literal ^ 1;
    }

    /**
     * A new variable.
     *
     * @param likely  the value that is tried first
     * @param decides whether the search branches on it; one whose value follows from others need not
     */
    int variable(boolean likely, boolean decides) {
        int made = variables++;
        if (made == value.length) {
            grow(made * 2);
        }
        preferred[made] = likely ? TRUE : FALSE;
        this.decides[made] = decides;
        reason[made] = NO_REASON;
        if (decides) {
            open.insert(made);
        }
        return 2 * made;
    }

    private void grow(int size) {
        value = Arrays.copyOf(value, size);
        preferred = Arrays.copyOf(preferred, size);
        decides = Arrays.copyOf(decides, size);
        seen = Arrays.copyOf(seen, size);
        level = Arrays.copyOf(level, size);
        reason = Arrays.copyOf(reason, size);
        trail = Arrays.copyOf(trail, size);
        open.grow(size);
        watches = Arrays.copyOf(watches, 2 * size);
        watched = Arrays.copyOf(watched, 2 * size);
    }

    int variables() {
        return variables;
    }

    /** How much memory the clauses take, in ints. */
    int size() {
        return used;
    }

    private byte valueOf(int literal) {
        byte of = value[literal >> 1];
        return (literal & 1) == 0 ? of : (byte) -of;
    }

    /** Adds a clause: one of the literals has to hold. */
    void add(int... literals) {
        undo(0);
        if (contradictory) {
            return;
        }
        int[] sorted = literals.clone();
        Arrays.sort(sorted);
        int size = 0;
        for (int i = 0; i < sorted.length; i++) {
            int literal = sorted[i];
            if (valueOf(literal) == TRUE || i + 1 < sorted.length && sorted[i + 1] == not(literal)) {
                return;
            }
            if (valueOf(literal) == FREE && (size == 0 || sorted[size - 1] != literal)) {
                sorted[size++] = literal;
            }
        }
        if (size == 0) {
            contradictory = true;
        } else if (size == 1) {
            assign(sorted[0], NO_REASON);
            contradictory = propagate() >= 0;
        } else {
            store(sorted, size);
        }
    }

    private int store(int[] literals, int size) {
        if (used + size + 1 > clauses.length) {
            clauses = Arrays.copyOf(clauses, Math.max(clauses.length * 2, used + size + 1));
        }
        int clause = used;
        clauses[clause] = size;
        System.arraycopy(literals, 0, clauses, clause + 1, size);
        used += size + 1;
        watch(literals[0], clause);
        watch(literals[1], clause);
        return clause;
    }

    private void watch(int literal, int clause) {
        int[] list = watches[literal];
        if (list == null) {
            list = new int[4];
        } else if (watched[literal] == list.length) {
            list = Arrays.copyOf(list, list.length * 2);
        }
        watches[literal] = list;
        list[watched[literal]++] = clause;
    }

    private void assign(int literal, int because) {
        int variable = literal >> 1;
        value[variable] = (literal & 1) == 0 ? TRUE : FALSE;
        level[variable] = depth;
        reason[variable] = because;
        trail[trailSize++] = literal;
    }

    /** Draws all conclusions; returns a clause that cannot hold any more, or -1. */
    private int propagate() {
        while (propagated < trailSize) {
            int gone = not(trail[propagated++]);
            int[] list = watches[gone];
            int count = watched[gone];
            int kept = 0;
            for (int i = 0; i < count; i++) {
                int clause = list[i];
                int outcome = visit(clause, gone);
                if (outcome == MOVED) {
                    continue;
                }
                list[kept++] = clause;
                if (outcome == BROKEN) {
                    System.arraycopy(list, i + 1, list, kept, count - i - 1);
                    watched[gone] = kept + count - i - 1;
                    propagated = trailSize;
                    return clause;
                }
            }
            watched[gone] = kept;
        }
        return -1;
    }

    private static final int KEPT = 0;
    private static final int MOVED = 1;
    private static final int BROKEN = 2;

    private int visit(int clause, int gone) {
        int first = clause + 1;
        if (clauses[first] == gone) {
            clauses[first] = clauses[first + 1];
            clauses[first + 1] = gone;
        }
        int other = clauses[first];
        if (valueOf(other) == TRUE) {
            return KEPT;
        }
        int end = first + clauses[clause];
        for (int i = first + 2; i < end; i++) {
            if (valueOf(clauses[i]) != FALSE) {
                clauses[first + 1] = clauses[i];
                clauses[i] = gone;
                watch(clauses[first + 1], clause);
                return MOVED;
            }
        }
        if (valueOf(other) == FALSE) {
            return BROKEN;
        }
        assign(other, clause);
        return KEPT;
    }

    private void undo(int toDepth) {
        if (depth <= toDepth) {
            return;
        }
        int from = levels[toDepth];
        for (int i = trailSize - 1; i >= from; i--) {
            int variable = trail[i] >> 1;
            value[variable] = FREE;
            reason[variable] = NO_REASON;
            if (decides[variable]) {
                open.insert(variable);
            }
        }
        trailSize = from;
        propagated = from;
        depth = toDepth;
    }

    private void deepen() {
        if (depth == levels.length) {
            levels = Arrays.copyOf(levels, depth * 2);
        }
        levels[depth++] = trailSize;
    }

    /**
     * Whether all clauses can hold while some literals do.
     *
     * @param conflicts how many conflicts to go through before giving up
     */
    Answer solve(int[] assumptions, int conflicts) {
        undo(0);
        int left = conflicts;
        int untilRestart = RESTART;
        while (!contradictory) {
            int broken = propagate();
            if (broken >= 0) {
                if (depth == 0) {
                    contradictory = true;
                    break;
                }
                if (--left < 0) {
                    return Answer.GIVEN_UP;
                }
                learn(broken);
                untilRestart--;
                continue;
            }
            if (untilRestart <= 0) {
                undo(0);
                untilRestart = RESTART;
                continue;
            }
            if (depth < assumptions.length) {
                int next = assumptions[depth];
                if (valueOf(next) == FALSE) {
                    undo(0);
                    return Answer.IMPOSSIBLE;
                }
                deepen();
                if (valueOf(next) == FREE) {
                    assign(next, NO_REASON);
                }
                continue;
            }
            int next = decision();
            if (next < 0) {
                model = Arrays.copyOf(value, variables);
                undo(0);
                return Answer.POSSIBLE;
            }
            deepen();
            assign(preferred[next] == TRUE ? 2 * next : 2 * next + 1, NO_REASON);
        }
        return Answer.IMPOSSIBLE;
    }

    /** Whether a literal holds in the answer found last. */
    boolean holds(int literal) {
        int variable = literal >> 1;
        byte of = variable < model.length ? model[variable] : FREE;
        return of != FREE && (of == TRUE) == ((literal & 1) == 0);
    }

    private int decision() {
        int next = open.take();
        while (next >= 0 && value[next] != FREE) {
            next = open.take();
        }
        return next;
    }

    /** Learns why a clause is broken, goes back to where that could have been known, and draws the conclusion. */
    private void learn(int broken) {
        int[] learnt = new int[8];
        int size = 1;
        int unresolved = 0;
        int literal = -1;
        int at = trailSize - 1;
        int clause = broken;
        do {
            int end = clause + 1 + clauses[clause];
            for (int i = clause + 1; i < end; i++) {
                int one = clauses[i];
                int variable = one >> 1;
                if (one != literal && !seen[variable] && level[variable] > 0) {
                    seen[variable] = true;
                    open.bump(variable);
                    if (level[variable] == depth) {
                        unresolved++;
                    } else {
                        learnt = size == learnt.length ? Arrays.copyOf(learnt, size * 2) : learnt;
                        learnt[size++] = one;
                    }
                }
            }
            while (!seen[trail[at] >> 1]) {
                at--;
            }
            literal = trail[at--];
            clause = reason[literal >> 1];
            seen[literal >> 1] = false;
            unresolved--;
        } while (unresolved > 0);
        learnt[0] = not(literal);
        int back = 0;
        for (int i = 1; i < size; i++) {
            int variable = learnt[i] >> 1;
            seen[variable] = false;
            if (level[variable] > back) {
                back = level[variable];
                int deepest = learnt[i];
                learnt[i] = learnt[1];
                learnt[1] = deepest;
            }
        }
        open.age();
        undo(back);
        assign(learnt[0], size == 1 ? NO_REASON : store(learnt, size));
    }
}
