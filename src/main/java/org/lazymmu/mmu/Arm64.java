package org.lazymmu.mmu;

import static org.lazymmu.mmu.Properties.BATCHING_KEPT;
import static org.lazymmu.mmu.Properties.KERNEL_WARN;
import static org.lazymmu.mmu.Properties.UPDATE_OUTSIDE_REGION;

import java.util.List;
import java.util.Optional;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Slot;
import org.lazymmu.explore.Source;

/**
 * arm64, kernel mappings: PTEs are stored at once, what is deferred are the barriers that let the table walkers see the stores.
 * A task keeps its state in thread flags, which migrate with it.
 */
final class Arm64 implements Backend {
    /**
     * Its versions.
     *
     * @param interruptTest in an interrupt the barriers are not deferred, and the flags of the task are left alone
     * (b81c688426a9)
     * @param deferring barriers are deferred at all (5fdd05efa1cd); without it the hooks are empty
     * @param warns an enter inside the mode is warned of (5fdd05efa1cd, until 1ef3095b1405), and where interrupts are not
     * tested for, so is an update in one
     * @param counted the counts of the task say whether it is in the mode, not {@code TIF_LAZY_MMU} (4dd9b4d7a8d5)
     */
    record Version(boolean interruptTest, boolean deferring, boolean warns, boolean counted) implements Variant {
        /** As of 1ef3095b1405: the mode is there, and nothing is warned of. */
        Version(boolean interruptTest) {
            this(interruptTest, true, false, false);
        }

        /** As of v7.0. */
        static Version newest() {
            return new Version(true, true, false, true);
        }

        @Override
        public String name() {
            return "arm64";
        }

        @Override
        public Backend on(Machine machine) {
            return new Arm64(machine, this);
        }
    }

    /**
     * A PTE.
     *
     * @param present whether there is a mapping
     * @param pending whether it has been stored without being visible to the walkers for certain
     */
    record Pte(boolean present, boolean pending) {
        @Override
        public String toString() {
            return (present ? "present" : "absent") + (pending ? ", barrier pending" : "");
        }
    }

    private static final String PGTABLE = "arch/arm64/include/asm/pgtable.h";

    private final Version version;
    private final Machine machine;
    private final Tlb tlb;
    private final List<Slot<Stores>> stores;
    private final List<Slot<Pte>> ptes;
    /** {@code TIF_LAZY_MMU}. */
    private final List<Slot<Boolean>> lazy;
    /** {@code TIF_LAZY_MMU_PENDING}. */
    private final List<Slot<Boolean>> pending;

    Arm64(Machine machine, Version version) {
        this.version = version;
        if (version.counted) {
            machine.requireCounted(version.name());
        }
        this.machine = machine;
        this.stores = machine.perCpu("stores", Stores.NONE);
        this.lazy = machine.perTask("TIF_LAZY_MMU", false);
        this.pending = machine.perTask("TIF_LAZY_MMU_PENDING", false);
        this.ptes = machine.perPte(new Pte(true, false));
        this.tlb = machine.tlb();
    }

    @Override
    public boolean isCounted() {
        return version.counted;
    }

    private boolean isLazy(Running k) {
        return version.counted ? LazyMode.isActive(k) : k.get(lazy(k));
    }

    private Source hook(String function) {
        if (version.counted) {
            return new Source(function, PGTABLE, "4dd9b4d7a8d5");
        }
        String revision = !version.deferring
                ? "5fdd05efa1cd^"
                : version.warns ? version.interruptTest ? "b81c688426a9" : "5fdd05efa1cd" : "1ef3095b1405";
        return new Source(function, PGTABLE, revision);
    }

    @Override
    public Code enter(Task task) {
        return Code.function(hook("arch_enter_lazy_mmu_mode"),
                task.step(version.counted ? "return" : "set_thread_flag(TIF_LAZY_MMU)", k -> {
                    k.checkNotNested();
                    k.check(KERNEL_WARN, !version.warns || !k.get(lazy(k)),
                            "VM_WARN_ON(test_thread_flag(TIF_LAZY_MMU))");
                    k.set(lazy(k), version.deferring && !version.counted);
                    k.regionBegins();
                }));
    }

