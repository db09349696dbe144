package org.lazymmu.flow;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What names mean that the source does not say: brackets, locks, calls with a meaning of their own. Data for this package. */
public interface Meaning {
    /** A call that is understood by itself rather than through its definition. */
    enum Idiom {
        /** The value of the first argument, passed on: {@code likely(x)}, {@code WARN_ON(x)}. */
        PASSES_ARGUMENT,
        /** Does not return when its first argument is true: {@code BUG_ON(x)}. */
        STOPS_IF,
        /** Never returns: {@code BUG()}, {@code panic(…)}. */
        STOPS,
        /** True when the option that is its argument is set: {@code IS_ENABLED(CONFIG_X)}. */
        PRESENCE,
        /** True when its first argument has a flag: {@link #testedFlag}. */
        TESTS_FLAG,
        /** Opens a scope bracket whose close follows at the end of the block: {@code guard(x)(…)}. */
        GUARD,
        /** A scope bracket around a statement: {@code scoped_guard(x, …) statement}. */
        SCOPED_GUARD,
        /** A scope bracket that may fail and then runs its second argument instead. */
        SCOPED_COND_GUARD,
        /** True while the bracket is open and not paused. */
        TELLS_BRACKET,
        /** True while the bracket is masked. */
        TELLS_MASK,
        /** Muffles deeds that are not done then. */
        MUFFLES,
        /** Ends what {@link #MUFFLES} began. */
        UNMUFFLES,
        /** A limit of the analysis by choice: what happens inside belongs to other rules or cannot come back. */
        BOUNDARY
    }

    /** Effect of a call on the bracket that is followed. */
    enum BracketEffect {
        OPEN, CLOSE, FLUSH, PAUSE, RESUME
    }

    /** How a call that takes a lock can fail. */
    enum Failure {
        /** Never. */
        NONE,
        /** Returns zero and holds nothing. */
        ZERO
    }

    /** Where a lock stands in a call. */
    enum LockPlace {
        /** An argument is the lock. */
        ARGUMENT,
        /** An argument points to a variable that receives the lock. */
        STORED,
        /** The call returns the lock. */
        RETURNED
    }

    /** Effect of a call on locks. */
    enum LockVerb {
        ACQUIRE, RELEASE, NAME
    }

    /**
     * What a call does to a lock.
     *
     * @param argument number of the argument, from 0; unused for {@link LockPlace#RETURNED}
     * @param always   the lock is always of the kind that is followed; otherwise only if the argument names one
     */
    record LockEffect(LockVerb verb, LockPlace place, int argument, Failure failure, boolean always) {
    }

    /**
     * What a call does to the mask of the bracket.
     *
     * @param levels  1 masks, -1 unmasks
     * @param failure how it can fail, and then does nothing
     */
    record MaskEffect(int levels, Failure failure) {
    }

    /** What a call has to do with slots: places that are written in a bracket, maybe not before it is flushed or closed. */
    enum SlotVerb {
        /** Writes a slot, which may take effect later. */
        DEFER,
        /** Reads a slot. */
        READ,
        /** Reads a slot and writes it at once. */
        EXCHANGE,
        /** Relies on the writes made so far: all of them, or those of an address. */
        RELY,
        /** Ends the life of what a slot referred to. */
        FREE,
        /** Keeps alive what a slot refers to. */
        PIN,
        /** Touches what is reached through a slot. */
        ACCESS,
        /** Belongs before the bracket is opened. */
        BEFORE,
        /** Leaves slots alone, whatever its definition does with them. */
        NONE
    }

    /**
     * What a call has to do with slots. Arguments are numbered from 0, {@code -1} means that there is none.
     *
     * @param slot    the argument that points to the slot
     * @param value   the argument that is written, freed or kept; the end of the range for {@link SlotVerb#RELY}
     * @param count   the argument that says how many slots in a row
     * @param address the argument that is reached through the slot, or the start of a range of such
     * @param space   the argument that says what space the slot belongs to
     * @param within  the space that is meant, empty when that is not said
     */
    record SlotEffect(SlotVerb verb, int slot, int value, int count, int address, int space, String within) {
        /** The last argument, however many there are. */
        public static final int LAST = 99;
    }

    @Nullable
    Idiom idiom(String name);

    /** Effect on what masks the bracket, or null. */
    @Nullable
    MaskEffect mask(String name);

    @Nullable
    BracketEffect bracket(String name);

    /** Whether calls of a name mean something by themselves, so that its definitions are not looked at. */
    default boolean isPrimitive(String name) {
        return idiom(name) != null || bracket(name) != null || !locks(name).isEmpty() || mask(name) != null
                || !deeds(name).isEmpty();
    }

    /** Effects on locks, in order; empty for other calls. */
    List<LockEffect> locks(String name);

    /** What a call has to do with slots, in order; empty for other calls. */
    List<SlotEffect> slots(String name);

    /** Whether a variable or field of this name points to a slot by convention. */
    boolean namesSlot(String name);

    /** The space that a value stands for, empty when that is open. */
    String space(String value);

    /** Whether a name (of a variable or field) is by convention a lock of the kind that is followed. */
    boolean namesLock(String name);

    /** Whether locks in a variable of this name are of another kind, whatever they are called. */
    boolean isOtherLock(String variable);

    /** Calls of the same text that may nevertheless answer differently: {@code need_resched()}, {@code spin_trylock(x)}. */
    boolean isVolatile(String name);

    /** The calls that open and close a guard class, such as {@code spinlock} in {@code guard(spinlock)(x)}; null if unknown. */
    @Nullable
    GuardClass guardClass(String name);

    /** What opens and closes a guard, each called with the guard's arguments. */
    record GuardClass(String open, String close) {
    }

    /** Whether a call that opens the bracket may do so while it is open. */
    boolean nests(String name);

    /**
     * Something that a call does and that matters while the bracket is open, such as to wait.
     *
     * @param kind     what it is, for the rules
     * @param argument number of the argument that decides whether it is done, from 0; {@link #ALWAYS} if none does,
     *                 {@link #UNLESS_MUFFLED} if it is not done while muffled
     * @param flag     done if the argument has this flag; if empty, done if the argument is true
     */
    record Deed(String kind, int argument, String flag) {
        /** Every call does it. */
        public static final int ALWAYS = -1;
        /** Every call does it that is not muffled. */
        public static final int UNLESS_MUFFLED = -2;
    }

    /** What a call does that matters while the bracket is open; empty for most. */
    List<Deed> deeds(String name);

    /** Whether a function is taken to do no deeds, whatever it seems to call. */
    boolean doesNone(String function);

    /** Whether nothing else is worth telling of a function that does a deed of this kind in any case. */
    boolean isLast(String kind);

    /** The flag that a call asks its first argument for, if it is a {@link Idiom#TESTS_FLAG}. */
    String testedFlag(String name);

    /** Whether deeds depend on a flag, so that a path which tests it says nothing of whether it is ever set. */
    boolean decides(String flag);

    /**
     * Whether a call asks where it is made, which its callers know as well as it does: in which context, whether the bracket is
     * open or masked, whether flags that it is given have one.
     */
    boolean asks(String name);

    /** What a call answers whenever the bracket is open, or null when it depends. */
    @Nullable
    Boolean answerInside(String name);

    /** Whether a combination of named constants is not zero, or null when that is not known. */
    @Nullable
    Boolean truth(Value value);
}
