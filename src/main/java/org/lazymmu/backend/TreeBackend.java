package org.lazymmu.backend;

import java.util.function.Function;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Source;
import org.lazymmu.flow.Definition;
import org.lazymmu.mmu.Backend;
import org.lazymmu.mmu.Interrupt;
import org.lazymmu.mmu.Machine;
import org.lazymmu.mmu.Named;
import org.lazymmu.mmu.Names;
import org.lazymmu.mmu.PageTable;
import org.lazymmu.mmu.Properties;
import org.lazymmu.mmu.Running;
import org.lazymmu.mmu.Task;

/** A tree's own implementation, run on a machine of the model: each access to what others can see is a step. */
final class TreeBackend implements Backend {
    private final TreeHooks hooks;
    private final Decisions decisions;
    private final boolean counted;
    private final boolean atomic;
    private final Witness witness;
    private final Workbench work;
    private final PageTable pages;

    TreeBackend(TreeHooks hooks, Decisions decisions, boolean counted, boolean atomic, Witness witness,
            Machine machine) {
        this.hooks = hooks;
        this.decisions = decisions;
        this.counted = counted;
        this.atomic = atomic;
        this.witness = witness;
        if (counted) {
            machine.requireCounted(hooks.architecture());
        }
        this.work = new Workbench(machine, hooks, decisions.taken());
        this.pages = work.pages();
    }

    @Override
    public boolean isCounted() {
        return counted;
    }

    private Source source(HookPart part) {
        Definition definition = hooks.definition(part);
        return definition == null ? new Source(part.id(), "", "")
                : new Source(definition.name(), definition.unit().path(),
                        "line " + definition.unit().line(definition.at()));
    }

    private static boolean isRunning(Named hook) {
        return !hook.equals(Named.NOTHING);
    }

    /** Goes on with what a task or interrupt is in, by one access, or from its beginning up to the first. */
    private void advance(Actor actor, HookRun from, boolean kernel, boolean begins) {
        boolean present = from.pte() != Names.NONE && pages.isWanted(actor.context(), from.pte());
        Replay.Extent extent = atomic ? Replay.Extent.WHOLE : begins ? Replay.Extent.BEGIN : Replay.Extent.STEP;
        Replay replay = new Replay(work, decisions, witness, actor, from, extent, kernel);
        boolean rests = hooks.run(from.part(), from.pte(), present, kernel, replay);
        if (rests) {
            actor.setHook(replay.run());
        } else {
            actor.setHook(Named.NOTHING);
            ends(replay, actor);
        }
    }

    /** Whether another part takes back what this one does. */
    private static boolean isHalf(HookPart part) {
        return switch (part) {
            case ENTER, LEAVE, PROT_START, PROT_COMMIT, SWITCH_OUT, SWITCH_IN -> true;
            case SET, CLEAR, ATOMIC_CLEAR, FLUSH, FLUSH_GATHER -> false;
        };
    }

    /** What has been asked for is over. */
    private void ends(Replay replay, Actor actor) {
        HookRun run = replay.run();
        if (!isHalf(run.part())) {
            actor.check(Properties.KERNEL_WARN, replay.isBalanced(),
                    "an update does not leave preemption and interrupts as they were");
        }
        if (!(actor instanceof Actor.OfTask(Running task, boolean idle))) {
            return;
        }
        switch (run.part()) {
            case ENTER -> task.regionBegins();
            case LEAVE -> {
                task.regionEnds();
                task.warnOn(task.depth() == 0 && task.preemptCount() != task.entry(),
                        "preemption is not as it was before the region");
            }
            case SET, CLEAR, ATOMIC_CLEAR, PROT_COMMIT -> {
                boolean deferred = run.queued() && !pages.done(task.context(), run.pte());
                task.check(Properties.UPDATE_OUTSIDE_REGION, task.depth() > 0 || !deferred,
                        "an update outside every region is put off");
                boolean emulated = run.part() == HookPart.ATOMIC_CLEAR;
                task.check(Properties.BATCHING_KEPT, task.depth() == 0 || run.queued() || !run.direct() || emulated,
                        "an update in a region is not put off");
            }
            case FLUSH, PROT_START, SWITCH_OUT, SWITCH_IN, FLUSH_GATHER -> {
                // nothing is asked of them by themselves
            }
        }
    }

    /**
     * Code of a task that runs a part.
     *
     * @param shown  what stands for it in traces; {@code call} is its first step
     * @param begins says what is run, within that step
     */
    private Code run(Task task, HookPart shown, String call, Function<Running, HookRun> begins) {
        return Code.function(source(shown), Code.seq(
                task.step(call, k -> advance(Actor.of(k), begins.apply(k), task.isKernel(), true)),
                task.loop(k -> isRunning(k.hook()), task.step("in " + call,
                        k -> advance(Actor.of(k), (HookRun) k.hook(), task.isKernel(), false)))));
    }

    /** The same of an interrupt. */
    private Code run(Interrupt interrupt, HookPart shown, String call, Function<Context, HookRun> begins) {
        return Code.function(source(shown), Code.seq(
                interrupt.step(call, c -> advance(Actor.of(interrupt, c), begins.apply(c), true, true)),
                Code.loop(c -> isRunning(interrupt.hook(c)), interrupt.step("in " + call,
                        c -> advance(Actor.of(interrupt, c), (HookRun) interrupt.hook(c), true, false)))));
    }

