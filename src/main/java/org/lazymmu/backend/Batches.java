package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.lazymmu.flow.Site;

/** What an implementation defers, in what, and how much of it: what primitives do in the mode, against what they do outside. */
final class Batches {
    private static final Pattern ELEMENT = Pattern.compile("(\\w+)\\.(\\w+)\\[.*");

    private final Trials trials;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private final List<Trials.Primitive> primitives;
    private final Optional<Ending> queued;
    private final Set<String> deferring = new TreeSet<>();
    private final List<Site> evidence = new ArrayList<>();
    private final List<Ending> interrupted = new ArrayList<>();

    Batches(Trials trials) {
        this.trials = trials;
        primitives = trials.primitives();
        queued = trials.queued(primitives);
        primitives.forEach(this::compare);
        if (traits.isEmpty() && primitives.stream().allMatch(this::isBlind)) {
            traits.add(Trait.DEFERS_UNREAD);
        }
        tlbFlush();
    }

    Set<Trait> traits() {
        return traits;
    }

    /** A task in the mode with something in the batch. */
    Optional<Ending> queued() {
        return queued;
    }

    /** Runs of primitives in an interrupt, on kernel PTEs, that add to the batch of the task. */
    List<Ending> queuesInInterrupt() {
        return interrupted;
    }

    private boolean isBlind(Trials.Primitive primitive) {
        return primitive.off().stream().noneMatch(ending -> ending.did(Deed.Kind.WRITE));
    }

    private void compare(Trials.Primitive primitive) {
        boolean any = defers(primitive, Deed.Kind.WRITE, Trait.DEFERS_WRITES);
        any |= defers(primitive, Deed.Kind.ISSUE, Trait.DEFERS_WRITES);
        any |= defers(primitive, Deed.Kind.INVALIDATE, Trait.DEFERS_INVALIDATIONS);
        any |= defers(primitive, Deed.Kind.BARRIER, Trait.DEFERS_BARRIERS);
        any |= handsOnLess(primitive);
        if (any) {
            traits.add(primitive.kernel() ? Trait.KERNEL_MAPPINGS : Trait.USER_MAPPINGS);
            deferring.add(primitive.definition().name());
            if (primitive.kernel()) {
                primitive.interrupted().stream().filter(this::fills).forEach(interrupted::add);
            }
        }
    }

    /** Whether what a primitive does at once outside of the mode is not done by it in the mode, which queues instead. */
    private boolean defers(Trials.Primitive primitive, Deed.Kind kind, Trait trait) {
        boolean atOnce = primitive.off().stream().anyMatch(ending -> ending.returns() && ending.did(kind));
        Optional<Ending> without = primitive.on().stream()
                .filter(ending -> ending.returns() && !ending.did(kind) && !ending.changed(trials.on()).isEmpty())
                .findFirst();
        if (!atOnce || without.isEmpty()) {
            return false;
        }
        if (traits.add(trait)) {
            without.get().deeds(Deed.Kind.STORE).stream().map(Deed::site).forEach(evidence::add);
        }
        return true;
    }

    /** The same, where what writes the PTE and what queues the write are not in the tree. */
    private boolean handsOnLess(Trials.Primitive primitive) {
        Set<String> off = handedOn(primitive.off());
        Set<String> on = handedOn(primitive.on());
        boolean written = primitive.on().stream().anyMatch(ending -> ending.did(Deed.Kind.WRITE));
        if (written || off.isEmpty() || on.containsAll(off)) {
            return false;
        }
        if (traits.add(Trait.DEFERS_WRITES)) {
            primitive.on().getFirst().deeds(Deed.Kind.HANDED_ON).stream().map(Deed::site).forEach(evidence::add);
        }
        return true;
    }

    private static Set<String> handedOn(List<Ending> endings) {
        Set<String> names = new TreeSet<>();
        endings.forEach(ending -> ending.deeds(Deed.Kind.HANDED_ON).forEach(deed -> names.add(deed.what())));
        return names;
    }

    private void tlbFlush() {
        Situation before = queued.map(Ending::after).orElse(trials.on());
        boolean behind = trials.tlbFlushOfTables(before.inScheduler()).stream()
                .anyMatch(ending -> ending.returns() && ending.changed(before).stream().anyMatch(this::isOfBatch));
        List<Ending> flushes = trials.tlbFlush(before);
        boolean nothing = !flushes.isEmpty() && flushes.stream().noneMatch(ending -> ending.did(Deed.Kind.INVALIDATE)
                || !ending.changed(before).isEmpty());
        if (behind) {
            traits.add(Trait.TLB_FLUSH_QUEUED);
        } else if (nothing) {
            traits.add(Trait.TLB_FLUSH_EMPTY);
        }
    }

