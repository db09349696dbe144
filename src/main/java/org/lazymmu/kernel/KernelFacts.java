package org.lazymmu.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Expr;
import org.lazymmu.flow.Meaning;
import org.lazymmu.flow.Value;

/** What calls mean in a kernel of one era: the tables of this package as the analysis asks for them. */
public final class KernelFacts implements Meaning {
    private static final Pattern LOCK_NAME = Pattern.compile("(\\w*_)?(ptl\\d?|page_table_lock)");
    /** A pointer to an entry, by its name or by its type. */
    private static final Pattern SLOT_NAME = Pattern
            .compile("(\\w*_)?(pte|pmd|pud|p4d)p?|(const )?(pte|pmd|pud|p4d)_t \\*(const)?");
    /** What others change at any time, or the call itself: it may answer differently when asked again. Not what a page is. */
    private static final Pattern VOLATILE = Pattern
            .compile(
                    "(folio|page)_(?!(test_)?(large|anon|hugetlb|ksm|nr_pages|pfn|order|folio|size)$)\\w+|(list|hlist|llist|bio)_\\w+|Page[A-Z]\\w*|\\w+_(empty|pending|contended|needbreak|pinned|busy|full|should_stop|exiting|expired)"
                            + "|(\\w*_)?(try\\w*|test_and_\\w+|need_resched|signal_pending|fatal_signal_pending"
                            + "|x?chg|cmpxchg\\w*|xchg\\w*|get|put|inc|dec|add|sub|next|pop|read|alloc|time_(after|before)|clear|set|lock\\w*|should_resched|is_contended|is_locked)(_\\w+)?");

    /** What the names of the mode's hooks and of the layer above them have in common. */
    public static final String MODE = "lazy_mmu";
    /** The kind of deed that waits, or may. */
    public static final String SLEEP = "sleep";
    /** The kind of deed that takes pages from the allocator or gives them back. */
    public static final String ALLOCATE = "allocate";
    private static final String BLOCKING = "__GFP_DIRECT_RECLAIM";
    private static final String UNPROFILED = "_noprof";
    /** Behind a page table lock, or with preemption off as hooks leave it, these answer alike. */
    private static final Map<String, Boolean> ATOMIC = Map.of("in_atomic", true, "faulthandler_disabled", true,
            "preemptible", false);

    private static final Contexts CONTEXTS = new Contexts();

    private final Era era;
    private final GfpFlags gfp;
    private final Map<String, List<Deed>> deeds = new HashMap<>();
    private final Predicate<String> defines;
    private final Map<String, BracketEffect> hooks = new HashMap<>();
    private final Set<String> nesting = new HashSet<>();
    private final Map<String, List<LockEffect>> locks = new HashMap<>();
    private final Map<String, List<SlotEffect>> slots = new HashMap<>();
    private final Map<String, Idiom> idioms = new HashMap<>();
    private final Map<String, GuardClass> guards = new HashMap<>();
    private final Map<String, MaskEffect> masks = new HashMap<>();

    /** Without knowing the tree's macros. */
    public KernelFacts(Era era, Predicate<String> defines) {
        this(era, defines, name -> List.of());
    }

