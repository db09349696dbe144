package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What is known at a point of a path: how many brackets are open, which locks are held, what variables hold, which tests have
 * been decided, and in which configurations the path exists. Immutable.
 *
 * @param marks    bracket and locks: what the walk never merges
 * @param values   contents of cells, by the cell's text
 * @param facts    decided tests, by the value's text
 * @param presence the configurations
 * @param trail    how the path came here, newest first
 */
public record State(Marks marks, Map<String, Holding> values, Map<String, Fact> facts, int presence,
        @Nullable Trail trail) {

    /** A cell and what it holds. */
    public record Holding(Value.Cell cell, Value value) {
        boolean mentions(Predicate<String> fresh) {
            return value.mentions(fresh) || cell.mentions(fresh);
        }
    }

    /** A decided test. */
    public record Fact(Value value, boolean truth) {
    }

    /**
     * A lock that is held.
     *
     * @param inside taken while the bracket was open
     */
    public record Held(Value lock, String name, boolean inside) {
    }

    /**
     * The bracket, the locks, and the slots.
     *
     * @param depth   open brackets, relative to the entry of the function; negative when the caller's was closed
     * @param pauses  open pauses
     * @param held    locks taken by this function and still held, in order
     * @param dropped locks of the caller that were released and not taken again
     * @param lost    a lock was released while the bracket was open, which has been reported
     * @param nested  the bracket was opened twice, which has been reported
     * @param opened  where the bracket was opened that is open now, or null
     * @param masking what keeps brackets from having an effect
     * @param slots   slots written in it
     */
    public record Marks(int depth, int pauses, List<Held> held, List<Value> dropped, boolean lost, boolean nested,
            @Nullable Opening opened, Masking masking, Slots slots) {
        /** Locks beyond these are forgotten; no page table code holds as many. */
        private static final int MOST_HELD = 4;
        /** Brackets and pauses beyond these are not told apart; where brackets count, nobody opens as many in one function. */
        private static final int DEEPEST = 8;
        /** The same once one was opened in another, which is wrong by itself, so that how many more there are says nothing. */
        private static final int DEEPEST_NESTED = 2;

        static final Marks NONE = new Marks(0, 0, List.of(), List.of(), false, false, null, Masking.NONE, Slots.NONE);

        Marks depth(int changed, @Nullable Opening opening) {
            boolean out = changed <= 0;
            List<Held> locks = out ? held.stream().map(h -> new Held(h.lock(), h.name(), false)).toList() : held;
            int deepest = nested ? DEEPEST_NESTED : DEEPEST;
            return new Marks(Math.clamp(changed, -DEEPEST, deepest), pauses, locks, dropped, lost && !out, nested,
                    out ? null : opening, masking, slots);
        }

        Marks pauses(int changed) {
            return new Marks(depth, Math.clamp(changed, -DEEPEST, DEEPEST), held, dropped, lost, nested, opened,
                    masking, slots);
        }

        /** With other locks held: sorted, since their order does not matter, and only so many. */
        Marks held(List<Held> changed) {
            List<Held> sorted = changed.stream().sorted(Comparator.comparing(one -> one.lock().text())).limit(MOST_HELD)
                    .toList();
            return new Marks(depth, pauses, sorted, dropped, lost, nested, opened, masking, slots);
        }

        Marks dropped(List<Value> changed) {
            return new Marks(depth, pauses, held, List.copyOf(changed), lost, nested, opened, masking, slots);
        }

        Marks masking(Masking changed) {
            return new Marks(depth, pauses, held, dropped, lost, nested, opened, changed, slots);
        }

        Marks slots(Slots changed) {
            return new Marks(depth, pauses, held, dropped, lost, nested, opened, masking, changed);
        }

        Marks lose() {
            return new Marks(depth, pauses, held, dropped, true, nested, opened, masking, slots);
        }

        Marks nest() {
            return new Marks(depth, pauses, held, dropped, lost, true, opened, masking, slots);
        }

        /** Whether something is wrong on the path that has been reported, and may be the cause of all that follows. */
        boolean isReported() {
            return nested || lost;
        }

        String key() {
            StringBuilder text = new StringBuilder().append(depth).append('/').append(pauses)
                    .append(lost ? "l" : "").append(nested ? "n" : "").append(masking.key())
                    .append(slots.key());
            for (Held one : held) {
                text.append('|').append(one.lock()).append(one.inside() ? "+" : "");
            }
            for (Value one : dropped) {
                text.append("|-").append(one);
            }
            return opened == null ? text.toString() : text.append('@').append(opened.site().key()).toString();
        }
    }

    /**
     * Where a bracket was opened.
     *
     * @param callee the function called that opened it, empty when it was opened directly
     * @param call   the call with a meaning of its own that opened it in the end
     * @param inside the way into that function
     */
    public record Opening(Site site, String callee, String call, List<Trail> inside) {
    }

    static State entry(int presence) {
        return new State(Marks.NONE, Map.of(), Map.of(), presence, null);
    }

    /** Forgets what a cell holds, so that it is what it was when the function was entered. */
    State restore(Value.Cell cell) {
        if (!values.containsKey(cell.text())) {
            return this;
        }
        Map<String, Holding> changed = new TreeMap<>(values);
        changed.remove(cell.text());
        return new State(marks, changed, facts, presence, trail);
    }

    State with(Marks changed) {
        return new State(changed, values, facts, presence, trail);
    }

    State with(Slots changed) {
        return with(marks.slots(changed));
    }

    Slots slots() {
        return marks.slots();
    }

    State within(int changed) {
        return new State(marks, values, facts, changed, trail);
    }

    State note(Site site, Trail.Kind kind, String what) {
        return new State(marks, values, facts, presence, new Trail(site, kind, what, List.of(), trail));
    }

    State note(Trail step) {
        return new State(marks, values, facts, presence, step);
    }

    Value read(Value.Cell cell) {
        Holding holding = values.get(cell.text());
        return holding != null ? holding.value() : Value.content(cell);
    }

    State write(Value.Cell cell, Value value) {
        TreeMap<String, Holding> changed = new TreeMap<>(values);
        // its members: what begins with its text and a dot, up to the character behind the dot
        changed.subMap(cell.text() + '.', cell.text() + '/').clear();
        changed.put(cell.text(), new Holding(cell, value));
        return new State(marks, changed, facts, presence, trail);
    }

    /** Forgets what a variable holds that a callee was given the address of. Structures are taken to keep their members. */
    State forget(Value.Cell cell, Value unknown) {
        String inner = cell.text() + ".";
        return values.keySet().stream().anyMatch(key -> key.startsWith(inner)) ? this : write(cell, unknown);
    }

    /** Records that a value is true (not zero) or false; null when that contradicts what is known. */
    @Nullable
    State assume(Value value, boolean truth) {
        if (value.operator().equals("!")) {
            return assume(value.operands().getFirst(), !truth);
        }
        Boolean known = decide(value);
        if (known != null) {
            return known == truth ? this : null;
        }
        Map<String, Fact> changed = new TreeMap<>(facts);
        changed.put(value.text(), new Fact(value, truth));
        return new State(marks, values, changed, presence, trail);
    }

    /** With a value that is true here: what is held is there. */
    State assuming(Value value) {
        State assumed = assume(value, true);
        return assumed == null ? this : assumed;
    }

    /** Whether a value is true or false here, or null when that is open. */
    @Nullable
    Boolean decide(Value value) {
        if (value.operator().equals("!")) {
            Boolean inner = decide(value.operands().getFirst());
            return inner == null ? null : Boolean.valueOf(!inner);
        }
        switch (value.truth()) {
            case YES :
                return true;
            case NO :
                return false;
            case UNKNOWN :
                break;
        }
        Fact fact = facts.get(value.text());
        if (fact != null) {
            return fact.truth();
        }
        return value.operator().equals("==") ? decideEquality(value) : decideFromOthers(value);
    }

    private @Nullable Boolean decideEquality(Value equality) {
        Value left = equality.operands().get(0);
        Value right = equality.operands().get(1);
        Boolean leftTruth = left.isConstant() ? null : factOf(left);
        Boolean rightTruth = right.isConstant() ? null : factOf(right);
        boolean leftZero = Boolean.FALSE.equals(leftTruth);
        boolean rightZero = Boolean.FALSE.equals(rightTruth);
        if (leftZero && right.truth() == Value.Truth.YES || rightZero && left.truth() == Value.Truth.YES) {
            return false;
        }
        if (leftZero && rightZero) {
            return true;
        }
        for (Fact fact : facts.values()) {
            if (fact.truth() && fact.value().operator().equals("==")) {
                Boolean other = otherConstant(fact.value(), left, right);
                if (other != null) {
                    return other;
                }
            }
        }
        return null;
    }

    private @Nullable Boolean factOf(Value value) {
        Fact fact = facts.get(value.text());
        return fact == null ? null : Boolean.valueOf(fact.truth());
    }

    /** Given that {@code known} holds: is the same value equal to another constant? */
    private static @Nullable Boolean otherConstant(Value known, Value left, Value right) {
        for (Value same : known.operands()) {
            Value constant = known.operands().get(0).equals(same) ? known.operands().get(1) : known.operands().get(0);
            if (!constant.isConstant()) {
                continue;
            }
            if (same.equals(left) && right.isConstant()) {
                return constant.equals(right);
            }
            if (same.equals(right) && left.isConstant()) {
                return constant.equals(left);
            }
        }
        return null;
    }

    /** A value is true if it equals a constant that is, or is known to be negative. */
    private @Nullable Boolean decideFromOthers(Value value) {
        for (Fact fact : facts.values()) {
            Value test = fact.value();
            if (!fact.truth() || test.operands().size() != 2) {
                continue;
            }
            Value left = test.operands().get(0);
            Value right = test.operands().get(1);
            if (test.operator().equals("==") && (left.equals(value) || right.equals(value))) {
                Value other = left.equals(value) ? right : left;
                if (other.truth() != Value.Truth.UNKNOWN) {
                    return other.truth() == Value.Truth.YES;
                }
            }
            if (test.operator().equals("<") && (left.equals(value) && right.equals(Value.ZERO)
                    || right.equals(value) && left.equals(Value.ZERO))) {
                return true;
            }
        }
        return null;
    }

    private boolean mentions(Predicate<String> fresh) {
        for (Holding holding : values.values()) {
            if (holding.mentions(fresh)) {
                return true;
            }
        }
        for (Fact fact : facts.values()) {
            if (fact.value().mentions(fresh)) {
                return true;
            }
        }
        for (Held held : marks.held()) {
            if (held.lock().mentions(fresh)) {
                return true;
            }
        }
        return marks.slots().mentions(fresh);
    }

    /** A new incarnation of an unknown value: what still holds the old one holds something else that is unknown. */
    State renew(String fresh) {
        Predicate<String> same = name -> name.startsWith(fresh)
                && (name.length() == fresh.length() || name.charAt(fresh.length()) == '.');
        if (!mentions(same)) {
            return this;
        }
        Map<String, Holding> keptValues = new TreeMap<>();
        values.forEach((key, holding) -> {
            if (!holding.cell().mentions(same)) {
                keptValues.put(key, holding.value().mentions(same)
                        ? new Holding(holding.cell(), Value.fresh("o" + fresh + "." + key))
                        : holding);
            }
        });
        Map<String, Fact> keptFacts = without(facts, fact -> fact.value().mentions(same));
        List<Held> held = new ArrayList<>();
        for (Held one : marks.held()) {
            Held kept = one.lock().mentions(same) ? new Held(Value.fresh("o" + fresh), one.name(), one.inside()) : one;
            if (held.stream().noneMatch(other -> other.lock().equals(kept.lock()))) {
                held.add(kept);
            }
        }
        return new State(marks.held(held).slots(marks.slots().renew(same)), keptValues, keptFacts, presence, trail);
    }

    /** Forgets what variables hold that are not read any more, and tests of values that nothing holds any more. */
    State forget(Predicate<String> isDead) {
        Map<String, Holding> kept = without(values, holding -> {
            String root = holding.cell().root();
            return root != null && isDead.test(root);
        });
        Map<String, Fact> keptFacts = without(facts, fact -> !isReachable(fact.value(), kept));
        if (kept.size() == values.size() && keptFacts.size() == facts.size() && marks.slots().isEmpty()) {
            return this;
        }
        Slots reached = marks.slots().keep(slot -> isReachable(slot, kept));
        return new State(marks.slots(reached), kept, keptFacts, presence, trail);
    }

    /** Whether a variable leads to a value, or it was there when the function was entered. */
    private static boolean isReachable(Value value, Map<String, Holding> values) {
        return !value.mentions(name -> {
            Predicate<String> same = name::equals;
            for (Holding holding : values.values()) {
                if (holding.mentions(same)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** The entries that stay when some values go; the same map when none does. */
    static <T> Map<String, T> without(Map<String, T> all, Predicate<T> goes) {
        for (T one : all.values()) {
            if (goes.test(one)) {
                Map<String, T> rest = new TreeMap<>(all);
                rest.values().removeIf(goes);
                return rest;
            }
        }
        return all;
    }

    /** What two paths with the same marks have in common at a node. */
    State join(State other, int node) {
        Map<String, Holding> joined = new TreeMap<>();
        Map<String, Fact> common = new TreeMap<>();
        facts.forEach((key, fact) -> {
            if (fact.equals(other.facts.get(key))) {
                common.put(key, fact);
            }
        });
        Set<String> fresh = new HashSet<>();
        List<Holding> all = new ArrayList<>(values.values());
        all.addAll(other.values.values());
        for (Holding holding : all) {
            Value here = read(holding.cell());
            Value there = other.read(holding.cell());
            if (here.equals(there)) {
                joined.put(holding.cell().text(), new Holding(holding.cell(), here));
                continue;
            }
            Value flags = Value.either(here, there);
            Value either = flags != null ? flags : Value.fresh("j" + node + "." + holding.cell().text());
            joined.put(holding.cell().text(), new Holding(holding.cell(), either));
            fresh.add(either.text());
            Boolean truth = decide(here);
            if (truth != null && truth.equals(other.decide(there))) {
                common.put(either.text(), new Fact(either, truth));
            }
        }
        Slots slots = marks.slots().join(other.marks.slots(), fresh::contains);
        return new State(marks.slots(slots), joined, common, presence, trail);
    }

    /** Identity of what is known, without marks, configurations and trail. */
    String knowledge() {
        StringBuilder text = new StringBuilder();
        values.values().forEach(h -> text.append(h.cell()).append('=').append(h.value()).append(';'));
        facts.values().forEach(f -> text.append(f.truth() ? '+' : '-').append(f.value()).append(';'));
        return text.append(marks.slots().knowledge()).toString();
    }
}
