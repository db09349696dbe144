package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/**
 * The names that are visible at a place while a graph is built: local variables, and for the code of an inlined macro its
 * arguments with the scope they were written in. Also what must run when the scope is left.
 */
final class Scope {
    /** A macro's argument: source text of another scope. */
    record Argument(Expr text, Scope scope) {
    }

    /** The statement that a header macro heads, with its scope. */
    record Hole(Stmt statement, Scope scope) {
    }

    /** Stands in no identifier: the arguments of a variadic parameter behind the first have numbers. */
    private static final String REST = "#";

    private final @Nullable Scope outer;
    private final Unit unit;
    private final String function;
    private final @Nullable Site user;
    private final int depth;
    private final Map<String, String> locals = new HashMap<>();
    private final Map<String, Argument> arguments = new HashMap<>();
    private final List<Runnable> cleanups = new ArrayList<>();
    private @Nullable Hole hole;

    private Scope(@Nullable Scope outer, Unit unit, String function, @Nullable Site user, int depth) {
        this.outer = outer;
        this.unit = unit;
        this.function = function;
        this.user = user;
        this.depth = depth;
    }

    static Scope ofFunction(Unit unit, String function) {
        return new Scope(null, unit, function, null, 0);
    }

    /** A block within this scope. */
    Scope block() {
        return new Scope(this, unit, function, user, depth);
    }

    /** The replacement of a macro used at {@code site}: sees nothing of the user's locals except through arguments. */
    Scope macro(Unit where, String name, Site site) {
        return new Scope(this, where, name, site, depth + 1);
    }

    @Nullable
    Scope parent() {
        return outer;
    }

    /** How many macros deep this scope is. */
    int depth() {
        return depth;
    }

    boolean within(String macro) {
        for (Scope at = this; at != null; at = at.outer) {
            if (at.user != null && at.function.equals(macro)) {
                return true;
            }
        }
        return false;
    }

    Unit unit() {
        return unit;
    }

    Site site(int at) {
        return new Site(unit, at, function, user);
    }

    void declare(String name, String unique) {
        locals.put(name, unique);
    }

    void bind(String parameter, Argument argument) {
        arguments.put(parameter, argument);
    }

    /** Binds the arguments that the last parameter of a variadic macro stands for. */
    void bindRest(String parameter, List<Expr> rest, Scope scope, int at) {
        bind(parameter, new Argument(rest.isEmpty() ? new Expr.Opaque("", at) : rest.getFirst(), scope));
        for (int i = 1; i < rest.size(); i++) {
            bind(parameter + REST + i, new Argument(rest.get(i), scope));
        }
    }

    /** The arguments of a call, with all that a variadic parameter stands for in its place. */
    List<Expr> spread(List<Expr> arguments) {
        List<Expr> all = new ArrayList<>();
        for (Expr argument : arguments) {
            all.add(argument);
            if (argument instanceof Expr.Name(String name, int at)) {
                for (int i = 1; argument(name + REST + i) != null; i++) {
                    all.add(new Expr.Name(name + REST + i, at));
                }
            }
        }
        return all;
    }

    void setHole(Hole statement) {
        hole = statement;
    }

    /** The statement to run where the macro leaves room for one, or null. */
    @Nullable
    Hole hole() {
        for (Scope at = this; at != null; at = at.outer) {
            if (at.hole != null) {
                return at.hole;
            }
            if (at.outer != null && at.outer.depth != at.depth) {
                return null;
            }
        }
        return null;
    }

    /** The unique name of a local variable, or null. Macros see the locals of their user, as textual replacement does. */
    @Nullable
    String local(String name) {
        for (Scope at = this; at != null; at = at.outer) {
            String unique = at.locals.get(name);
            if (unique != null) {
                return unique;
            }
        }
        return null;
    }

    /** The argument a name stands for in the innermost macro, or null. */
    @Nullable
    Argument argument(String name) {
        for (Scope at = this; at != null; at = at.outer) {
            Argument argument = at.arguments.get(name);
            if (argument != null) {
                return argument;
            }
            if (at.locals.containsKey(name) || at.outer != null && at.outer.depth != at.depth) {
                return null;
            }
        }
        return null;
    }

    void onLeave(Runnable cleanup) {
        cleanups.add(cleanup);
    }

    /** Runs what is due when control leaves all scopes from this one up to, but without, {@code until} (null: all of them). */
    void leave(@Nullable Scope until) {
        for (Scope at = this; at != null && at != until; at = at.outer) {
            for (int i = at.cleanups.size() - 1; i >= 0; i--) {
                at.cleanups.get(i).run();
            }
        }
    }

    boolean isInside(Scope other) {
        for (Scope at = this; at != null; at = at.outer) {
            if (at == other) {
                return true;
            }
        }
        return false;
    }
}