    /**
     * @param defines whether the tree defines a name anywhere
     * @param macros  what the tree defines an object-like macro as, anywhere
     */
    public KernelFacts(Era era, Predicate<String> defines, Function<String, List<Expr>> macros) {
        this.era = era;
        this.gfp = new GfpFlags(macros);
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
        for (List<String> row : Table.rows("slots.tsv")) {
            for (String name : row.get(0).split(" ")) {
                slots.computeIfAbsent(name, key -> new ArrayList<>()).add(slot(row));
            }
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
        for (List<String> row : Table.rows("deeds.tsv")) {
            List<Deed> done = deeds(row);
            for (String name : done.isEmpty() ? new String[0] : row.get(2).split(" ")) {
                deeds.put(name, done);
            }
        }
        for (List<String> row : Table.rows("guards.tsv")) {
            guards.put(row.get(0), new GuardClass(row.get(1), row.get(2)));
        }
    }

    private List<Deed> deeds(List<String> row) {
        List<Deed> result = new ArrayList<>();
        String[] when = row.get(1).split(":");
        int argument = when.length == 2 ? Integer.parseInt(when[1])
                : when[0].equals("fault") ? Deed.UNLESS_MUFFLED : Deed.ALWAYS;
        String flag = when[0].equals("gfp") ? BLOCKING : "";
        for (String kind : row.get(0).split(",")) {
            if (kind.equals(SLEEP)) {
                result.add(new Deed(kind, argument, flag));
            } else if (era != Era.COUNTED) {
                result.add(new Deed(kind, Deed.ALWAYS, ""));
            }
        }
        return result;
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

    private static SlotEffect slot(List<String> row) {
        String space = row.get(6);
        boolean named = space.equals("user") || space.equals("kernel");
        return new SlotEffect(SlotVerb.valueOf(row.get(1)), number(row.get(2)), number(row.get(3)), number(row.get(4)),
                number(row.get(5)), named ? -1 : number(space), named ? space : "");
    }

    private static int number(String argument) {
        return switch (argument) {
            case "-" -> -1;
            case "last" -> SlotEffect.LAST;
            default -> Integer.parseInt(argument);
        };
    }

    /** What matters where only enters do: calls of the names given count as enters, and nothing is closed or locked. */
    public KernelFacts entering(Collection<String> names) {
        KernelFacts facts = new KernelFacts(era, defines);
        facts.hooks.values().removeIf(effect -> effect != BracketEffect.OPEN);
        facts.hooks.keySet().removeAll(nesting);
        names.forEach(name -> facts.hooks.put(name, BracketEffect.OPEN));
        facts.locks.clear();
        facts.deeds.clear();
        facts.slots.clear();
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
    public List<SlotEffect> slots(String name) {
        return slots.getOrDefault(name, List.of());
    }

    @Override
    public boolean namesSlot(String name) {
        return SLOT_NAME.matcher(name).matches();
    }

    /** The kernel's own address space, or that of a user. */
    @Override
    public String space(String value) {
        return value.equals("&init_mm") ? "kernel" : value.endsWith(".vm_mm") ? "user" : "";
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

    @Override
    public List<Deed> deeds(String name) {
        List<Deed> known = deeds.get(name);
        if (known != null || !name.endsWith(UNPROFILED)) {
            return known == null ? List.of() : known;
        }
        return deeds.getOrDefault(name.substring(0, name.length() - UNPROFILED.length()), List.of());
    }

    /** What the allocator runs on pages, it runs in any context: that must not sleep, and cannot allocate. */
    @Override
    public boolean doesNone(String function) {
        return CONTEXTS.isRunByAllocator(function);
    }

    /** What sleeps may do much else, which is of no interest once it does not sleep any more. */
    @Override
    public boolean isLast(String kind) {
        return kind.equals(SLEEP);
    }

    @Override
    public String testedFlag(String name) {
        return BLOCKING;
    }

    @Override
    public boolean decides(String flag) {
        return flag.equals(BLOCKING);
    }

    @Override
    public boolean asks(String name) {
        Idiom idiom = idioms.get(name);
        return idiom == Idiom.TELLS_BRACKET || idiom == Idiom.TELLS_MASK || idiom == Idiom.TESTS_FLAG
                || ATOMIC.containsKey(name) || CONTEXTS.answer(name) != null;
    }

    @Override
    public @Nullable Boolean answerInside(String name) {
        return ATOMIC.get(name);
    }

    @Override
    public @Nullable Boolean truth(Value value) {
        return gfp.truth(value);
    }

    /** Words that occur in every file that can use the mode directly, or hand a callback to a region. */
    public static List<String> words() {
        return List.of(MODE, "apply_to_page_range", "apply_to_existing_page_range");
    }
}
