package org.lazymmu.backend;

import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lazymmu.explore.Property;
import org.lazymmu.flow.Site;
import org.lazymmu.mmu.Properties;

/**
 * Surroundings in which a piece of code is one of several things that go on: it is run again from its beginning with what its
 * accesses so far have given it, makes one more, and rests before the one after that.
 */
final class Replay implements Surroundings {
    /** How far code is run. */
    enum Extent {
        /** Up to the access after the next. */
        STEP,
        /** To its end, as nothing gets in its way. */
        WHOLE,
        /** Up to its first access. */
        BEGIN
    }

    /** The code rests before an access. */
    static final class Rest extends RuntimeException {
        private static final long serialVersionUID = 1;

        Rest() {
            super("rests", null, false, false);
        }
    }

    /** A test that nothing is known of has no answer yet. */
    static final class Undecided extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String test;

        Undecided(String test) {
            super(test, null, false, false);
            this.test = test;
        }

        String test() {
            return test;
        }
    }

    /** Code that cannot be followed. */
    static final class Untranslated extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Site site;
        private final boolean missing;

        /** @param missing whether the code is not there, other than too hard */
        Untranslated(Site site, String why, boolean missing) {
            super(why, null, false, false);
            this.site = site;
            this.missing = missing;
        }

        boolean isMissing() {
            return missing;
        }

        Site site() {
            return site;
        }
    }

    private static final int ROUNDS = 64;
    private static final Set<Primitives.Role> HARDWARE = EnumSet.of(Primitives.Role.BARRIER, Primitives.Role.WRITE,
            Primitives.Role.INVALIDATE);

    private final Workbench work;
    private final Decisions decisions;
    private final Witness witness;
    private final Actor actor;
    private final boolean kernel;
    private final Extent extent;
    private HookRun run;
    private int position;
    private boolean moved;
    /** Whether the access that is made puts something of a PTE off, or lets it take effect. */
    private boolean queues;
    private boolean acts;
    /** What the code has done to them since it began. */
    private int preemption;
    private int interruptsOff;

    Replay(Workbench work, Decisions decisions, Witness witness, Actor actor, HookRun run, Extent extent,
            boolean kernel) {
        this.work = work;
        this.decisions = decisions;
        this.witness = witness;
        this.actor = actor;
        this.run = run;
        this.extent = extent;
        this.kernel = kernel;
    }

    /** How far it has come. */
    HookRun run() {
        return run;
    }

    /** Whether the code has switched preemption and interrupts on as often as off. */
    boolean isBalanced() {
        return preemption == 0 && interruptsOff == 0;
    }

    /** One access: what it gave the first time it was made. */
    private Datum access(String what, Site site, Supplier<Datum> live) {
        if (position < run.log().size()) {
            return run.log().get(position++);
        }
        if (extent == Extent.BEGIN || extent == Extent.STEP && moved) {
            throw new Rest();
        }
        moved = true;
        witness.sees(what, site);
        queues = false;
        acts = false;
        Datum result = live.get();
        run = run.after(result, queues, acts);
        position++;
        return result;
    }

    /** One access that gives nothing. */
    private Datum act(String what, Site site, Runnable live) {
        return access(what, site, () -> {
            live.run();
            return Datum.ZERO;
        });
    }

    @Override
    public boolean inInterrupt() {
        return actor.inInterrupt();
    }

    @Override
    public boolean ofKernel() {
        return kernel;
    }

    @Override
    public Datum read(String cell, Site site) {
        return access("reads " + name(cell), site, () -> work.read(cell, actor));
    }

    @Override
    public Datum change(String cell, UnaryOperator<Datum> change, Site site) {
        return access("writes " + name(cell), site, () -> work.change(cell, value -> {
            Datum changed = change.apply(value);
            queues |= !Storage.isPte(cell) && !Identity.of(changed).isEmpty();
            return changed;
        }, actor));
    }

    private static String name(String cell) {
        return Identity.withoutNumbers(cell).replace("#", "").replace(Flags.PREFIX, "");
    }

    @Override
    public String own(String variable, Site site) {
        Datum address = access("takes the address of this CPU's " + variable, site,
                () -> new Datum.Pointer(variable + "%" + actor.cpu()));
        return ((Datum.Pointer) address).cell();
    }

    @Override
    public void preempt(int change, Site site) {
        preemption += change;
        act(change > 0 ? "preemption off" : "preemption on", site, () -> actor.preempt(change));
    }

    @Override
    public void interruptsOff(int change, Site site) {
        interruptsOff += change;
        act(change > 0 ? "interrupts off" : "interrupts on", site, () -> actor.interruptsOff(change));
    }

    @Override
    public boolean isPreemptible(Site site) {
        return access("asks whether it can be preempted", site, () -> Datum.of(actor.isPreemptible()))
                .equals(Datum.ONE);
    }

    @Override
    public boolean answer(String test) {
        return decisions.answer(test);
    }

    @Override
    public boolean answers(String test) {
        return decisions.answers(test);
    }

    @Override
    public boolean knowsOptions() {
        return true;
    }

    @Override
    public boolean stopsOnUnknown() {
        return false;
    }

    @Override
    public int rounds() {
        return ROUNDS;
    }

    @Override
    public void lost(Site site) {
        throw new Untranslated(site, "too long or too deep to be followed", false);
    }

    @Override
    public OptionalLong constant(String name) {
        return decisions.environment().isEntries(name)
                ? OptionalLong.of(work.machine().sizes().batchSlots())
                : OptionalLong.empty();
    }

    @Override
    public boolean knows(String name) {
        return decisions.environment().call(name).isPresent()
                || decisions.primitives().role(name).filter(HARDWARE::contains).isPresent();
    }

    @Override
    public @Nullable Datum call(String name, List<Datum> arguments, Site site) {
        return switch (decisions.environment().call(name).orElse(null)) {
            case QUEUE -> act(name + "()", site, () -> {
                for (int pte : ptes(arguments)) {
                    work.queue(pte, arguments.stream().anyMatch(Identity::isMapping), actor);
                    queues = true;
                }
            });
            case ISSUE -> act(name + "()", site, () -> work.issue(actor));
            case QUEUE_FLUSH -> act(name + "()", site, () -> work.queueFlush(actor.task(), actor));
            case ACTIVE -> access(name + "()", site, () -> Datum.of(actor.isModeActive()));
            case IRQS_OFF ->
                    access("asks whether interrupts are off", site, () -> Datum.of(actor.areInterruptsOff()));
            case NOTHING -> Datum.ZERO;
            case SAME -> arguments.getFirst();
            case VALUE -> Datum.ofCall(name, arguments);
            case SWITCH -> {
                if (run.part() == HookPart.SWITCH_OUT) {
                    throw new Execution.End(Ending.How.RETURNS);
                }
                yield Datum.ZERO;
            }
            case null -> hardware(name, arguments, site);
            default -> null;
        };
    }

    private static Set<Integer> ptes(List<Datum> arguments) {
        Set<Integer> ptes = new TreeSet<>();
        arguments.forEach(argument -> ptes.addAll(Identity.of(argument)));
        return ptes;
    }

    /** A call that the hardware or a hypervisor does for a PTE that is among its arguments. */
    private @Nullable Datum hardware(String name, List<Datum> arguments, Site site) {
        Primitives.Role role = decisions.primitives().role(name).orElse(null);
        Set<Integer> ptes = ptes(arguments);
        if (role == Primitives.Role.BARRIER) {
            return act(name + "()", site, () -> {
                work.pages().barrier(actor.context(), actor.cpu());
                acts = true;
            });
        }
        if (role == Primitives.Role.WRITE && !ptes.isEmpty()) {
            return act(name + "()", site, () -> {
                boolean mapping = arguments.stream().anyMatch(Identity::isMapping);
                ptes.forEach(pte -> work.pages().store(actor.context(), actor.cpu(), pte, mapping));
                acts = true;
            });
        }
        if (role != Primitives.Role.INVALIDATE) {
            return null;
        }
        if (!ptes.isEmpty()) {
            return invalidate(name, site, () -> ptes);
        }
        for (int i = 1; i < arguments.size(); i++) {
            if (arguments.get(i) instanceof Datum.Pointer(String array) && array.contains("%")
                    && arguments.get(i - 1) instanceof Datum.Whole(long count)) {
                return invalidate(name, site, () -> work.elements(array, count, actor));
            }
        }
        return null;
    }

    private Datum invalidate(String name, Site site, Supplier<Set<Integer>> ptes) {
        return act(name + "()", site, () -> {
            ptes.get().forEach(pte -> work.invalidate(pte, actor));
            acts = true;
        });
    }

    @Override
    public void assembly(String pte, Site site) {
        act("writes the PTE", site, () -> work.store(pte, actor));
    }

    @Override
    public void did(Deed.Kind kind, String what, String value, List<Datum> arguments, Site site) {
        if (position < run.log().size()) {
            return;
        }
        switch (kind) {
            case STOP -> complains(Properties.KERNEL_BUG, what, site);
            case WARN -> complains(Properties.KERNEL_WARN, what, site);
            case HANDED_ON -> throw new Untranslated(site, what + "() is given a PTE and has no source here", true);
            case HOOK -> throw new Untranslated(site, what + "() is what no table of the tree says", true);
            default -> {
                // accesses are steps of their own
            }
        }
    }

    private void complains(Property property, String what, Site site) {
        witness.sees(what + "()", site);
        actor.check(property, false, what + "() in " + site.function() + "()");
    }
}
