package org.lazymmu.mmu;

import java.util.function.Consumer;
import java.util.function.Predicate;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Process;
import org.lazymmu.explore.Slot;

/** The interrupts of one CPU. While one is active, the task on that CPU does not run. */
public final class Interrupt {
    /**
     * The locals of the handler.
     *
     * @param entry the entry of the batch that it is about to fill
     * @param hook how far it has come in code of a backend that keeps more than that, or {@link Named#NOTHING}
     */
    record Handler(int entry, Named hook) implements Named {
        static final Handler START = new Handler(0, Named.NOTHING);

        @Override
        public Handler renamed(Names names) {
            return new Handler(entry, hook.renamed(names));
        }

        @Override
        public String toString() {
            return "entry " + entry + (hook.equals(Named.NOTHING) ? "" : ", " + hook);
        }
    }

    private final Machine machine;
    private final int cpu;
    private final Process<Handler> process;
    private final Slot<Boolean> active;

    Interrupt(Machine machine, int cpu, Process<Handler> process) {
        this.machine = machine;
        this.cpu = cpu;
        this.process = process;
        this.active = process.owned("cpu" + cpu + ".in_interrupt", false);
    }

    /** Lets an interrupt come again and again, and its handler run. */
    void start(Code handler) {
        process.program(Code.forever(Code.seq(Code.step("interrupt", c -> {
            machine.requireInterruptsOn(c, cpu);
            c.set(active, true);
        }), handler)));
    }

    /** The interrupt returns: part of the last step of the handler. */
    void returns(Context context) {
        context.set(active, false);
    }

    /** One atomic step of the handler. */
    public Code step(String text, Consumer<Context> action) {
        return Code.step(text, action);
    }

    /** One atomic step of the handler that decides how it goes on. */
    public Code decide(String text, Predicate<Context> action, Code then, Code otherwise) {
        return Code.decide(text, action, then, otherwise);
    }

    /** The entry of a batch that was read off it earlier. */
    int entry(Context context) {
        return context.get(process.locals()).entry();
    }

    void setEntry(Context context, int entry) {
        context.set(process.locals(), new Handler(entry, hook(context)));
    }

    /** How far the handler has come in code of its backend. */
    public Named hook(Context context) {
        return context.get(process.locals()).hook();
    }

    public void setHook(Context context, Named place) {
        context.set(process.locals(), new Handler(entry(context), place));
    }

    /** The task that is interrupted, or {@link Names#NONE}. */
    public int interrupted(Context context) {
        return machine.tasks().stream().filter(task -> context.get(task.on()).number() == cpu).map(Task::number)
                .findFirst().orElse(Names.NONE);
    }

    public void check(Context context, org.lazymmu.explore.Property property, boolean holds, String message) {
        machine.check(context, property, holds, message);
    }

    public int cpu() {
        return cpu;
    }

    /** The number of the PTE that the handler changes. */
    public int pte() {
        return machine.sizes().tasks() * machine.sizes().ptesPerTask() + cpu;
    }

    Process<Handler> process() {
        return process;
    }

    /** Whether an interrupt is being handled. */
    Slot<Boolean> active() {
        return active;
    }
}
