package org.lazymmu.kernel;

import java.util.HashSet;
import java.util.Set;
import org.lazymmu.c.CFile;
import org.lazymmu.c.Expr;
import org.lazymmu.flow.Unit;

/** Which functions implement the mode rather than use it: those that operation tables of the kernel name as its hooks. */
public final class Implementation {
    private final Set<String> members = new HashSet<>();

    public Implementation() {
        Table.rows("members.tsv").forEach(row -> members.add(row.getFirst()));
    }

    /** The functions that the tables of a file name as hooks. */
    public Set<String> functions(Unit unit) {
        Set<String> result = new HashSet<>();
        for (CFile.FileVariable variable : unit.file().variables()) {
            collect(variable.init(), "", result);
        }
        return result;
    }

    private void collect(Expr init, String outer, Set<String> into) {
        if (!(init instanceof Expr.Initializer initializer)) {
            return;
        }
        for (Expr.Initializer.Item item : initializer.items()) {
            String designator = item.designator();
            String member = designator == null ? "" : designator.replaceFirst("^\\.", "");
            if (item.value() instanceof Expr.Name function
                    && (members.contains(member) || members.contains(outer + "." + member))) {
                into.add(function.name());
            }
            collect(item.value(), member, into);
        }
    }
}
