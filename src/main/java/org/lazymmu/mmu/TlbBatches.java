package org.lazymmu.mmu;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Slot;
import org.lazymmu.explore.Source;

/**
 * What powerpc's hash MMU and sparc64 have in common: PTEs are written at once, what is deferred is to invalidate their
 * translations, and the PTEs for which that is to be done are in a batch of each CPU.
 */
final class TlbBatches {
    /**
     * A PTE, and what the translation caches know of it.
     *
     * @param present whether there is a mapping
     * @param cached whether the mapping is cached, so that removing it needs an invalidation
     * @param stale whether a translation is cached that the PTE does not give any more
     */
    record Pte(boolean present, boolean cached, boolean stale) {
        @Override
        public String toString() {
            return (present ? "present" : "absent") + (cached ? "" : ", not cached") + (stale ? ", stale" : "");
        }

        Pte turnedOver() {
            return new Pte(!present, cached, stale);
        }

        Pte invalidated() {
            return new Pte(present, cached, false);
        }
    }

    /**
     * The entries of a batch.
     *
     * @param count how many of them are in use
     * @param mm the address space of those
     * @param ptes the PTEs, by number
     */
    record Batch(int count, Mm mm, List<Integer> ptes) implements Named {
        Batch {
            ptes = List.copyOf(ptes);
        }

        Batch withCount(int n) {
            return new Batch(n, mm, ptes);
        }

        Batch withMm(Mm of) {
            return new Batch(count, of, ptes);
        }

        Batch with(int entry, int pte) {
            List<Integer> changed = new ArrayList<>(ptes);
            changed.set(entry, pte);
            return new Batch(count, mm, changed);
        }

        @Override
        public String toString() {
            return count == 0 ? "empty" : mm + " " + ptes.subList(0, count);
        }

        @Override
        public Batch renamed(Names names) {
            return new Batch(count, mm, ptes.stream().map(names::pte).toList());
        }
    }

    private final Machine machine;
    private final boolean walker;
    private final List<Slot<Boolean>> active;
    private final List<Slot<Batch>> batches;
    private final List<Slot<Pte>> ptes;

    TlbBatches(Machine machine) {
        this.machine = machine;
        this.walker = machine.walker();
        this.active = machine.perCpu("active", false);
        Batch empty = new Batch(0, Mm.USER,
                Collections.nCopies(machine.sizes().batchSlots(), machine.emptyEntry()));
        this.batches = machine.perCpu("batch", empty);
        this.ptes = machine.perPte(new Pte(true, !walker, false));
    }

    Slot<Boolean> active(int cpu) {
        return active.get(cpu);
    }

    Slot<Batch> batch(int cpu) {
        return batches.get(cpu);
    }

    Slot<Pte> pte(int pte) {
        return ptes.get(pte);
    }

    /** Invalidates the translations of a PTE, by an operation for it alone. */
    void invalidateOne(Context context, int pte) {
        context.count(Counters.INVALIDATIONS, 1);
        invalidate(context, pte);
    }

    /** Invalidates the translations of a PTE, within an operation. */
    private void invalidate(Context context, int pte) {
        context.count(Counters.TRANSLATIONS, 1);
        Slot<Pte> slot = ptes.get(pte);
        context.set(slot, context.get(slot).invalidated());
    }

    /** Invalidates all that is in a CPU's batch, and empties it. */
    void flush(Context context, int cpu) {
        Slot<Batch> slot = batches.get(cpu);
        Batch batch = context.get(slot);
        context.count(Counters.FLUSHES, 1);
        context.count(Counters.INVALIDATIONS, 1);
        List<Integer> entries = new ArrayList<>(batch.ptes());
        for (int pte : entries.subList(0, batch.count())) {
            if (pte != Names.NONE) {
                invalidate(context, pte);
            }
        }
        Collections.fill(entries.subList(0, batch.count()), machine.emptyEntry());
        context.set(slot, new Batch(0, Mm.USER, entries));
    }

    /** Flushes a CPU's batch if something is in it. */
    void flushPending(Context context, int cpu) {
        if (context.branch("batch is empty", context.get(batches.get(cpu)).count() == 0)) {
            return;
        }
        flush(context, cpu);
    }