    @Override
    public Code leave(Task task) {
        return Code.seq(flushBeforeLeave(task, Code.nothing()), clearFlag(task));
    }

    /** Emits the barriers that are pending, in one or two steps. */
    private Code flushBeforeLeave(Task task, Code notPending) {
        Code barriers = task.step("emit_pte_barriers()", k -> barriers(k.context(), k.cpu()));
        return Code.function(hook("arch_flush_lazy_mmu_mode"),
                task.decide("if (test_and_clear_thread_flag(TIF_LAZY_MMU_PENDING))", k -> {
                    boolean was = k.get(pending(k));
                    k.context().count(Counters.FLUSHES, was ? 1 : 0);
                    k.set(pending(k), false);
                    return was;
                }, barriers, notPending));
    }

    private Code clearFlag(Task task) {
        return Code.function(hook("arch_leave_lazy_mmu_mode"),
                task.step(version.counted ? "return" : "clear_thread_flag(TIF_LAZY_MMU)", k -> {
                    k.set(lazy(k), false);
                    k.regionEnds();
                }));
    }

    @Override
    public Code updatesAndLeave(Task task, Code updates) {
        if (!machine.quirks().pendingLeaveUpdatesAgain()) {
            return Code.seq(updates, leave(task));
        }
        int left = task.ptes();
        Code round = Code.seq(updates, flushBeforeLeave(task, task.local(k -> k.setIndex(left))));
        return Code.seq(task.loop(k -> k.index() != left, round), task.local(k -> k.setIndex(0)), clearFlag(task));
    }

    private Slot<Boolean> lazy(Running k) {
        return lazy.get(k.task().number());
    }

    private Slot<Boolean> pending(Running k) {
        return pending.get(k.task().number());
    }

    @Override
    public void flush(Running k) {
        flush(k.context(), k.task(), k.cpu());
    }

    private void flush(Context context, Task task, int cpu) {
        Slot<Boolean> flag = pending.get(task.number());
        if (context.branch("TIF_LAZY_MMU_PENDING", context.get(flag))) {
            context.set(flag, false);
            barriers(context, cpu);
        }
    }

    /** {@code emit_pte_barriers()}: the walkers see what the CPU has stored. */
    private void barriers(Context context, int cpu) {
        context.count(Counters.BARRIERS, 1);
        Slot<Stores> slot = stores.get(cpu);
        context.get(slot).forEach(number -> {
            Slot<Pte> pte = ptes.get(number);
            context.set(pte, new Pte(context.get(pte).present(), false));
        });
        context.set(slot, Stores.NONE);
    }

    private void store(Context context, int cpu, int pte) {
        context.count(Counters.STORES, 1);
        Slot<Pte> slot = ptes.get(pte);
        boolean was = context.get(slot).present();
        context.set(slot, new Pte(!was, true));
        if (was) {
            tlb.removed(context, pte);
        }
        Slot<Stores> buffer = stores.get(cpu);
        context.set(buffer, context.get(buffer).with(pte));
    }

    @Override
    public Code setPte(Task task) {
        return Code.function(hook("__set_pte"),
                Code.seq(task.step("WRITE_ONCE(*ptep, pte)", k -> store(k.context(), k.cpu(), k.pte())),
                        Code.function(hook("queue_pte_barriers"),
                                task.step("if (test_thread_flag(TIF_LAZY_MMU)) set_thread_flag(TIF_LAZY_MMU_PENDING)",
                                        this::queueBarriers))));
    }

    /** Removing a mapping needs no barrier of its own: the flush of the TLB that has to follow begins with one. */
    @Override
    public Code clear(Task task) {
        return Code.function(hook("__ptep_get_and_clear"), task.step("xchg(ptep, 0)", k -> {
            k.context().count(Counters.STORES, 1);
            k.set(ptes.get(k.pte()), new Pte(false, false));
            tlb.removed(k.context(), k.pte());
        }));
    }

    /** Only a kernel PTE that maps something has barriers after it. */
    @Override
    public Code change(Task task, Primitive primitive, Code setPteAt) {
        Code set = task.isKernel() ? setPteAt : setWithoutBarriers(task);
        return switch (primitive) {
            case SET_PTE_AT, SET_MEMORY -> set;
            case PTEP_GET_AND_CLEAR, PTEP_SET_WRPROTECT -> clear(task);
            case PTEP_MODIFY_PROT -> Code.seq(clear(task), set);
        };
    }

