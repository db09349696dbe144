package org.lazymmu.c;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The directives of a file and how its {@code #if} groups hang together. Directives are numbered in order; groups are numbered in
 * the order of their {@code #if}. A group without {@code #else} has one more branch than it has directives before its
 * {@code #endif}: the empty one.
 */
final class Directives {
    /** One {@code #if … #endif}: the tokens of its directives, the last its end, and the exclusive conditions of its branches. */
    static final class Group {
        private final int[] tokens;
        private final boolean hasElse;
        private final List<Condition> conditions;

        Group(int[] tokens, boolean hasElse, List<Condition> conditions) {
            this.tokens = tokens;
            this.hasElse = hasElse;
            this.conditions = conditions;
        }

        /** How many directives it has, the {@code #endif} included. */
        int directives() {
            return tokens.length;
        }

        /** The token of a directive. */
        int directive(int i) {
            return tokens[i];
        }

        boolean hasElse() {
            return hasElse;
        }

        List<Condition> conditions() {
            return conditions;
        }

        int open() {
            return tokens[0];
        }

        /** The token of the {@code #endif}, or the end of the file. */
        int close() {
            return tokens[tokens.length - 1];
        }

        int branches() {
            return conditions.size();
        }

        /** The branch that a scan goes through when it needs just one: the first that is not dead. */
        int preferred() {
            return conditions.getFirst().equals(Condition.NEVER) ? Math.min(1, branches() - 1) : 0;
        }

        /** The branch whose text holds a token. */
        int branchOf(int token) {
            int branch = 0;
            while (branch + 1 < tokens.length - 1 && tokens[branch + 1] <= token) {
                branch++;
            }
            return branch;
        }
    }

    /** Branches of one group that later ones exclude by name; chains longer than this are no longer exact. */
    private static final int MAX_BRANCHES = 64;

    private final int[] tokens;
    private final int[] groupOf;
    private final List<Group> groups;
    private final List<CFile.Problem> problems = new ArrayList<>();
    /** Directives whose branch holds an {@code #error}: nothing that compiles goes there. */
    private final Set<Integer> errors = new HashSet<>();

    Directives(Tokens source) {
        tokens = directives(source);
        groupOf = new int[tokens.length];
        Arrays.fill(groupOf, -1);
        groups = new ArrayList<>();
        List<List<Integer>> members = members(source);
        int guard = guard(source, members);
        for (int i = 0; i < members.size(); i++) {
            groups.add(group(source, members.get(i), i == guard));
        }
    }

    private static int[] directives(Tokens source) {
        int[] found = new int[16];
        int count = 0;
        for (int i = 0; i < source.count(); i++) {
            int kind = source.kind(i);
            if (Kind.isDirective(kind)) {
                if (count == found.length) {
                    found = Arrays.copyOf(found, count * 2);
                }
                found[count++] = i;
            }
        }
        return Arrays.copyOf(found, count);
    }

    private List<List<Integer>> members(Tokens source) {
        List<List<Integer>> members = new ArrayList<>();
        List<Integer> open = new ArrayList<>();
        for (int i = 0; i < tokens.length; i++) {
            int kind = source.kind(tokens[i]);
            if (Kind.isIf(kind)) {
                open.add(members.size());
                members.add(new ArrayList<>());
            } else if (!Kind.isConditional(kind)) {
                if (kind == Kind.HASH_OTHER && !open.isEmpty()
                        && source.text(tokens[i]).matches("#\\s*error\\b(?s:.*)")) {
                    errors.add(members.get(open.getLast()).getLast());
                }
                continue;
            }
            if (open.isEmpty()) {
                problems.add(new CFile.Problem(source.start(tokens[i]), "", "directive without its #if"));
                continue;
            }
            int group = open.getLast();
            groupOf[i] = group;
            members.get(group).add(tokens[i]);
            if (kind == Kind.HASH_ENDIF) {
                open.removeLast();
            }
        }
        for (int group : open) {
            problems.add(new CFile.Problem(source.start(members.get(group).getFirst()), "", "#if without #endif"));
            members.get(group).add(source.count());
        }
        return members;
    }

    private Group group(Tokens source, List<Integer> members, boolean guard) {
        List<Condition> conditions = new ArrayList<>();
        List<Condition> before = new ArrayList<>();
        boolean hasElse = false;
        for (int token : members.subList(0, members.size() - 1)) {
            boolean isElse = source.kind(token) == Kind.HASH_ELSE;
            hasElse |= isElse;
            Condition own = isElse ? Condition.ALWAYS
                    : guard ? Condition.ALWAYS : ConditionParser.ofDirective(source, token);
            List<Condition> parts = new ArrayList<>(before);
            parts.add(own);
            conditions.add(errors.contains(token) ? Condition.NEVER : ConditionParser.all(parts));
            if (before.size() < MAX_BRANCHES) {
                before.add(ConditionParser.not(own));
            }
        }
        if (!hasElse) {
            conditions.add(ConditionParser.all(before));
        }
        return new Group(members.stream().mapToInt(Integer::intValue).toArray(), hasElse, List.copyOf(conditions));
    }

    /** The group that is the include guard, or -1: the first thing in the file, and followed by the definition it asks about. */
    private int guard(Tokens source, List<List<Integer>> members) {
        if (tokens.length < 2 || tokens[0] != 0 || !Kind.isIf(source.kind(0)) || members.getFirst().size() != 2
                || tokens[1] != 1 || source.kind(1) != Kind.HASH_DEFINE) {
            return -1;
        }
        String name = source.text(2);
        boolean empty = source.kind(3) == Kind.HASH_DEFINE_END;
        Condition asked = ConditionParser.ofDirective(source, 0);
        boolean plain = asked.equals(new Condition.Not(new Condition.Defined(name)));
        boolean traced = asked instanceof Condition.Any(List<Condition> parts)
                && parts.contains(new Condition.Not(new Condition.Defined(name)));
        boolean wholeFile = members.getFirst().getLast() >= source.count() - 1;
        return plain && (empty || wholeFile) || traced && empty ? 0 : -1;
    }

    List<CFile.Problem> problems() {
        return problems;
    }

    List<Group> groups() {
        return groups;
    }

    int count() {
        return tokens.length;
    }

    int token(int directive) {
        return tokens[directive];
    }

    /** The number of the first directive at a token or behind it. */
    int first(int token) {
        int found = Arrays.binarySearch(tokens, token);
        return found >= 0 ? found : -found - 1;
    }

    /** The number of the group a directive belongs to, or -1. */
    int groupNumber(int directive) {
        return groupOf[directive];
    }

    /** The group that a conditional directive belongs to; -1 for one that stands alone. */
    int groupAt(int token) {
        int directive = Arrays.binarySearch(tokens, token);
        return directive < 0 ? -1 : groupOf[directive];
    }
}
