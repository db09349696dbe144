package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lazymmu.flow.Site;

/** Surroundings in which nothing else happens: code runs from a {@link Situation} to its end, and what it did is noted. */
final class Alone implements Surroundings {
    /** Iterations of a loop; then it is taken to end. */
    private static final int ROUNDS = 2;

    private final Choices choices;
    private final Situation before;
    private final TreeMap<String, Datum> state;
    private final List<Deed> deeds = new ArrayList<>();
    private int preemption;
    private int interruptsOff;

    Alone(Choices choices, Situation before) {
        this.choices = choices;
        this.before = before;
        this.state = new TreeMap<>(before.memory());
        this.preemption = before.preemption();
    }

    NavigableMap<String, Datum> state() {
        return state;
    }

    int preemption() {
        return preemption;
    }

    List<Deed> deeds() {
        return deeds;
    }

    @Override
    public boolean inInterrupt() {
        return before.interrupt();
    }

    @Override
    public boolean ofKernel() {
        return before.kernel();
    }

    @Override
    public Datum read(String cell, Site site) {
        return Storage.isPte(cell) ? new Datum.Unknown(cell) : state.getOrDefault(cell, Datum.ZERO);
    }

    @Override
    public Datum change(String cell, UnaryOperator<Datum> change, Site site) {
        Datum old = read(cell, site);
        Datum value = change.apply(old);
        if (Storage.isPte(cell)) {
            did(Deed.Kind.WRITE, "*ptep", value.text(), List.of(), site);
        } else {
            state.put(cell, value);
            did(Deed.Kind.STORE, cell, value.text(), List.of(), site);
        }
        return old;
    }

    @Override
    public String own(String variable, Site site) {
        did(Deed.Kind.ADDRESS, variable, "", List.of(), site);
        return variable;
    }

    @Override
    public void preempt(int change, Site site) {
        preemption += change;
    }

    @Override
    public void interruptsOff(int change, Site site) {
        interruptsOff += change;
    }

    @Override
    public boolean isPreemptible(Site site) {
        return preemption == 0 && interruptsOff <= 0 && !before.interrupt();
    }

    @Override
    public boolean answer(String test) {
        return choices.choose();
    }

    @Override
    public boolean knowsOptions() {
        return false;
    }

    @Override
    public boolean stopsOnUnknown() {
        return true;
    }

    @Override
    public int rounds() {
        return ROUNDS;
    }

    @Override
    public void lost(Site site) {
        // the ending says so
    }

    @Override
    public boolean knows(String name) {
        return false;
    }

    @Override
    public @Nullable Datum call(String name, List<Datum> arguments, Site site) {
        return null;
    }

    @Override
    public void did(Deed.Kind kind, String what, String value, List<Datum> arguments, Site site) {
        deeds.add(new Deed(kind, what, value, site, isPreemptible(site)));
    }
}
