package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.lazymmu.kernel.Table;
import org.lazymmu.mmu.PageTable;

/** What an architecture's code meets in the model that it does not say itself, from {@code environment.tsv}. */
final class HardwareFacts {
    /** What a row is about. */
    enum Kind {
        NEEDS, SET, CLEAR, QUEUE, ISSUE, QUEUE_FLUSH, ACTIVE, IRQS_OFF, SWITCH, NOTHING, VALUE, SAME, YES, NO, ON, OFF,
        ENTRIES, PLAIN_IF, REQUIRES;

        /** Whether a call of this kind does something, or asks for something that changes, whatever it is given. */
        boolean isSeen() {
            return switch (this) {
                case ISSUE, QUEUE_FLUSH, ACTIVE, IRQS_OFF, SWITCH -> true;
                case QUEUE, NEEDS, SET, CLEAR, NOTHING, VALUE, SAME, YES, NO, ON, OFF, ENTRIES, PLAIN_IF, REQUIRES ->
                        false;
            };
        }
    }

    /** What the names of calls are for, first one first where several fit. */
    private static final List<Kind> CALLS = List.of(Kind.QUEUE, Kind.ISSUE, Kind.QUEUE_FLUSH, Kind.ACTIVE,
            Kind.IRQS_OFF, Kind.SWITCH, Kind.NOTHING, Kind.VALUE, Kind.SAME);

    /** What maps and unmaps PTEs, if nothing else does; the first that there is. */
    static final List<String> PRIMITIVES = List.of("set_pte_at", "set_ptes", "set_pte");

    private final Map<Kind, List<String>> names = new EnumMap<>(Kind.class);
    private final Map<Kind, List<Pattern>> patterns = new EnumMap<>(Kind.class);

    private final Map<String, Optional<Kind>> calls = new HashMap<>();
    private final Map<String, Optional<Boolean>> answers = new HashMap<>();
    private final Map<String, Boolean> entries = new HashMap<>();

    HardwareFacts(String architecture) {
        for (List<String> row : Table.rows(HardwareFacts.class, "environment.tsv")) {
            if (row.getFirst().equals(architecture) || row.getFirst().equals("*")) {
                Kind kind = Kind.valueOf(row.get(1));
                names.computeIfAbsent(kind, k -> new ArrayList<>()).add(row.get(2));
                patterns.computeIfAbsent(kind, k -> new ArrayList<>()).add(Pattern.compile(row.get(2)));
            }
        }
    }

    private boolean has(Kind kind, String text) {
        return patterns.getOrDefault(kind, List.of()).stream().anyMatch(pattern -> pattern.matcher(text).matches());
    }

    /**
     * What an update needs to take effect.
     *
     * @param taken tests and how they were answered
     */
    PageTable.Needs needs(Map<String, Boolean> taken) {
        boolean plain = taken.entrySet().stream()
                .anyMatch(test -> test.getValue() && has(Kind.PLAIN_IF, test.getKey()));
        return plain ? PageTable.Needs.STORE
                : names.getOrDefault(Kind.NEEDS, List.of()).stream().map(PageTable.Needs::valueOf).findFirst()
                        .orElse(PageTable.Needs.STORE);
    }

    /** The functions that map a PTE ({@link Kind#SET}) or unmap it ({@link Kind#CLEAR}), before the usual ones. */
    List<String> functions(Kind kind) {
        return names.getOrDefault(kind, List.of());
    }

    /** What the environment knows of a call, other than what the code of the function does. */
    Optional<Kind> call(String name) {
        return calls.computeIfAbsent(name, this::kindOf);
    }

    private Optional<Kind> kindOf(String name) {
        return CALLS.stream().filter(kind -> has(kind, name)).findFirst();
    }

    /** Whether updates need a barrier to take effect. */
    boolean waitsForBarriers() {
        return needs(Map.of()) == PageTable.Needs.KERNEL_BARRIER;
    }

    /** Functions by which the hardware or hypervisor is known; without them the code does something that is not known. */
    List<String> required() {
        return names.getOrDefault(Kind.REQUIRES, List.of());
    }

    /** Whether a hypervisor has a queue of writes for each CPU. */
    boolean hasQueue() {
        return names.containsKey(Kind.QUEUE);
    }

    /** The answer to a test, or to whether an option is set. */
    Optional<Boolean> answer(String test) {
        return answers.computeIfAbsent(test, this::answerOf);
    }

    /** Whether something is known of a test. */
    boolean isKnown(String test) {
        return answer(test).isPresent() || has(Kind.PLAIN_IF, test);
    }

    private Optional<Boolean> answerOf(String test) {
        if (has(Kind.YES, test) || has(Kind.ON, test)) {
            return Optional.of(true);
        }
        return has(Kind.NO, test) || has(Kind.OFF, test) ? Optional.of(false) : Optional.empty();
    }

    /** Whether a constant says how many entries a batch has. */
    boolean isEntries(String constant) {
        return entries.computeIfAbsent(constant, name -> has(Kind.ENTRIES, name));
    }
}
