package org.lazymmu.refactoring;

import java.util.List;
import org.lazymmu.c.Stmt;

/** Collects the statements of a function with their spans. */
final class Statements {
    private final Seed seed;
    private final Seed.Routine routine;
    private final List<Seed.Site> sites;

    Statements(Seed seed, Seed.Routine routine, List<Seed.Site> sites) {
        this.seed = seed;
        this.routine = routine;
        this.sites = sites;
    }

    /** Collects what stands in a block; gives the offset behind it. */
    int block(Stmt.Block block, boolean inLoop) {
        block.statements().forEach(statement -> statement(statement, block, inLoop));
        return block.end() + 1;
    }

    /** Collects a statement, those in it behind it; gives the offset behind it. */
    private int statement(Stmt statement, Stmt.Block block, boolean inLoop) {
        int place = sites.size();
        int to = inside(statement, inLoop);
        if (to > statement.at() && statement.at() >= 0) {
            sites.add(place, new Seed.Site(routine, statement, statement.at(), to, block, inLoop,
                    seed.isMarked(statement.at())));
        }
        return to;
    }

    private int inside(Stmt statement, boolean inLoop) {
        return switch (statement) {
            case Stmt.Block s -> block(s, inLoop);
            case Stmt.If s -> {
                int to = statement(s.then(), null, inLoop);
                yield s.otherwise() == null ? to : statement(s.otherwise(), null, inLoop);
            }
            case Stmt.While s -> statement(s.body(), null, true);
            case Stmt.DoWhile s -> seed.scan().behindSemicolon(statement(s.body(), null, true));
            case Stmt.For s -> {
                if (s.init() instanceof Stmt.Declaration) {
                    statement(s.init(), null, inLoop);
                }
                yield statement(s.body(), null, true);
            }
            case Stmt.Switch s -> statement(s.body(), null, true);
            case Stmt.MacroBlock s -> statement(s.body(), null, true);
            case Stmt.StaticIf s -> {
                s.branches().forEach(branch -> block(branch.body(), inLoop));
                yield -1; // its text has directives in it
            }
            case Stmt.Case s -> seed.scan().behindColon(s.at());
            case Stmt.Default s -> seed.scan().behindColon(s.at());
            case Stmt.Label s -> seed.scan().behindColon(s.at());
            case Stmt.Expression s -> seed.scan().behindSemicolon(s.at());
            case Stmt.Empty s -> s.at() + 1;
            case Stmt.Declaration s -> seed.scan().behindSemicolon(s.at());
            case Stmt.Goto s -> seed.scan().behindSemicolon(s.at());
            case Stmt.ComputedGoto s -> seed.scan().behindSemicolon(s.at());
            case Stmt.Break s -> seed.scan().behindSemicolon(s.at());
            case Stmt.Continue s -> seed.scan().behindSemicolon(s.at());
            case Stmt.Return s -> seed.scan().behindSemicolon(s.at());
            case Stmt.Asm s -> seed.scan().behindSemicolon(s.at());
        };
    }
}
