package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * One of the things that happen side by side: a program with its locals, and steps that can happen to it at any time, as a
 * context switch happens to a task.
 *
 * @param <L> the locals of its program, an immutable value
 * @see Model.Builder#process
 */
public final class Process<L> {
    private final Model.Builder model;
    private final int index;
    private final String name;
    private final Slot<L> locals;
    private final List<Slot<?>> slots = new ArrayList<>();
    private Consumer<Context> guard = c -> {
    };
    private Predicate<Context> home = c -> false;
    private Program program = Program.compile(Code.nothing());
    private Program anytime = Program.compile(Code.nothing());

    Process(Model.Builder model, int index, String name, L initial) {
        this.model = model;
        this.index = index;
        this.name = name;
        this.locals = model.slot(name, initial, this);
        slots.add(locals);
    }

    /** Its place among the processes of the model, from 0. */
    public int index() {
        return index;
    }

    public String name() {
        return name;
    }

    /** The locals of the program. In the state they share a slot with the place that the program has reached. */
    public Slot<L> locals() {
        return locals;
    }

    /** A new slot that this process alone writes and others may read. */
    public <V> Slot<V> owned(String what, V initial) {
        Slot<V> slot = model.slot(what, initial, this);
        slots.add(slot);
        return slot;
    }

    /** What is run before each step of the program, to {@linkplain Context#require require} that the process runs at all. */
    public Process<L> guard(Consumer<Context> test) {
        guard = test;
        return this;
    }

    /** What it does; a program that comes to its end does no more. */
    public Process<L> program(Code code) {
        program = Program.compile(code);
        return this;
    }

    /** A step, or a choice of single steps, that can happen wherever the program is. */
    public Process<L> anytime(Code steps) {
        anytime = Program.compile(steps);
        anytime.requireSingleSteps();
        return this;
    }

    /**
     * Where else than at the start of its program the process is at home, as a test of its own slots.
     *
     * <p>
     * The reduction rests on this: whatever the process does must lead it home after a limited number of its own steps. The
     * explorer checks it.
     */
    public Process<L> home(Predicate<Context> test) {
        home = test;
        return this;
    }

    /** The slots that only this process writes, its {@link #locals} first. */
    List<Slot<?>> slots() {
        return Collections.unmodifiableList(slots);
    }

    Consumer<Context> guard() {
        return guard;
    }

    Predicate<Context> home() {
        return home;
    }

    /** The program (0) or what can happen at any time (1). */
    Program unit(int unit) {
        return unit == 0 ? program : anytime;
    }

    @Override
    public String toString() {
        return name;
    }
}
