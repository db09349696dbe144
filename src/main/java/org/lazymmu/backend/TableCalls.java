package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.List;
import org.lazymmu.c.Expr;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Unit;

/** Calls through operation tables, such as {@code pv_ops.mmu.set_pte}. */
final class TableCalls {
    private final Execution run;

    TableCalls(Execution run) {
        this.run = run;
    }

    /** Which argument of a call through a table is the member; negative if none is. */
    static int member(Expr.Call call) {
        for (int i = 0; i < call.arguments().size(); i++) {
            if (call.arguments().get(i) instanceof Expr.Member) {
                return i;
            }
        }
        return -1;
    }

    /** A call of a member of an operation table: to the function of a table that does something, if there is one. */
    Datum call(String path, List<Datum> arguments, Frame frame, int at) {
        List<Behind> functions = functions(path);
        if (functions.isEmpty() && run.bench().members().searchFor(path)) {
            functions = functions(path);
        }
        if (functions.isEmpty()) {
            run.did(Deed.Kind.HOOK, path, arguments, frame, at);
            return new Datum.Unknown(path + "()");
        }
        // Tables of early boot come first, what they are replaced with later.
        Behind behind = functions.getLast();
        run.bench().throughTables().put(behind.function(), behind.table());
        return run.call(behind.function(), arguments);
    }

    /** A function of a table, and the file that the table is in. */
    private record Behind(Definition function, Unit table) {
    }

    /** What a member is in some table, other than nothing; a macro that stands for nothing is no function. */
    private List<Behind> functions(String path) {
        List<Behind> functions = new ArrayList<>();
        for (Members.Named named : run.bench().members().of(path)) {
            run.bench().callees(named.function(), named.unit(), run.presence()).stream()
                    .filter(callee -> callee instanceof Definition.Function
                            && !callee.body().block().statements().isEmpty())
                    .forEach(callee -> functions.add(new Behind(callee, named.unit())));
        }
        return functions;
    }
}
