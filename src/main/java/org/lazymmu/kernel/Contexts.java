package org.lazymmu.kernel;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which functions run in interrupt context: by how they are made known, by the macro that heads them, or by their name. */
public final class Contexts {
    private static final Pattern STRUCTURE = Pattern.compile("\\bstruct\\s+(\\w+)");

    private final Map<String, Integer> interrupt = new HashMap<>();
    private final Set<String> process = new HashSet<>();
    private final Set<String> members = new HashSet<>();
    private final Set<String> definers = new HashSet<>();
    private final Set<String> allocator = AllocatorHooks.names();
    private final Map<String, Boolean> answers = new HashMap<>();
    private final Set<String> sleeping = new HashSet<>();

    public Contexts() {
        Table.rows("contexts.tsv").forEach(row -> {
            for (String name : row.get(1).split(" ")) {
                switch (row.get(0)) {
                    case "interrupt" -> interrupt.put(name, Integer.valueOf(row.get(2)));
                    case "process" -> process.add(name);
                    case "member" -> members.add(name);
                    case "definer" -> definers.add(name);
                    case "true" -> answers.put(name, true);
                    case "false" -> answers.put(name, false);
                    case "sleeps" -> sleeping.add(name);
                    default -> throw new IllegalStateException("contexts.tsv: " + row);
                }
            }
        });
    }

    /** Whether a call has a function that it is given run in interrupt context, later and not in a task; null if it is not known. */
    public @Nullable Boolean runsInInterrupt(String call, int argument) {
        if (process.contains(call)) {
            return false;
        }
        Integer number = interrupt.get(call);
        return number == null ? null : Boolean.valueOf(number == argument);
    }

    /**
     * Whether functions in a structure's member run in interrupt context.
     *
     * @param type the structure's type as written; where that is not known, or another name for it, the member's name decides
     */
    public boolean isMember(String type, String name) {
        Matcher structure = STRUCTURE.matcher(type);
        return structure.find() ? members.contains(structure.group(1) + "." + name)
                : members.stream().anyMatch(member -> member.endsWith("." + name));
    }

    /** Why a function runs in interrupt context whoever calls it, or null. */
    public @Nullable String reason(String name, @Nullable String definer) {
        if (definer != null && definers.contains(definer)) {
            return "runs in interrupt context, says " + definer + "()";
        }
        return isRunByAllocator(name) ? "is run by the allocator, which may be used in interrupt context" : null;
    }

    /** Whether the allocator runs a function, and so whoever allocates, in any context. */
    public boolean isRunByAllocator(String name) {
        return allocator.contains(name);
    }

    /** What a test answers in interrupt context, or null when that is not known. */
    public @Nullable Boolean answer(String test) {
        return answers.get(test);
    }

    /** Whether a call may sleep, so that who makes it is not in interrupt context. */
    public boolean sleeps(String call) {
        return sleeping.contains(call);
    }
}
