package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.UPDATE_OUTSIDE_REGION;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Slot;
import org.lazymmu.explore.Source;

/**
 * s390 as proposed in 2026: each CPU has a cache of PTEs, for the range of which the region has been told at its begin. What is
 * deferred is the store itself; a store over a valid PTE takes an instruction (IPTE) that also drops its translations.
 *
 * <p>
 * Preemption is off from enter to leave, so that nothing is to be done at a context switch. A region that was entered without a
 * range, or is resumed after a pause, caches nothing.
 */
final class S390 implements Backend {
    /** Its only version. */
    record Version() implements Variant {
        @Override
        public String name() {
            return "s390";
        }

        @Override
        public Backend on(Machine machine) {
            return new S390(machine);
        }
    }

    /**
     * A PTE.
     *
     * @param wanted whether the kernel wants it present
     * @param present whether it is present in memory
     */
    record Pte(boolean wanted, boolean present) {
    }

    /** What the cache holds of a PTE. */
    enum Cached {
        /** Nothing: memory counts. */
        POISON, INVALID, PRESENT
    }

    /**
     * {@code ipte_range}: what the cache of a CPU is for, and what it holds.
     *
     * @param base the first PTE, by number, or {@link Names#NONE} for no range
     * @param cache one entry for each PTE of the range
     */
    record Range(int base, List<Cached> cache) implements Named {
        static final Range NONE = new Range(Names.NONE, List.of());

        Range {
            cache = List.copyOf(cache);
        }

        static Range of(int base, int size) {
            return new Range(base, Collections.nCopies(size, Cached.POISON));
        }

        boolean holds(int pte) {
            return base != Names.NONE && pte >= base && pte < base + cache.size();
        }

        Cached at(int pte) {
            return holds(pte) ? cache.get(pte - base) : Cached.POISON;
        }

        /** The same range with nothing in the cache. */
        Range emptied() {
            return new Range(base, Collections.nCopies(cache.size(), Cached.POISON));
        }

        Range with(int pte, Cached value) {
            List<Cached> changed = new ArrayList<>(cache);
            changed.set(pte - base, value);
            return new Range(base, changed);
        }

        @Override
        public Range renamed(Names names) {
            return new Range(names.pte(base), cache);
        }
    }

    private static final String LAZY_MMU = "arch/s390/mm/lazy_mmu.c";
    private static final String REVISION = "s390 v6, 2026-07-15";

    private final Tlb tlb;
    private final List<Slot<Integer>> count;
    private final List<Slot<Range>> range;
    private final List<Slot<Pte>> ptes;

    S390(Machine machine) {
        this.tlb = machine.tlb();
        this.count = machine.perCpu("lazy_mmu_count", 0);
        this.range = machine.perCpu("ipte_range", Range.NONE);
        this.ptes = machine.perPte(new Pte(true, true));
    }

    private static Source hook(String function) {
        return new Source(function, LAZY_MMU, REVISION);
    }

    @Override
    public Code enter(Task task) {
        return Code.function(hook("arch_enter_lazy_mmu_mode"), Code.seq(preemptDisable(task), count(task, true)));
    }

    @Override
    public Code enter(Task task, PteRange hint) {
        Code remember = task.step("range->base_pte = pte", k -> {
            k.set(range.get(k.cpu()), Range.of(task.pte(hint.from()), hint.size()));
            k.regionBegins();
        });
        return Code.function(hook("arch_enter_lazy_mmu_mode_with_ptes"),
                Code.seq(preemptDisable(task), count(task, false), remember));
    }

    private static Code preemptDisable(Task task) {
        return task.step("get_cpu_var(ipte_range)", k -> {
            k.checkNotNested();
            k.preemptDisable();
        });
    }

    private Code count(Task task, boolean begins) {
        return task.step("lazy_mmu_count++", k -> {
            k.set(count.get(k.cpu()), k.get(count.get(k.cpu())) + 1);
            if (begins) {
                k.regionBegins();
            }
        });
    }

    @Override
    public Code leave(Task task) {
        return Code.function(hook("arch_leave_lazy_mmu_mode"),
                Code.seq(task.step("write the cache back", k -> writeBack(k.context(), k.cpu())),
                        task.step("lazy_mmu_count--, put_cpu_var(ipte_range)", k -> {
                            k.set(range.get(k.cpu()), Range.NONE);
                            k.set(count.get(k.cpu()), k.get(count.get(k.cpu())) - 1);
                            k.preemptEnable();
                            k.regionEnds();
                        })));
    }

