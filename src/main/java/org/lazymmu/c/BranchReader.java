package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.ParseFailure.Limit;
import org.lazymmu.c.ParseFailure.Misaligned;

/**
 * {@code #if}s that do not align with statements: the run of statements one touches is read once per branch, as the compiler would
 * see it, and the readings become the branches of a {@link Stmt.StaticIf}. Branches that contradict what is decided around them
 * are left out.
 */
final class BranchReader {
    /** Nested choices for one run; a run with more is read for a few combinations only. */
    private static final int MAX_SPLITS = 6;
    /** A declaration with more groups than this is read once, with all of them. */
    private static final int MANY = 3;

    private final Cursor c;
    private final Grammar g;
    private int splits;
    /** What is decided around the place that is read. */
    private final List<Condition> assumed = new ArrayList<>();

    BranchReader(Cursor cursor, Grammar grammar) {
        c = cursor;
        g = grammar;
    }

    /** What is decided around the place that is read; whoever decides adds to it and takes it back. */
    List<Condition> assumed() {
        return assumed;
    }

    /** The group that did not align. */
    Directives.Group groupOf(Misaligned m) {
        return c.directives.groups().get(m.group);
    }

    /** One reading of a run: its statements, and where it ended. */
    private record Reading(List<Stmt> statements, int end) {
    }

    /** Reads the statements from a token on once per branch of a group, until all readings end at the same place. */
    Stmt split(int from, Misaligned cause) {
        Directives.Group group = groupOf(cause);
        if (group.close() >= c.limit()) {
            throw new Limit("#if without #endif", cause.token);
        }
        if (splits >= MAX_SPLITS) {
            return sampled(from, group, cause);
        }
        if (splits == 0 && c.undecidedFrom(from).size() > MANY) {
            Stmt table = allAtOnce(from, group, cause, true);
            if (table != null) {
                return table;
            }
        }
        splits++;
        try {
            return readings(from, group, cause);
        } finally {
            splits--;
        }
    }

    private Stmt readings(int from, Directives.Group group, Misaligned cause) {
        List<Integer> branches = possible(group);
        int target = group.close() + 1;
        List<Reading> readings = new ArrayList<>();
        for (boolean agree = false; !agree;) {
            int farthest = target;
            readings.clear();
            for (int branch : List.copyOf(branches)) {
                Reading reading = readingOrNone(from, target, group, branch, cause);
                if (reading == null) {
                    branches.remove(Integer.valueOf(branch));
                } else {
                    readings.add(reading);
                    farthest = Math.max(farthest, reading.end());
                }
            }
            agree = true;
            for (Reading reading : readings) {
                agree &= reading.end() == farthest;
            }
            target = farthest;
        }
        List<Condition> conditions = branches.stream().map(group.conditions()::get).toList();
        return staticIf(from, target, conditions, readings);
    }

    /** The branches of a group that can exist where the groups around it are decided as they are. */
    private List<Integer> possible(Directives.Group group) {
        List<Integer> branches = new ArrayList<>();
        for (int i = 0; i < group.branches(); i++) {
            assumed.add(group.conditions().get(i));
            if (Possible.together(assumed)) {
                branches.add(i);
            }
            assumed.removeLast();
        }
        if (branches.isEmpty()) {
            branches.add(group.branches() - 1);
        }
        return branches;
    }

    /** A reading, or null where the code makes no sense without any branch of the group: it is never compiled so. */
    private @Nullable Reading readingOrNone(int from, int target, Directives.Group group, int branch,
            Misaligned cause) {
        boolean empty = !group.hasElse() && branch == group.branches() - 1 && branch > 0;
        try {
            return reading(from, target, group, branch, cause);
        } catch (Limit | Misaligned e) {
            throw e;
        } catch (ParseFailure e) {
            if (!empty) {
                throw e;
            }
            return null;
        }
    }

    private Reading reading(int from, int target, Directives.Group group, int branch, Misaligned cause) {
        int depth = c.depth();
        assumed.add(group.conditions().get(branch));
        List<Directives.Group> decided = choose(group, branch);
        try {
            return read(from, target, cause);
        } finally {
            decided.forEach(c::undecide);
            assumed.removeLast();
            c.restoreDepth(depth);
        }
    }

    private Stmt staticIf(int from, int target, List<Condition> conditions, List<Reading> readings) {
        int at = c.tokens.start(from);
        List<Stmt.StaticIf.Branch> branches = new ArrayList<>();
        for (int i = 0; i < readings.size(); i++) {
            branches.add(new Stmt.StaticIf.Branch(conditions.get(i),
                    new Stmt.Block(readings.get(i).statements(), at, c.tokens.end(target - 1))));
        }
        c.seek(target);
        return new Stmt.StaticIf(List.copyOf(branches), at);
    }

