package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;
import org.lazymmu.c.ParseFailure.Limit;
import org.lazymmu.c.ParseFailure.Misaligned;

/**
 * Lists of statements and the {@code #if}s in them. An {@code #if} whose branches are lists of statements becomes a
 * {@link Stmt.StaticIf} as it stands. Where one does not align, the run of statements it touches is read once per branch, as the
 * compiler would see it, and the readings become the branches; if they do not end at the same place, the enclosing list tries
 * with a longer run.
 */
final class ListParser {
    /** Nested choices for one run; a run with more is read for a few combinations only. */
    private static final int MAX_SPLITS = 6;

    private final Cursor c;
    private final Grammar g;
    private int splits;

    ListParser(Cursor cursor, Grammar grammar) {
        c = cursor;
        g = grammar;
    }

    /** Statements up to a closing brace, a directive that ends a branch, or the end. */
    List<Stmt> list() {
        List<Stmt> out = new ArrayList<>();
        while (!atListEnd()) {
            step(out);
        }
        return List.copyOf(out);
    }

    /** Statements up to the comma or parenthesis behind a macro argument. */
    List<Stmt> argument() {
        List<Stmt> out = new ArrayList<>();
        boolean comma = g.statements.commaEnds(true);
        try {
            while (!atListEnd() && c.kind() != ',' && c.kind() != ')') {
                step(out);
            }
        } finally {
            g.statements.commaEnds(comma);
        }
        return List.copyOf(out);
    }

    /** The statements of a whole body: as {@link #list}, but what is not understood is stepped over and told. */
    List<Stmt> whole(List<ParseFailure> failures) {
        List<Stmt> out = new ArrayList<>();
        int lastFailure = -1;
        while (c.kind() != Kind.END) {
            int from = c.pos();
            int size = out.size();
            int depth = c.depth();
            try {
                if (atListEnd()) {
                    throw c.kind() == '}' ? new ParseFailure("unmatched }", from) : c.fail("unexpected directive");
                }
                step(out);
            } catch (ParseFailure failure) {
                failures.add(failure);
                if (failure instanceof Limit || failures.size() > 20 || from <= lastFailure) {
                    break;
                }
                lastFailure = from;
                while (out.size() > size) {
                    out.removeLast();
                }
                c.restoreDepth(depth);
                c.seek(from);
                out.add(skipped());
            }
        }
        return List.copyOf(out);
    }

    /** Steps over one statement that was not understood. */
    private Stmt skipped() {
        int from = c.pos();
        int at = c.at();
        boolean first = true;
        while (c.kind() != Kind.END) {
            int kind = c.kind();
            if (Kind.isConditional(kind)) {
                c.seek(c.pos() + 1);
                break;
            }
            if (kind == '{') {
                int close = c.close(c.pos());
                c.seek(Math.min(close + 1, c.limit()));
                break;
            }
            c.advance();
            if (kind == ';' || kind == '}' && !first) {
                break;
            }
            first = false;
        }
        return new Stmt.Expression(new Expr.Opaque(c.textFrom(from), at), at);
    }

    private boolean atListEnd() {
        int kind = c.kind();
        return kind == '}' || kind == Kind.END || Kind.isElse(kind) || kind == Kind.HASH_ENDIF;
    }

    private void step(List<Stmt> out) {
        int from = c.pos();
        int size = out.size();
        int depth = c.depth();
        try {
            if (Kind.isIf(c.kind())) {
                out.add(staticIf());
            } else {
                g.statements.statement(out);
            }
        } catch (Misaligned m) {
            if (groupOf(m).open() < from || c.isDecided(groupOf(m))) {
                throw m;
            }
            while (out.size() > size) {
                out.removeLast();
            }
            c.restoreDepth(depth);
            out.add(split(from, m));
        }
    }

    private Directives.Group groupOf(Misaligned m) {
        return c.directives.groups().get(m.group);
    }

    /** A group whose branches are lists of statements. */
    private Stmt staticIf() {
        int number = c.directives.groupAt(c.pos());
        int at = c.at();
        if (number < 0) {
            c.seek(c.pos() + 1);
            return new Stmt.Empty(at);
        }
        Directives.Group group = c.directives.groups().get(number);
        if (elseInside(group)) {
            throw new Misaligned(number, c.pos());
        }
        c.enter();
        List<Stmt.StaticIf.Branch> branches = new ArrayList<>();
        int[] members = group.tokens();
        for (int i = 0; i + 1 < members.length; i++) {
            int begin = c.at();
            c.seek(members[i] + 1);
            List<Stmt> statements = list();
            if (c.pos() != members[i + 1]) {
                throw new Misaligned(number, c.pos());
            }
            branches.add(new Stmt.StaticIf.Branch(group.conditions().get(i), new Stmt.Block(statements, begin, c.at())));
        }
        int end = c.at();
        if (!group.hasElse()) {
            branches.add(new Stmt.StaticIf.Branch(group.conditions().getLast(), new Stmt.Block(List.of(), end, end)));
        }
        c.seek(group.close() + 1);
        c.leave();
        return new Stmt.StaticIf(List.copyOf(branches), at);
    }

    /** Does a branch, or what follows the group, begin with {@code else}? */
    boolean elseInside(Directives.Group group) {
        for (int member : group.tokens()) {
            if (c.kindAt(c.skip(member + 1)) == Kind.ELSE && member + 1 < c.limit()) {
                return true;
            }
        }
        return false;
    }

    /** One reading of a run: its statements, and where it ended. */
    private record Reading(List<Stmt> statements, int end) {
    }

    /** Reads the statements from a token on once per branch of a group, until all readings end at the same place. */
    private Stmt split(int from, Misaligned cause) {
        Directives.Group group = groupOf(cause);
        if (group.close() >= c.limit()) {
            throw new Limit("#if without #endif", cause.token);
        }
        if (splits >= MAX_SPLITS) {
            throw new Limit("too many #if in one statement", cause.token);
        }
        splits++;
        try {
            return readings(from, group, cause);
        } finally {
            splits--;
        }
    }

    private Stmt readings(int from, Directives.Group group, Misaligned cause) {
        int depth = c.depth();
        int target = group.close() + 1;
        Reading[] readings = new Reading[group.branches()];
        for (boolean agree = false; !agree;) {
            int farthest = target;
            for (int i = 0; i < readings.length; i++) {
                List<Directives.Group> decided = choose(group, i);
                try {
                    readings[i] = read(from, target, cause);
                } finally {
                    decided.forEach(c::undecide);
                    c.restoreDepth(depth);
                }
                farthest = Math.max(farthest, readings[i].end());
            }
            agree = true;
            for (Reading reading : readings) {
                agree &= reading.end() == farthest;
            }
            target = farthest;
        }
        int at = c.tokens.start(from);
        List<Stmt.StaticIf.Branch> branches = new ArrayList<>();
        for (int i = 0; i < readings.length; i++) {
            branches.add(new Stmt.StaticIf.Branch(group.conditions().get(i),
                    new Stmt.Block(readings[i].statements(), at, c.tokens.end(target - 1))));
        }
        c.seek(target);
        return new Stmt.StaticIf(List.copyOf(branches), at);
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
            if (atListEnd()) {
                throw cause;
            }
            int begin = c.pos();
            try {
                step(out);
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
