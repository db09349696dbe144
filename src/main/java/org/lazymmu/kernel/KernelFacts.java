package org.lazymmu.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lazymmu.flow.Meaning;

/** What calls mean in a kernel of one era: the tables of this package as the analysis asks for them. */
public final class KernelFacts implements Meaning {
    private static final Pattern LOCK_NAME = Pattern.compile("(\\w*_)?(ptl\\d?|page_table_lock)");
    private static final Pattern VOLATILE = Pattern
            .compile("(\\w*_)?(try\\w*|test_and_\\w+|need_resched|signal_pending|fatal_signal_pending"
                    + "|x?chg|cmpxchg\\w*|xchg\\w*|get|put|inc|dec|add|sub|next|pop|read|alloc|time_(after|before)|clear|set|lock\\w*|should_resched|is_contended|is_locked)(_\\w+)?");

    private final Era era;
    private final Predicate<String> defines;
    private final Map<String, BracketEffect> hooks = new HashMap<>();
    private final Set<String> nesting = new HashSet<>();
    private final Map<String, List<LockEffect>> locks = new HashMap<>();
    private final Map<String, Idiom> idioms = new HashMap<>();
    private final Map<String, GuardClass> guards = new HashMap<>();
    private final Map<String, MaskEffect> masks = new HashMap<>();

    /**
     * @param defines whether the tree defines a name anywhere
     */
    public KernelFacts(Era era, Predicate<String> defines) {
        this.era = era;
        this.defines = defines;
        for (List<String> row : Table.rows("hooks.tsv")) {
            if (Arrays.asList(row.get(2).split(",")).contains(era.id())) {
                hooks.put(row.get(0), BracketEffect.valueOf(row.get(1)));
                if (row.get(3).equals("nests")) {
                    nesting.add(row.get(0));
                }
            }
        }
        for (List<String> row : Table.rows("locks.tsv")) {
            locks.computeIfAbsent(row.get(0), name -> new ArrayList<>()).add(lock(row, defines));
        }
        for (List<String> row : Table.rows("idioms.tsv")) {
            for (String name : row.get(1).split(" ")) {
                idioms.putIfAbsent(name, Idiom.valueOf(row.get(0)));
            }
        }
        // The first contract says nothing of interrupts.
        for (List<String> row : era == Era.PTL ? List.<List<String>>of() : Table.rows("masks.tsv")) {
            for (String name : row.get(2).split(" ")) {
                masks.put(name, new MaskEffect(Integer.parseInt(row.get(0)), Failure.valueOf(row.get(1))));
            }
        }
        for (List<String> row : Table.rows("guards.tsv")) {
            guards.put(row.get(0), new GuardClass(row.get(1), row.get(2)));
        }
    }

    private static LockEffect lock(List<String> row, Predicate<String> defines) {
        String place = row.get(2);
        LockPlace where = place.startsWith("arg") ? LockPlace.ARGUMENT
                : place.startsWith("out") ? LockPlace.STORED : LockPlace.RETURNED;
        int argument = where == LockPlace.RETURNED ? 0 : Integer.parseInt(place.substring(3));
        String failure = row.get(3);
        boolean fails = failure.equals("zero")
                || failure.startsWith("zero-if:") && defines.test(failure.substring("zero-if:".length()));
        return new LockEffect(LockVerb.valueOf(row.get(1)), where, argument, fails ? Failure.ZERO : Failure.NONE,
                row.get(4).equals("always"));
    }

    /** What matters where only enters do: calls of the names given count as enters, and nothing is closed or locked. */
    public KernelFacts entering(Collection<String> names) {
        KernelFacts facts = new KernelFacts(era, defines);
        facts.hooks.values().removeIf(effect -> effect != BracketEffect.OPEN);
        facts.hooks.keySet().removeAll(nesting);
        names.forEach(name -> facts.hooks.put(name, BracketEffect.OPEN));
        facts.locks.clear();
        return facts;
    }

    public Era era() {
        return era;
    }

    @Override
    public @Nullable Idiom idiom(String name) {
        return idioms.get(name);
    }

    @Override
    public @Nullable MaskEffect mask(String name) {
        return masks.get(name);
    }

    @Override
    public @Nullable BracketEffect bracket(String name) {
        return hooks.get(name);
    }

    @Override
    public List<LockEffect> locks(String name) {
        return locks.getOrDefault(name, List.of());
    }

    @Override
    public boolean namesLock(String name) {
        return LOCK_NAME.matcher(name).matches();
    }

    /** The kernel's own page tables have one lock for allocating tables; it does not protect their entries. */
    @Override
    public boolean isOtherLock(String variable) {
        return variable.equals("init_mm");
    }

    @Override
    public boolean isVolatile(String name) {
        return VOLATILE.matcher(name).matches();
    }

    @Override
    public @Nullable GuardClass guardClass(String name) {
        return guards.get(name);
    }

    @Override
    public boolean nests(String name) {
        return nesting.contains(name);
    }

    /** Words that occur in every file that can use the mode directly, or hand a callback to a region. */
    public static List<String> words() {
        return List.of("lazy_mmu", "apply_to_page_range", "apply_to_existing_page_range");
    }
}