    /**
     * A run with too many groups to read all combinations: all branches at once if that reads well (the elements of a table),
     * else the first branches, the last branches, and each group's last branch alone.
     */
    private Stmt sampled(int from, Directives.Group group, Misaligned cause) {
        Stmt all = allAtOnce(from, group, cause, false);
        if (all != null) {
            return all;
        }
        List<Directives.Group> groups = c.undecidedFrom(from);
        int target = groups.stream().filter(g2 -> g2.open() <= group.close()).mapToInt(Directives.Group::close).max()
                .orElse(group.close()) + 1;
        List<Condition> conditions = new ArrayList<>();
        List<Reading> readings = new ArrayList<>();
        for (int alone = -1; alone <= groups.size(); alone++) {
            sample(from, target, groups, alone, conditions, readings, cause);
        }
        int end = readings.isEmpty() ? target : readings.getLast().end();
        if (readings.isEmpty() || readings.stream().anyMatch(reading -> reading.end() != end)) {
            throw new Limit("too many #if in one statement", cause.token);
        }
        conditions.set(conditions.size() - 1, ConditionParser.not(ConditionParser.any(
                conditions.subList(0, conditions.size() - 1))));
        return staticIf(from, end, conditions, readings);
    }

    /**
     * The run with all sides of its groups one after the other, or null if that makes no sense.
     *
     * @param tableOnly only if it is a single declaration with many groups
     */
    private @Nullable Stmt allAtOnce(int from, Directives.Group group, Misaligned cause, boolean tableOnly) {
        int depth = c.depth();
        List<Directives.Group> shown = c.showFrom(from);
        Reading all;
        try {
            all = read(from, group.close() + 1, cause);
        } catch (Limit e) {
            throw e;
        } catch (ParseFailure e) {
            return null;
        } finally {
            c.restoreDepth(depth);
            shown.forEach(c::undecide);
        }
        boolean single = all.statements().size() == 1;
        long inside = shown.stream().filter(g2 -> g2.open() < all.end()).count();
        if (tableOnly && !(single && all.statements().getFirst() instanceof Stmt.Declaration && inside > MANY)) {
            return null;
        }
        if (single) {
            c.seek(all.end());
            return all.statements().getFirst();
        }
        return staticIf(from, all.end(), List.of(Condition.ALWAYS), List.of(all));
    }

    private void sample(int from, int target, List<Directives.Group> groups, int alone, List<Condition> conditions,
            List<Reading> readings, Misaligned cause) {
        int depth = c.depth();
        List<Condition> parts = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            Directives.Group group = groups.get(i);
            boolean last = alone == groups.size() || alone == i;
            int branch = last ? group.branches() - 1 : group.preferred();
            c.choose(group, branch);
            if (group.close() < target) {
                parts.add(group.conditions().get(branch));
            }
        }
        try {
            if (Possible.together(parts)) {
                readings.add(read(from, target, cause));
                conditions.add(ConditionParser.all(parts));
            }
        } catch (Limit e) {
            throw e;
        } catch (ParseFailure e) {
            // Not every combination makes sense.
            c.restoreDepth(depth);
        } finally {
            groups.forEach(c::undecide);
        }
    }

    /** Chooses a branch of a group, and the same of every other undecided group with the same conditions. */
    private List<Directives.Group> choose(Directives.Group group, int branch) {
        List<Directives.Group> decided = new ArrayList<>();
        c.choose(group, branch);
        decided.add(group);
        Condition condition = group.conditions().get(branch);
        for (Directives.Group other : c.directives.groups()) {
            if (other.open() > group.open() && other.close() < c.limit() && !c.isDecided(other)) {
                int same = other.conditions().indexOf(condition);
                if (same >= 0) {
                    c.choose(other, same);
                    decided.add(other);
                }
            }
        }
        return decided;
    }

    private Reading read(int from, int target, Misaligned cause) {
        List<Stmt> out = new ArrayList<>();
        c.seek(from);
        int goal = c.skip(target);
        while (c.pos() < goal) {
            if (g.lists.atListEnd()) {
                throw cause;
            }
            int begin = c.pos();
            try {
                g.lists.step(out);
            } catch (Misaligned m) {
                if (groupOf(m).open() < from || c.isDecided(groupOf(m))) {
                    throw m;
                }
                out.clear();
                out.add(split(from, m));
            }
            if (c.pos() <= begin) {
                throw cause;
            }
        }
        return new Reading(List.copyOf(out), c.pos());
    }
}
