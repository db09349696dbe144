package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;
import org.lazymmu.c.ParseFailure.Limit;
import org.lazymmu.c.ParseFailure.Misaligned;

/**
 * Lists of statements and the {@code #if}s in them. An {@code #if} whose branches are lists of statements becomes a
 * {@link Stmt.StaticIf} as it stands; one that does not align with statements is for {@link BranchReader}. If that fails, the
 * enclosing list tries with a longer run of statements.
 */
final class ListParser {
    private final Cursor c;
    private final Grammar g;

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

    /** Is this the end of a list of statements, whoever closes it? */
    boolean atListEnd() {
        int kind = c.kind();
        return kind == '}' || kind == Kind.END || Kind.isElse(kind) || kind == Kind.HASH_ENDIF;
    }

    /** Reads one statement, or one {@code #if} with its branches, into a list. */
    void step(List<Stmt> out) {
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
            if (g.branches.groupOf(m).open() < from || c.isDecided(g.branches.groupOf(m))) {
                throw m;
            }
            while (out.size() > size) {
                out.removeLast();
            }
            c.restoreDepth(depth);
            out.add(g.branches.split(from, m));
        }
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
        for (int i = 0; i + 1 < group.directives(); i++) {
            int begin = c.at();
            List<Stmt> statements = branch(group, i);
            if (c.pos() != group.directive(i + 1)) {
                throw new Misaligned(number, c.pos());
            }
            branches.add(
                    new Stmt.StaticIf.Branch(group.conditions().get(i), new Stmt.Block(statements, begin, c.at())));
        }
        int end = c.at();
        if (!group.hasElse()) {
            branches.add(new Stmt.StaticIf.Branch(group.conditions().getLast(), new Stmt.Block(List.of(), end, end)));
        }
        c.seek(group.close() + 1);
        c.leave();
        return new Stmt.StaticIf(List.copyOf(branches), at);
    }

    private List<Stmt> branch(Directives.Group group, int branch) {
        int depth = c.depth();
        int end = group.directive(branch + 1);
        boolean dead = group.conditions().get(branch).equals(Condition.NEVER);
        g.branches.assumed().add(group.conditions().get(branch));
        try {
            c.seek(group.directive(branch) + 1);
            List<Stmt> statements = list();
            if (!dead || c.pos() == end) {
                return statements;
            }
        } catch (Limit e) {
            throw e;
        } catch (ParseFailure e) {
            // #if 0 may hold anything.
            if (!dead) {
                throw e;
            }
        } finally {
            g.branches.assumed().removeLast();
        }
        c.restoreDepth(depth);
        c.seek(end);
        return List.of();
    }

    /** Does a branch, or what follows the group, begin with {@code else}? */
    boolean elseInside(Directives.Group group) {
        for (int i = 0; i < group.directives(); i++) {
            int next = group.directive(i) + 1;
            boolean dead = i < group.branches() && i + 1 < group.directives()
                    && group.conditions().get(i).equals(Condition.NEVER);
            if (next < c.limit() && c.kindAt(c.skip(next)) == Kind.ELSE && !dead) {
                return true;
            }
        }
        return false;
    }
}