    private Code setWithoutBarriers(Task task) {
        return Code.function(hook("__set_pte"), task.step("WRITE_ONCE(*ptep, pte)", k -> {
            k.context().count(Counters.STORES, 1);
            k.set(ptes.get(k.pte()), new Pte(true, false));
        }));
    }

    @Override
    public void flushTlb(Running k) {
        tlb.flushAll(k.context(), k.task());
    }

    @Override
    public void place(Execution execution, int pte, boolean present) {
        execution.put(ptes.get(pte), new Pte(present, false));
    }

    private void queueBarriers(Running k) {
        if (k.branch("in the mode", isLazy(k))) {
            k.check(UPDATE_OUTSIDE_REGION, k.depth() > 0,
                    "the barriers of an update outside every region are deferred");
            k.set(pending(k), true);
        } else {
            k.check(BATCHING_KEPT, k.depth() == 0 || !version.deferring,
                    "the barriers of an update in a region are not deferred");
            barriers(k.context(), k.cpu());
        }
    }

    @Override
    public Source switchingOut() {
        return new Source("__switch_to", "arch/arm64/kernel/process.c", "v6.15");
    }

    /** {@code __switch_to()} has a barrier. */
    @Override
    public void switchOut(Running k) {
        barriers(k.context(), k.cpu());
    }

    /** The task that an interrupt has interrupted, whose thread flags it sees. */
    private Optional<Task> current(Context context, Interrupt interrupt) {
        for (Task task : machine.tasks()) {
            if (context.get(task.on()).number() == interrupt.cpu()) {
                return Optional.of(task);
            }
        }
        return machine.quirks().fourthTaskIsCurrent() ? Optional.of(machine.tasks().get(3)) : Optional.empty();
    }

    @Override
    public Code enter(Interrupt interrupt) {
        return Code.function(hook("arch_enter_lazy_mmu_mode"),
                interrupt.step("if (!in_interrupt()) set_thread_flag(TIF_LAZY_MMU)", c -> {
                    if (!version.interruptTest) {
                        current(c, interrupt).ifPresent(task -> c.set(lazy.get(task.number()), true));
                    }
                }));
    }

    @Override
    public Code leave(Interrupt interrupt) {
        return Code.function(hook("arch_leave_lazy_mmu_mode"),
                interrupt.step("if (!in_interrupt()) leave", c -> {
                    if (!version.interruptTest) {
                        current(c, interrupt).ifPresent(task -> {
                            flush(c, task, interrupt.cpu());
                            c.set(lazy.get(task.number()), false);
                        });
                    }
                }));
    }

    @Override
    public Code setPte(Interrupt interrupt) {
        return Code.function(hook("__set_pte"), Code.seq(
                interrupt.step("WRITE_ONCE(*ptep, pte)", c -> store(c, interrupt.cpu(), interrupt.pte())),
                Code.function(hook("queue_pte_barriers"),
                        interrupt.step("if (in_interrupt() || !test_thread_flag(TIF_LAZY_MMU)) emit_pte_barriers()",
                                c -> queueBarriers(c, interrupt)))));
    }

    private void queueBarriers(Context context, Interrupt interrupt) {
        if (!version.interruptTest) {
            interrupt.check(context, KERNEL_WARN, !version.warns || !version.deferring, "VM_WARN_ON(in_interrupt())");
            Optional<Task> interrupted = current(context, interrupt)
                    .filter(task -> context.get(lazy.get(task.number())));
            if (interrupted.isPresent()) {
                context.set(pending.get(interrupted.get().number()), true);
                return;
            }
        }
        barriers(context, interrupt.cpu());
    }

    @Override
    public boolean done(Context context, int pte) {
        return !context.get(ptes.get(pte)).pending();
    }

    @Override
    public boolean written(Context context, int pte) {
        return context.get(ptes.get(pte)).present();
    }

    @Override
    public boolean read(Context context, int pte) {
        return context.get(ptes.get(pte)).present();
    }

    @Override
    public boolean reachable(Context context, int pte) {
        return context.get(ptes.get(pte)).present() || tlb.isStale(context, pte);
    }
}
