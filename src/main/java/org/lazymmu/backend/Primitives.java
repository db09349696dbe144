package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lazymmu.kernel.Table;

/** What calls mean by their names, from {@code primitives.tsv}. */
final class Primitives {
    /** What a call does. */
    enum Role {
        PREEMPT_OFF, PREEMPT_ON, IRQ_OFF, IRQ_ON, PREEMPTIBLE, IN_INTERRUPT, IN_TASK, PERCPU_ADDRESS, PERCPU_VARIABLE,
        PERCPU_GET_VARIABLE, PERCPU_GET_ADDRESS, PERCPU_PUT, PERCPU_READ, PERCPU_WRITE, PERCPU_INC, PERCPU_DEC, LOWCORE,
        TASK, FLAG_SET, FLAG_CLEAR, FLAG_TEST, FLAG_TAKE, FLAG_PUT, FLAG_WORD, MASK, STORE, ATOMIC, WARN, KERNEL_PTE,
        USER_PTE, INDIRECT, INDIRECT_VALUE, ENTERS, WRITE, ISSUE, BARRIER, INVALIDATE, IGNORED;

        /** Whether a call matters to the mode whatever its arguments are. */
        boolean actsByItself() {
            return switch (this) {
                case PREEMPT_OFF, PREEMPT_ON, IRQ_OFF, IRQ_ON, INDIRECT, INDIRECT_VALUE, ENTERS, WRITE, ISSUE, BARRIER,
                        INVALIDATE, PERCPU_GET_VARIABLE, PERCPU_GET_ADDRESS, PERCPU_PUT ->
                        true;
                case PREEMPTIBLE, IN_INTERRUPT, IN_TASK, PERCPU_ADDRESS, PERCPU_VARIABLE, PERCPU_READ, PERCPU_WRITE,
                        PERCPU_INC, PERCPU_DEC, LOWCORE, TASK, FLAG_SET, FLAG_CLEAR, FLAG_TEST, FLAG_TAKE, FLAG_PUT,
                        FLAG_WORD, MASK, STORE, ATOMIC, WARN, KERNEL_PTE, USER_PTE, IGNORED ->
                        false;
            };
        }

        /** Whether a call is about a flag of a task. */
        boolean isOfFlag() {
            return this == FLAG_SET || this == FLAG_CLEAR || this == FLAG_TEST || this == FLAG_TAKE || this == FLAG_PUT;
        }

        /** Whether what a call does depends on which PTE it is given. */
        boolean isOfPte() {
            return this == WRITE || this == INVALIDATE;
        }
    }

    private record Row(Role role, Pattern names) {
    }

    private final List<Row> rows = new ArrayList<>();
    private final Map<String, Optional<Role>> known = new HashMap<>();

    Primitives() {
        for (List<String> row : Table.rows(Primitives.class, "primitives.tsv")) {
            rows.add(new Row(Role.valueOf(row.get(0)), Pattern.compile(row.get(1))));
        }
    }

    /** The first role whose names a call has. */
    Optional<Role> role(String name) {
        return known.computeIfAbsent(name,
                call -> rows.stream().filter(row -> row.names().matcher(call).matches()).map(Row::role).findFirst());
    }

    /** Whether a name in a function shows that it can concern the mode. */
    boolean concerns(String name) {
        return role(name).map(role -> switch (role) {
            case PREEMPT_OFF, PREEMPT_ON, IRQ_OFF, IRQ_ON, PREEMPTIBLE, IN_INTERRUPT, IN_TASK, ENTERS -> true;
            default -> false;
        }).orElse(false);
    }
}
