package org.lazymmu.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CFile;
import org.lazymmu.c.Expr;

/** Finds what a guard class opens and closes: from facts, or from its {@code DEFINE_GUARD} and the like. */
final class Guards {
    /** One side of a guard. */
    sealed interface Side {
    }

    record Named(String name) implements Side {
    }

    record Code(Expr code, Unit unit, String macro) implements Side {
    }

    record Nothing() implements Side {
    }

    record Pair(Side open, Side close) {
    }

    private Guards() {
    }

    static Pair find(String kind, Unit from, View view, Meaning meaning) {
        Meaning.GuardClass known = meaning.guardClass(kind);
        if (known != null) {
            return new Pair(new Named(known.open()), new Named(known.close()));
        }
        for (Unit unit : near(kind, from, view)) {
            for (CFile.Invocation invocation : unit.file().invocations()) {
                Pair pair = define(kind, invocation.call(), unit);
                if (pair != null) {
                    return pair;
                }
            }
        }
        return new Pair(new Nothing(), new Nothing());
    }

    private static @Nullable Pair define(String kind, Expr.Call call, Unit unit) {
        String definer = call.name();
        List<Expr> arguments = call.arguments();
        if (definer == null || arguments.isEmpty() || !(arguments.getFirst() instanceof Expr.Name(String name, int at))
                || !name.equals(kind)) {
            return null;
        }
        int open = switch (definer) {
            case "DEFINE_GUARD", "DEFINE_LOCK_GUARD_1" -> 2;
            case "DEFINE_LOCK_GUARD_0" -> 1;
            case "DEFINE_CLASS" -> 3;
            default -> -1;
        };
        if (open < 0 || arguments.size() < open + 1) {
            return null;
        }
        int close = definer.equals("DEFINE_CLASS") ? 2 : open + 1;
        Side closing = close < arguments.size() ? new Code(arguments.get(close), unit, definer) : new Nothing();
        return new Pair(new Code(arguments.get(open), unit, definer), closing);
    }

    /** What {@code __free(kind)} runs, or the function of {@code __cleanup(kind)}. */
    static Side cleanup(String kind, Unit from, View view) {
        for (Unit unit : near(kind, from, view)) {
            for (CFile.Invocation invocation : unit.file().invocations()) {
                Expr.Call call = invocation.call();
                if ("DEFINE_FREE".equals(call.name()) && call.arguments().size() >= 3
                        && call.arguments().getFirst() instanceof Expr.Name(String name, int at) && name.equals(kind)) {
                    return new Code(call.arguments().get(2), unit, "DEFINE_FREE");
                }
            }
        }
        return view.resolve(kind, from).isEmpty() ? new Nothing() : new Named(kind);
    }

    /** The file itself, then the files that define the class by that name. */
    private static List<Unit> near(String kind, Unit from, View view) {
        List<Unit> units = new java.util.ArrayList<>();
        units.add(from);
        view.definingUnits(kind, from).forEach(units::add);
        return units;
    }
}