    /** The kernel wants a PTE to be the other way round: what is to be run for that. */
    private HookRun turnOver(Context context, int pte) {
        boolean present = !pages.isWanted(context, pte);
        return wanting(context, pte, present, present ? HookPart.SET : HookPart.CLEAR);
    }

    private HookRun wanting(Context context, int pte, boolean present, HookPart part) {
        pages.want(context, pte, present);
        return HookRun.begin(part, pte);
    }

    @Override
    public Code enter(Task task) {
        return run(task, HookPart.ENTER, "arch_enter_lazy_mmu_mode()", k -> {
            k.checkNotNested();
            if (k.depth() == 0) {
                k.setEntry(k.preemptCount());
            }
            return HookRun.begin(HookPart.ENTER, Names.NONE);
        });
    }

    @Override
    public Code leave(Task task) {
        return run(task, HookPart.LEAVE, "arch_leave_lazy_mmu_mode()",
                k -> HookRun.begin(HookPart.LEAVE, Names.NONE));
    }

    @Override
    public void flush(Running k) {
        whole(HookPart.FLUSH, Actor.of(k), k.task().isKernel());
    }

    /** Runs a part within one step. */
    private void whole(HookPart part, Actor actor, boolean kernel) {
        Replay replay = new Replay(work, decisions, witness, actor, HookRun.begin(part, Names.NONE),
                Replay.Extent.WHOLE, kernel);
        hooks.run(part, Names.NONE, false, kernel, replay);
    }

    @Override
    public Code setPte(Task task) {
        return run(task, HookPart.SET, "an update", k -> turnOver(k.context(), k.pte()));
    }

    @Override
    public Code clear(Task task) {
        HookPart part = hooks.definition(HookPart.ATOMIC_CLEAR) == null ? HookPart.CLEAR : HookPart.ATOMIC_CLEAR;
        return run(task, part, "ptep_get_and_clear()", k -> wanting(k.context(), k.pte(), false, part));
    }

    @Override
    public Code modifyProt(Task task, boolean grant) {
        if (hooks.definition(HookPart.PROT_START) == null || hooks.definition(HookPart.PROT_COMMIT) == null) {
            return Backend.super.modifyProt(task, grant);
        }
        return Code.seq(
                run(task, HookPart.PROT_START, "ptep_modify_prot_start()",
                        k -> HookRun.begin(HookPart.PROT_START, k.pte())),
                run(task, HookPart.PROT_COMMIT, "ptep_modify_prot_commit()",
                        k -> wanting(k.context(), k.pte(), grant, HookPart.PROT_COMMIT)));
    }

    /** Who flushes by address has nothing left to do; else the flush is that of the hooks' architecture. */
    @Override
    public void flushGather(Running k) {
        if (hooks.definition(HookPart.FLUSH_GATHER) == null || hooks.environment().hasQueue()) {
            flush(k);
        } else {
            whole(HookPart.FLUSH_GATHER, Actor.of(k), k.task().isKernel());
        }
    }

    @Override
    public void flushTlb(Running k) {
        pages.flushTlb(k.context(), k.task());
    }

    @Override
    public void place(Execution execution, int pte, boolean present) {
        pages.place(execution, pte, present);
    }

    @Override
    public Source switchingOut() {
        return hooks.definition(HookPart.SWITCH_OUT) == null ? SCHEDULE : source(HookPart.SWITCH_OUT);
    }

    @Override
    public Source switchingIn() {
        return hooks.definition(HookPart.SWITCH_IN) == null ? SCHEDULE : source(HookPart.SWITCH_IN);
    }

    @Override
    public void switchOut(Running k) {
        switched(k, Actor.of(k), Actor.idle(k));
    }

    @Override
    public void switchIn(Running k) {
        switched(k, Actor.idle(k), Actor.of(k));
    }

    /** One task goes, another comes: the scheduler does that with preemption and interrupts off. */
    private void switched(Running k, Actor from, Actor to) {
        k.preemptDisable();
        k.interruptsOff(1);
        if (hooks.definition(HookPart.SWITCH_OUT) == null) {
            pages.barrier(k.context(), k.cpu()); // the scheduler has one, whatever the architecture
        }
        whole(HookPart.SWITCH_OUT, from, k.task().isKernel());
        whole(HookPart.SWITCH_IN, to, k.task().isKernel());
        k.interruptsOff(-1);
        k.preemptEnable();
    }

    @Override
    public Code enter(Interrupt interrupt) {
        return run(interrupt, HookPart.ENTER, "arch_enter_lazy_mmu_mode()",
                c -> HookRun.begin(HookPart.ENTER, Names.NONE));
    }

    @Override
    public Code leave(Interrupt interrupt) {
        return run(interrupt, HookPart.LEAVE, "arch_leave_lazy_mmu_mode()",
                c -> HookRun.begin(HookPart.LEAVE, Names.NONE));
    }

    @Override
    public Code setPte(Interrupt interrupt) {
        return run(interrupt, HookPart.SET, "an update", c -> turnOver(c, interrupt.pte()));
    }

    @Override
    public boolean done(Context context, int pte) {
        return pages.done(context, pte);
    }

    @Override
    public boolean written(Context context, int pte) {
        return pages.isWanted(context, pte);
    }

    @Override
    public boolean read(Context context, int pte) {
        return pages.isPresent(context, pte);
    }

    @Override
    public boolean reachable(Context context, int pte) {
        return pages.isReachable(context, pte);
    }

    @Override
    public void walk(Context context, int pte) {
        pages.walk(context, pte);
    }
}
