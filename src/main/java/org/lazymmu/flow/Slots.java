package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known of slots at a point of a path: which were written and may still look old, and which values come from what a
 * slot held. Slots are told apart by the values of the pointers to them. Immutable.
 *
 * @param pending slots written and not flushed, by their pointer
 * @param lost    such a slot whose pointer is not known any more, or null
 * @param flushed whether what the caller had pending is flushed
 * @param origins unknown values that were worked out from the content of a slot, with the pointer to it
 * @param settled slots that were written at once or whose referent is kept: what was read from them is of no interest
 */
public record Slots(Map<String, Pending> pending, @Nullable Pending lost, boolean flushed, Map<String, Value> origins,
        Map<String, Value> settled) {
    static final Slots NONE = new Slots(Map.of(), null, false, Map.of(), Map.of());

    /** Operator of what comes from values that the caller knows more of. */
    static final String GIVEN = " from ";

    /** Slots beyond these lose their names; code that has more of them pending walks along a table. */
    private static final int MOST_NAMED = 4;
    private static final int MOST_ORIGINS = 24;

    /**
     * The space that a slot belongs to.
     *
     * @param name  which one, empty when that is open
     * @param value what says so, where it is for the caller to know, or null
     */
    record Space(String name, @Nullable Value value) {
        boolean meets(String within) {
            return name.isEmpty() || within.isEmpty() || name.equals(within);
        }
    }

    /**
     * A write that may not have taken effect.
     *
     * @param slot      pointer to the slot
     * @param named     whether that still is the pointer to it
    * @param count     how many slots in a row, or null for one
     * @param address   what is reached through it, or null when that is not said
     * @param space     the space it belongs to
     * @param site      where it was written
     * @param what      the call that wrote it
     * @param inside    the steps in that call, when it is no primitive
     * @param before    the path up to there
     * @param displaced values that come from what the slot held before
     * @param keeps     what is written comes from what the slot held
     * @param written   what is written or comes from it, in entry terms, or null
     */
    record Pending(Value slot, boolean named, @Nullable Value count, @Nullable Value address, Space space, Site site,
            String what,
            List<Trail> inside, @Nullable Trail before, Set<String> displaced, boolean keeps,
            @Nullable Value written) {
        Pending displacing(Set<String> names) {
            return new Pending(slot, named, count, address, space, site, what, inside, before, names, keeps, written);
        }

        Pending address(@Nullable Value changed) {
            return new Pending(slot, named, count, changed, space, site, what, inside, before, displaced, keeps,
                    written);
        }

        Pending unnamed() {
            return new Pending(slot, false, count, address, space, site, what, inside, before, displaced, keeps,
                    written);
        }

        /** The write as a step of a path. */
        Trail step() {
            return new Trail(site, Trail.Kind.DEFER, what, inside, before);
        }

        /** Whether a pointer is to one of the slots in a row that were written. */
        boolean covers(Value pointer, Predicate<Value> holds) {
            if (count == null || !pointer.operator().equals("+")) {
                return false;
            }
            Value less = Value.operation("<", List.of(pointer.operands().get(1), count));
            return pointer.operands().get(0).equals(slot) && less != null && holds.test(less);
        }
    }
    /** Whether nothing is known of any slot. */
    boolean isEmpty() {
        return isIdle() && origins.isEmpty() && settled.isEmpty();
    }

    /** Whether nothing is pending. */
    boolean isIdle() {
        return pending.isEmpty() && lost == null;
    }

    /**
     * The write that is pending in the slot that a pointer is to, or null.
     *
     * @param holds whether a test is known to be true
     */
    @Nullable
    Pending at(Value pointer, Predicate<Value> holds) {
        Pending exact = pending.get(pointer.text());
        if (exact != null) {
            return exact;
        }
        for (Pending one : pending.values()) {
            if (one.covers(pointer, holds)) {
                return one;
            }
        }
        return null;
    }

    /** All writes pending: those made here before those made in callees of callees, by place. */
    List<Pending> all() {
        List<Pending> result = new ArrayList<>(pending.values());
        if (lost != null) {
            result.add(lost);
        }
        result.sort(Comparator.comparingInt((Pending one) -> one.step().length())
                .thenComparing(one -> one.site().key()));
        return result;
    }

    Slots defer(Pending one) {
        Map<String, Pending> changed = new TreeMap<>(pending);
        changed.put(one.slot().text(), one);
        Pending dropped = lost;
        if (changed.size() > MOST_NAMED) {
            Pending first = changed.values().iterator().next();
            changed.remove(first.slot().text());
            dropped = lost == null ? first.unnamed() : lost;
        }
        return new Slots(changed, dropped, flushed, origins, settled);
    }

    /** A write to a slot that has no name. */
    Slots lose(Pending one) {
        return lost == null ? new Slots(pending, one.unnamed(), flushed, origins, settled) : this;
    }

    /** Everything has taken effect. */
    Slots flush(boolean remember) {
        return new Slots(Map.of(), null, remember, origins, settled);
    }

    // --- where values come from

    /** The slot from whose content a value was worked out, or null. */
    @Nullable
    Value origin(Value value) {
        if (value.isFresh()) {
            return origins.get(value.text());
        }
        Value.Cell initial = value.initial();
        if (initial != null) {
            Value pointer = pointerOf(initial);
            return pointer == null || settled.containsKey(pointer.text()) ? null : pointer;
        }
        for (Value operand : value.operands()) {
            Value origin = origin(operand);
            if (origin != null) {
                return origin;
            }
        }
        return null;
    }

    /** The pointer through which a cell is reached that is no deeper than a member of what it points to. */
    private static @Nullable Value pointerOf(Value.Cell cell) {
        Value.Cell base = cell.base();
        return base == null ? cell.pointer() : base.pointer();
    }

    /** A new unknown value that was worked out from the content of a slot. */
    Slots derive(Value fresh, Value slot) {
        if (origins.size() >= MOST_ORIGINS) {
            return this;
        }
        Map<String, Value> changed = new TreeMap<>(origins);
        changed.put(fresh.text(), slot);
        Map<String, Pending> displacing = pending;
        Pending one = pending.get(slot.text());
        if (one != null && !one.keeps()) {
            displacing = new TreeMap<>(pending);
            Set<String> names = new TreeSet<>(one.displaced());
            names.add(fresh.text());
            displacing.put(slot.text(), one.displacing(names));
        }
        return new Slots(displacing, lost, flushed, changed, settled);
    }

    /** What was read from a slot is of no interest any more. */
    Slots settle(Value slot) {
        Map<String, Value> rest = new TreeMap<>(origins);
        rest.values().removeIf(slot::equals);
        Map<String, Value> more = new TreeMap<>(settled);
        more.put(slot.text(), slot);
        Map<String, Pending> changed = pending;
        Pending one = pending.get(slot.text());
        if (one != null && !one.displaced().isEmpty()) {
            changed = new TreeMap<>(pending);
            changed.put(slot.text(), one.displacing(Set.of()));
        }
        return new Slots(changed, lost, flushed, rest, more);
    }

    /** The names of values that come from what a slot holds. */
    Set<String> derived(Value slot) {
        Set<String> names = new TreeSet<>();
        origins.forEach((name, origin) -> {
            if (origin.equals(slot)) {
                names.add(name);
            }
        });
        return names;
    }

    /** The write pending that displaced what a value comes from, or null. */
    @Nullable
    Pending displaced(Value value) {
        for (Pending one : all()) {
            if (value.mentions(one.displaced()::contains) || isDisplacing(one, value)) {
                return one;
            }
        }
        return null;
    }

    /** Whether a write takes away what a value comes from that was there when the function was entered. */
    private boolean isDisplacing(Pending one, Value value) {
        return one.named() && !one.keeps() && !settled.containsKey(one.slot().text())
                && heldAtEntry(one.slot(), value);
    }

    /** Whether a value is or comes from what a slot held when the function was entered. */
    private static boolean heldAtEntry(Value slot, Value value) {
        Value.Cell initial = value.initial();
        return initial != null && slot.equals(pointerOf(initial))
                || value.operands().stream().anyMatch(operand -> heldAtEntry(slot, operand));
    }

    // --- names that come and go

    boolean mentions(Predicate<String> name) {
        return !isEmpty() && (pending.values().stream().anyMatch(one -> mentions(one, name))
                || lost != null && mentions(lost, name)
                || origins.keySet().stream().anyMatch(name)
                || origins.values().stream().anyMatch(slot -> slot.mentions(name))
                || settled.values().stream().anyMatch(slot -> slot.mentions(name)));
    }

    private static boolean mentions(Pending one, Predicate<String> name) {
        Value address = one.address();
        return one.slot().mentions(name) || address != null && address.mentions(name)
                || one.displaced().stream().anyMatch(name);
    }

    /** The names that the predicate accepts mean something else from here on. */
    Slots renew(Predicate<String> name) {
        if (!mentions(name)) {
            return this;
        }
        Map<String, Pending> kept = new TreeMap<>();
        Pending dropped = lost == null ? null : renewed(lost, name);
        for (Pending one : pending.values()) {
            Pending changed = renewed(one, name);
            if (!one.slot().mentions(name)) {
                kept.put(one.slot().text(), changed);
            } else if (dropped == null) {
                dropped = changed.unnamed();
            }
        }
        Map<String, Value> names = new TreeMap<>(origins);
        names.keySet().removeIf(name);
        names.values().removeIf(slot -> slot.mentions(name));
        Map<String, Value> rest = State.without(settled, slot -> slot.mentions(name));
        return new Slots(kept, dropped, flushed, names, rest);
    }

    private static Pending renewed(Pending one, Predicate<String> name) {
        Set<String> names = new TreeSet<>(one.displaced());
        names.removeIf(name);
        Pending changed = names.size() == one.displaced().size() ? one : one.displacing(names);
        Value address = one.address();
        return address != null && address.mentions(name) ? changed.address(Value.fresh("o")) : changed;
    }

    /** Only the names that the predicate accepts can still be meant by the code that follows. */
    Slots keep(Predicate<Value> reachable) {
        if (isEmpty()) {
            return this;
        }
        Map<String, Pending> kept = new TreeMap<>();
        Pending dropped = lost;
        for (Pending one : pending.values()) {
            if (reachable.test(one.slot())) {
                kept.put(one.slot().text(), one);
            } else if (dropped == null) {
                dropped = one.unnamed();
            }
        }
        Map<String, Value> names = new TreeMap<>(origins);
        names.entrySet().removeIf(entry -> !reachable.test(Value.fresh(entry.getKey())));
        Map<String, Value> rest = State.without(settled, slot -> !reachable.test(slot));
        return new Slots(kept, dropped, flushed, names, rest);
    }

    /** What two paths with the same {@link #key} have in common, where some names mean something new. */
    Slots join(Slots other, Predicate<String> fresh) {
        Map<String, Value> common = new TreeMap<>(origins);
        common.entrySet().removeIf(entry -> !entry.getValue().equals(other.origins.get(entry.getKey())));
        Map<String, Value> either = new TreeMap<>(settled);
        either.putAll(other.settled);
        Map<String, Pending> both = new TreeMap<>();
        pending.forEach((key, one) -> {
            Pending there = other.pending.get(key);
            Set<String> names = new TreeSet<>(one.displaced());
            names.retainAll(there == null ? Set.of() : there.displaced());
            both.put(key, one.displacing(names));
        });
        return new Slots(both, lost == null ? other.lost : lost, flushed, common, either).renew(fresh);
    }

    /** What is never merged with anything else. */
    String key() {
        return (flushed ? "!" : "") + String.join(",", pending.keySet());
    }

    /** The rest that is known, as text. Where a value comes from goes with its name, unless the slot was settled. */
    String knowledge() {
        StringBuilder text = new StringBuilder();
        text.append(lost == null ? "" : "~");
        settled.keySet().forEach(slot -> text.append(slot).append("!;"));
        pending.values().forEach(one -> text.append(one.displaced()).append(one.address()));
        return text.toString();
    }
}
