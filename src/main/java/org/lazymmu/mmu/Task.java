package org.lazymmu.mmu;

import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Process;
import org.lazymmu.explore.Slot;

/** A task: it runs where the scheduler puts it, and changes PTEs of its own. Code of a task is built with its methods. */
public final class Task {
    private final Machine machine;
    private final int number;
    private final boolean kernel;
    private final Process<Registers> process;
    private final Slot<Cpu> on;

    Task(Machine machine, int number, boolean kernel, Process<Registers> process) {
        this.machine = machine;
        this.number = number;
        this.kernel = kernel;
        this.process = process;
        this.on = process.owned(process.name() + ".on", Cpu.OFF);
    }

    /** Lets the task run a program, on CPUs, between context switches. */
    void start(Code program, Backend backend) {
        process.guard(this::requireRunning).program(program).anytime(new ContextSwitch(machine, backend).of(this))
                .home(c -> c.get(on).isOff());
    }

    private void requireRunning(Context context) {
        Cpu cpu = context.get(on);
        context.require(!cpu.isOff());
        machine.requireNoInterrupt(context, cpu.number());
    }

    /** One atomic step of the task. */
    public Code step(String text, Consumer<Running> action) {
        return Code.step(text, c -> action.accept(in(c)));
    }

    /** One atomic step of the task that decides how it goes on. */
    public Code decide(String text, Predicate<Running> action, Code then, Code otherwise) {
        return Code.decide(text, c -> action.test(in(c)), then, otherwise);
    }

    /** A computation on the registers, together with the step before it. */
    public Code local(Consumer<Running> action) {
        return Code.local(c -> action.accept(in(c)));
    }

    /** A test of the registers, together with the step before it. */
    public Code branch(Predicate<Running> test, Code then, Code otherwise) {
        return Code.branch(c -> test.test(in(c)), then, otherwise);
    }

    /** Repeats while a test of the registers holds. */
    public Code loop(Predicate<Running> test, Code body) {
        return Code.loop(c -> test.test(in(c)), body);
    }

    /** The task as one step sees it. */
    Running in(Context context) {
        return new Running(machine, this, context);
    }

    /** Its number among all tasks, from 0. */
    public int number() {
        return number;
    }

    /** Whether it changes kernel mappings. */
    public boolean isKernel() {
        return kernel;
    }

    /** The address space it changes. */
    Mm mm() {
        return kernel ? Mm.INIT_MM : Mm.USER;
    }

    /** How many PTEs it has. */
    public int ptes() {
        return machine.sizes().ptesPerTask();
    }

    /** The number of one of its PTEs. */
    public int pte(int index) {
        return number * ptes() + index;
    }

    /** The PTEs of all user tasks, by number. */
    IntStream userPtes() {
        return IntStream.range(0, machine.sizes().users() * ptes());
    }

    /** What a PTE is called. */
    String pteName(int pte) {
        return machine.pteName(pte);
    }

    Process<Registers> process() {
        return process;
    }

    Slot<Cpu> on() {
        return on;
    }

    @Override
    public String toString() {
        return process.name();
    }
}