    @Override
    public void flush(Running k) {
        writeBack(k.context(), k.cpu());
    }

    /** {@code set_pte_range()} for each run of PTEs that the cache holds; the range stays. */
    private void writeBack(Context context, int cpu) {
        Range cached = context.get(range.get(cpu));
        boolean invalidating = false;
        for (int i = 0; i < cached.cache().size(); i++) {
            int pte = cached.base() + i;
            boolean written = cached.at(pte) != Cached.POISON;
            boolean valid = written && context.get(ptes.get(pte)).present();
            context.count(Counters.INVALIDATIONS, valid && !invalidating ? 1 : 0);
            invalidating = valid;
            if (written) {
                store(context, pte);
            }
        }
        context.set(range.get(cpu), cached.emptied());
    }

    /** Makes memory what it is to be, with IPTE if there is a valid PTE in it. */
    private void store(Context context, int pte) {
        Pte now = context.get(ptes.get(pte));
        context.count(Counters.STORES, 1);
        context.count(Counters.TRANSLATIONS, now.present() ? 1 : 0);
        context.set(ptes.get(pte), new Pte(now.wanted(), now.wanted()));
    }

    private boolean isCaching(Context context, int cpu, int pte) {
        return context.get(count.get(cpu)) > 0 && context.get(range.get(cpu)).holds(pte);
    }

    /** A PTE is turned over in the cache, if that is for it, or in memory; returns whether in the cache. */
    private boolean turnOver(Context context, int cpu, int pte) {
        Pte now = context.get(ptes.get(pte));
        context.set(ptes.get(pte), new Pte(!now.wanted(), now.present()));
        if (context.branch("in the range of the cache", isCaching(context, cpu, pte))) {
            Slot<Range> slot = range.get(cpu);
            context.set(slot, context.get(slot).with(pte, now.wanted() ? Cached.INVALID : Cached.PRESENT));
            return true;
        }
        context.count(Counters.INVALIDATIONS, now.present() ? 1 : 0);
        store(context, pte);
        return false;
    }

    @Override
    public Code setPte(Task task) {
        return Code.function(hook("__lazy_mmu_set_pte"),
                task.step("if (lazy_mmu_count) cache[i] = pte, else *ptep = pte", k -> {
                    if (turnOver(k.context(), k.cpu(), k.pte())) {
                        k.check(UPDATE_OUTSIDE_REGION, k.depth() > 0, "an update outside every region is cached");
                    }
                }));
    }

    @Override
    public void place(Execution execution, int pte, boolean present) {
        execution.put(ptes.get(pte), new Pte(present, present));
    }

    @Override
    public void flushTlb(Running k) {
        tlb.flushAll(k.context(), k.task());
    }

    /** The counts do not tell an interrupt from the task it has interrupted. */
    @Override
    public Code enter(Interrupt interrupt) {
        return Code.function(hook("arch_enter_lazy_mmu_mode"), interrupt.step("lazy_mmu_count++", c -> {
            Slot<Integer> slot = count.get(interrupt.cpu());
            c.set(slot, c.get(slot) + 1);
        }));
    }

    @Override
    public Code leave(Interrupt interrupt) {
        return Code.function(hook("arch_leave_lazy_mmu_mode"),
                interrupt.step("write the cache back, lazy_mmu_count--", c -> {
                    Slot<Integer> slot = count.get(interrupt.cpu());
                    writeBack(c, interrupt.cpu());
                    c.set(range.get(interrupt.cpu()), Range.NONE);
                    c.set(slot, c.get(slot) - 1);
                }));
    }

    @Override
    public Code setPte(Interrupt interrupt) {
        return Code.function(hook("__lazy_mmu_set_pte"),
                interrupt.step("if (lazy_mmu_count) cache[i] = pte, else *ptep = pte",
                        c -> turnOver(c, interrupt.cpu(), interrupt.pte())));
    }

    @Override
    public boolean done(Context context, int pte) {
        Pte now = context.get(ptes.get(pte));
        return now.wanted() == now.present();
    }

    @Override
    public boolean written(Context context, int pte) {
        return context.get(ptes.get(pte)).wanted();
    }

    /** {@code ptep_get()} asks the cache first, so it sees what has been written. */
    @Override
    public boolean read(Context context, int pte) {
        return written(context, pte);
    }

    @Override
    public boolean readRaw(Context context, int pte) {
        return context.get(ptes.get(pte)).present();
    }

    @Override
    public boolean reachable(Context context, int pte) {
        return context.get(ptes.get(pte)).present() || tlb.isStale(context, pte);
    }
}