    private boolean isOfBatch(String cell) {
        return queued.isPresent() && queued.get().changed(trials.on()).stream()
                .anyMatch(known -> Portrait.root(known).equals(Portrait.root(cell)));
    }

    /** Whether a count or flag that says that something is in the batch is back to where it was before. */
    boolean isEmptied(Ending ending) {
        if (queued.isEmpty()) {
            return false;
        }
        Ending full = queued.get();
        return full.changed(trials.on()).stream()
                .filter(cell -> !cell.contains("[") && Ending.value(full.after(), cell) instanceof Datum.Whole)
                .anyMatch(cell -> Ending.value(ending.after(), cell).equals(Ending.value(trials.on(), cell)));
    }

    /** Whether there is something in the batch after a run from the mode with an empty one. */
    private boolean fills(Ending ending) {
        return ending.returns() && queued.isPresent() && queued.get().changed(trials.on()).stream()
                .anyMatch(cell -> !cell.contains("[") && Ending.value(ending.after(), cell) instanceof Datum.Whole
                        && !Ending.value(ending.after(), cell).equals(Ending.value(trials.on(), cell)));
    }

    Portrait.Fact what() {
        if (traits.contains(Trait.DEFERS_UNREAD)) {
            return new Portrait.Fact("the primitives that write PTEs are not in the tree", false, List.of());
        }
        List<String> kinds = new ArrayList<>();
        if (traits.contains(Trait.DEFERS_WRITES)) {
            kinds.add("writes of PTEs");
        }
        if (traits.contains(Trait.DEFERS_INVALIDATIONS)) {
            kinds.add("invalidations");
        }
        if (traits.contains(Trait.DEFERS_BARRIERS)) {
            kinds.add("barriers");
        }
        if (kinds.isEmpty()) {
            return new Portrait.Fact("nothing", true, List.of());
        }
        boolean user = traits.contains(Trait.USER_MAPPINGS);
        boolean kernel = traits.contains(Trait.KERNEL_MAPPINGS);
        return new Portrait.Fact(String.join(", ", kinds) + (user && kernel ? "" : user ? ", of user mappings only"
                : ", of kernel mappings only") + " (" + String.join(", ", deferring) + ")", true,
                evidence.stream().distinct().toList());
    }

    /** How much fits into the batch. */
    Portrait.Fact size() {
        if (queued.isEmpty()) {
            return traits.stream().anyMatch(trait -> trait.name().startsWith("DEFERS_"))
                    ? new Portrait.Fact("what is queued is not in the tree", false, List.of())
                    : new Portrait.Fact("none", true, List.of());
        }
        List<Declarations.Array> arrays = new ArrayList<>();
        for (String cell : queued.get().changed(trials.on())) {
            Matcher element = ELEMENT.matcher(cell);
            if (element.matches()) {
                trials.bench().declarations().array(element.group(1), element.group(2)).ifPresent(arrays::add);
            }
        }
        Optional<Declarations.Array> smallest = arrays.stream().filter(array -> array.elements().isPresent())
                .min(Comparator.comparingLong(array -> array.elements().getAsLong()));
        if (smallest.isPresent()) {
            Declarations.Array array = smallest.get();
            return new Portrait.Fact(array.elements().getAsLong() + " entries"
                    + (array.size().matches("\\d.*") ? "" : " (" + array.size() + ")"), true,
                    List.of(new Site(array.unit(), array.at(), array.structure(), null)));
        }
        boolean flag = queued.get().changed(trials.on()).stream().allMatch(cell -> cell.startsWith(Flags.PREFIX));
        return flag ? new Portrait.Fact("no batch: a flag says that something is owed", true, List.of())
                : new Portrait.Fact("the array of the batch was not found", false, List.of());
    }

    String immediateInInterrupt() {
        return traits.contains(Trait.KERNEL_MAPPINGS) ? "changes of PTEs take effect at once"
                : "kernel mappings, which are all that an interrupt changes, are not batched";
    }

    List<Site> immediate() {
        return primitives.stream().filter(Trials.Primitive::kernel)
                .flatMap(primitive -> primitive.interrupted().stream())
                .flatMap(ending -> ending.deeds().stream())
                .filter(deed -> deed.kind() == Deed.Kind.WRITE || deed.kind() == Deed.Kind.BARRIER
                        || deed.kind() == Deed.Kind.INVALIDATE)
                .map(Deed::site).distinct().limit(2).toList();
    }
}
