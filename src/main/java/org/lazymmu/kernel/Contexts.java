package org.lazymmu.kernel;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which functions run in interrupt context: by how they are made known, by the macro that heads them, or by their name. */
public final class Contexts {
    private static final Pattern STRUCTURE = Pattern.compile("\\bstruct\\b");

    private final Map<String, Integer> interrupt = new HashMap<>();
    private final Set<String> process = new HashSet<>();
    private final Map<Member, String> members = new HashMap<>();
    private final Map<Member, Set<String>> registered = new HashMap<>();
    private final Set<String> definers = new HashSet<>();
    private final Set<String> anywhere = new HashSet<>();
    private final Set<String> allocator = AllocatorHooks.names();
    private final Map<String, Boolean> answers = new HashMap<>();
    private final Set<String> sleeping = new HashSet<>();

    /** A member of a structure. */
    private record Member(String structure, String member) {
        static Member of(String name) {
            int dot = name.indexOf('.');
            return new Member(name.substring(0, dot), name.substring(dot + 1));
        }
    }

    public Contexts() {
        Table.rows("contexts.tsv").forEach(row -> {
            for (String name : row.get(1).split(" ")) {
                switch (row.get(0)) {
                    case "interrupt" -> interrupt.put(name, Integer.valueOf(row.get(2)));
                    case "process" -> process.add(name);
                    case "member" -> members.put(Member.of(name), row.get(2).equals("-") ? "" : row.get(2));
                    case "registered" ->
                            registered.computeIfAbsent(Member.of(row.get(2)), key -> new HashSet<>()).add(name);
                    case "definer" -> definers.add(name);
                    case "anywhere" -> anywhere.add(name);
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
     * Words of which a function has one in its head if it runs in interrupt context for being in a structure's member; empty if it
     * does not, an empty word if any function does.
     *
     * @param type the structure's type as written; where that is not known, only functions with such a head count
     */
    public Set<String> heads(String type, String member) {
        Set<String> heads = new HashSet<>();
        members.forEach((name, head) -> {
            boolean known = name.member().equals(member) && type.matches(".*\\b" + name.structure() + "\\b.*");
            boolean possible = name.member().equals(member) && !STRUCTURE.matcher(type).find() && !head.isEmpty();
            if (known || possible) {
                heads.add(head);
            }
        });
        return heads;
    }

    /** The calls that have functions in a structure's member run in interrupt context once they are given the structure. */
    public Set<String> registrars(String type, String member) {
        Set<String> calls = new HashSet<>();
        registered.forEach((name, by) -> {
            if (name.member().equals(member) && type.matches(".*\\b" + name.structure() + "\\b.*")) {
                calls.addAll(by);
            }
        });
        return calls;
    }

    /** Why a function runs in interrupt context whoever calls it, or null. */
    public @Nullable String reason(String name, @Nullable String definer) {
        if (definer != null && definers.contains(definer)) {
            return "runs in interrupt context, says " + definer + "()";
        }
        if (anywhere.contains(name)) {
            return "runs in interrupt context too, for whoever takes or returns memory";
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