    /**
     * Gets a batch ready for one more entry of an address space: it may hold entries of one only.
     *
     * @return the entry to fill
     */
    int prepare(Context context, int cpu, Mm mm) {
        Slot<Batch> slot = batches.get(cpu);
        Batch batch = context.get(slot);
        if (context.branch("batch is of another mm", batch.count() > 0 && batch.mm() != mm)) {
            flush(context, cpu);
        }
        Batch ready = context.get(slot);
        if (ready.count() == 0) {
            context.set(slot, ready.withMm(mm));
        }
        return ready.count();
    }

    /** Fills an entry, which does not count yet. */
    void fill(Context context, int cpu, int entry, int pte) {
        Slot<Batch> slot = batches.get(cpu);
        context.set(slot, context.get(slot).with(entry, pte));
    }

    /** Lets the entries up to one count, and flushes the batch if it is full. */
    void commit(Context context, int cpu, int entry) {
        Slot<Batch> slot = batches.get(cpu);
        context.set(slot, context.get(slot).withCount(entry + 1));
        if (context.branch("batch is full", entry + 1 >= machine.sizes().batchSlots())) {
            flush(context, cpu);
        }
    }

    /** The task whose PTE is in the first entry of a batch that is not empty; else the task itself. */
    int firstTask(Context context, int cpu, Task otherwise) {
        Batch batch = context.get(batches.get(cpu));
        return batch.count() == 0 ? otherwise.number() : machine.taskOf(batch.ptes().getFirst());
    }

    /** Turns a PTE over that needs no invalidation. */
    void turnOver(Context context, int pte) {
        context.count(Counters.STORES, 1);
        Slot<Pte> slot = ptes.get(pte);
        context.set(slot, context.get(slot).turnedOver());
    }

    /** Whether removing the mapping needs an invalidation. */
    boolean needsInvalidation(Context context, int pte) {
        Pte now = context.get(ptes.get(pte));
        return now.present() && now.cached();
    }

    /** Unmaps a PTE; if it is cached, that translation is stale from here on. */
    void unmap(Context context, int pte) {
        context.count(Counters.STORES, 1);
        Slot<Pte> slot = ptes.get(pte);
        Pte now = context.get(slot);
        context.set(slot, new Pte(false, now.cached() && !walker, now.stale() || now.cached()));
    }

    /** Unmaps the PTE of an interrupt, which counts as cached in any case. */
    void unmapOfInterrupt(Context context, int pte) {
        context.count(Counters.STORES, 1);
        Slot<Pte> slot = ptes.get(pte);
        context.set(slot, new Pte(false, context.get(slot).cached(), true));
    }

    /** Turns the PTE of an interrupt over. {@code interruptTest}: at once, even if the batch is active. */
    Code setPte(Interrupt interrupt, Source source, boolean interruptTest) {
        int cpu = interrupt.cpu();
        int pte = interrupt.pte();
        Code add = Code.seq(interrupt.step("fill the entry", c -> fill(c, cpu, interrupt.entry(c), pte)),
                interrupt.step("count the entry", c -> {
                    commit(c, cpu, interrupt.entry(c));
                    interrupt.setEntry(c, 0);
                }));
        Code invalidation = interrupt.decide("if (in_interrupt() || !batch->active) invalidate", c -> {
            if (interruptTest || !c.get(active.get(cpu))) {
                invalidateOne(c, pte);
                return false;
            }
            interrupt.setEntry(c, prepare(c, cpu, Mm.INIT_MM));
            return true;
        }, add, Code.nothing());
        return Code.function(source, interrupt.decide("*ptep = pte", c -> {
            Pte now = c.get(ptes.get(pte));
            if (now.present()) {
                unmapOfInterrupt(c, pte);
                return true;
            }
            turnOver(c, pte);
            return false;
        }, invalidation, Code.nothing()));
    }

    /** Puts a PTE in place of another one; if it is present, it is cached. */
    void place(Execution execution, int pte, boolean present) {
        execution.put(ptes.get(pte), new Pte(present, !walker, false));
    }

    /** Whether no stale translation of a PTE is left. */
    boolean done(Context context, int pte) {
        return !context.get(ptes.get(pte)).stale();
    }

    /** Whether there is a mapping. */
    boolean isPresent(Context context, int pte) {
        return context.get(ptes.get(pte)).present();
    }

    /** Caches the translation of a PTE that has one. */
    void walk(Context context, int pte) {
        Slot<Pte> slot = ptes.get(pte);
        Pte now = context.get(slot);
        context.require(now.present() && !now.cached());
        context.set(slot, new Pte(true, true, now.stale()));
    }
}
