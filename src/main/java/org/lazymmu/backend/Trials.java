package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Unit;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.AllocatorHooks;

/** The hooks and primitives of one implementation, run from the situations that the questions are about. */
final class Trials {
    private static final Datum USER = new Datum.Pointer("user_mm");
    private static final Datum KERNEL = new Datum.Pointer("init_mm");

    /** What a primitive does outside of the mode and in it. */
    record Primitive(Definition definition, boolean kernel, List<Ending> off, List<Ending> on,
            List<Ending> interrupted) {
    }

    private final Bench bench;
    private final Definition enter;
    private final @Nullable Definition leave;
    private final @Nullable Definition flush;
    private final Situation start;
    private final Roots roots;
    private final List<Ending> entering;
    private final Situation on;
    private final Map<Definition, Unit> throughTables;

    private Trials(Hooks hooks, Definition enter, @Nullable Definition leave, @Nullable Definition flush) {
        this.bench = hooks.bench();
        this.enter = enter;
        this.leave = leave;
        this.flush = flush;
        start = Situation.TASK.within(bench.view().presenceOf(enter.condition()));
        roots = new Roots(hooks, enter, start.presence());
        entering = bench.run(enter, List.of(), start);
        throughTables = new LinkedHashMap<>(bench.throughTables());
        on = entering.stream().filter(ending -> ending.returns() && acts(ending, start)).findFirst()
                .map(Ending::after).orElse(start);
    }

    /** The trials of an implementation; empty when it does not define the hook that enters. */
    static Optional<Trials> of(Hooks hooks, String enter, String leave, String flush) {
        return hooks.hook(enter)
                .map(found -> new Trials(hooks, found, hooks.hook(leave).orElse(null), hooks.hook(flush).orElse(null)));
    }

    /** The trials of an architecture's hooks. */
    static Optional<Trials> of(Hooks hooks) {
        return of(hooks, "arch_enter_lazy_mmu_mode", "arch_leave_lazy_mmu_mode", "arch_flush_lazy_mmu_mode");
    }

    Bench bench() {
        return bench;
    }

    /** The functions of operation tables that enter was found to call, with the tables' files. */
    Map<Definition, Unit> throughTables() {
        return throughTables;
    }

    Definition enter() {
        return enter;
    }

    @Nullable
    Definition leave() {
        return leave;
    }

    @Nullable
    Definition flush() {
        return flush;
    }

    /** Whether this is an architecture's implementation, and not only the part that generic code has of the mode. */
    boolean isWhole() {
        return !bench.view().name().equals(Architectures.GENERIC);
    }

    /** A task outside of the mode. */
    Situation start() {
        return start;
    }

    /** The same task after enter; outside of it still, when enter does nothing. */
    Situation on() {
        return on;
    }

    List<Ending> entering() {
        return entering;
    }

    /** Whether a run made a difference to the state or to preemption. */
    static boolean acts(Ending ending, Situation before) {
        return ending.after().preemption() != before.preemption() || !ending.changed(before).isEmpty();
    }

    /** The cells that say whether the mode is on. */
    SortedSet<String> modeCells() {
        SortedSet<String> cells = new TreeSet<>(on.memory().keySet());
        cells.removeIf(cell -> Ending.value(on, cell).equals(Ending.value(start, cell)));
        return cells;
    }

    List<Ending> enter(Situation before) {
        return bench.run(enter, List.of(), before);
    }

    List<Ending> leave(Situation before) {
        return leave == null ? List.of() : bench.run(leave, List.of(), before);
    }

    List<Ending> flush(Situation before) {
        return flush == null ? List.of() : bench.run(flush, List.of(), before);
    }

    /** A run that is not stopped, if there is one. */
    static Optional<Ending> normal(List<Ending> endings) {
        return endings.stream().filter(Ending::returns).findFirst();
    }

    /** The primitives that change PTEs, outside of the mode and in it. */
    List<Primitive> primitives() {
        List<Primitive> result = new ArrayList<>();
        for (List<String> root : Roots.ROWS) {
            if (root.getFirst().equals("PTE")) {
                for (Definition primitive : roots.nearest(root.get(1)).map(roots::withoutRegions).orElse(List.of())) {
                    result.add(trial(primitive, false));
                    result.add(trial(primitive, true));
                }
            }
        }
        return result;
    }

    private Primitive trial(Definition primitive, boolean kernel) {
        Situation off = kernel ? start.ofKernel() : start;
        Situation in = kernel ? on.ofKernel() : on;
        return new Primitive(primitive, kernel, call(primitive, off), call(primitive, in),
                call(primitive, in.interrupted()));
    }

    /** A task in the mode, with something in the batch, and how it came there; empty if no primitive defers anything. */
    Optional<Ending> queued(List<Primitive> primitives) {
        return primitives.stream().flatMap(primitive -> primitive.on().stream())
                .filter(ending -> ending.returns() && !ending.changed(on).isEmpty())
                .filter(ending -> ending.changed(on).stream()
                        .anyMatch(cell -> !Ending.value(ending.after(), cell).equals(Datum.ZERO)))
                .findFirst();
    }

    /** A TLB flush of a range of user mappings. */
    List<Ending> tlbFlush(Situation before) {
        return all(Roots.ROWS.stream().filter(root -> root.getFirst().equals("TLB_FLUSH")).map(root -> root.get(1)),
                before);
    }

    /** What the allocator calls to map and unmap pages that it hands out, for debugging. */
    List<Ending> allocator(Situation before) {
        return all(AllocatorHooks.all().stream().filter(hook -> !hook.option().isEmpty())
                .map(AllocatorHooks.Hook::function), before.ofKernel());
    }

    private List<Ending> all(Stream<String> functions, Situation before) {
        return functions.flatMap(name -> roots.nearest(name).stream())
                .flatMap(found -> call(found, before).stream()).toList();
    }

    /** TLB flushes that are members of the tables that hold the hooks. */
    List<Ending> tlbFlushOfTables(Situation before) {
        List<Ending> result = new ArrayList<>();
        for (List<String> root : Roots.ROWS) {
            if (root.getFirst().equals("TLB_MEMBER")) {
                for (Members.Named named : bench.members().matching(java.util.regex.Pattern.compile(root.get(1)))) {
                    bench.callees(named.function(), named.unit(), before.presence())
                            .forEach(flush -> result.addAll(call(flush, before)));
                }
            }
        }
        return result;
    }

    /** Switched out and in again: what the functions for both do one after the other, or the one that does both. */
    List<Ending> switched(Situation before) {
        List<Ending> endings = chain("SWITCH", before.inScheduler());
        return endings.isEmpty() ? chain("SWITCH_TO", before.inScheduler()) : endings;
    }

    private List<Ending> chain(String role, Situation before) {
        List<Ending> endings = List.of();
        for (List<String> root : Roots.ROWS) {
            Optional<Definition> found = root.getFirst().equals(role) ? roots.nearest(root.get(1)) : Optional.empty();
            if (found.isPresent() && (role.equals("SWITCH") || bench.concerns(found.get()))) {
                Optional<Ending> sofar = normal(endings);
                if (sofar.isEmpty() && !endings.isEmpty()) {
                    return endings;
                }
                Situation now = sofar.map(Ending::after).orElse(before);
                List<Deed> deeds = sofar.map(Ending::deeds).orElse(List.of());
                endings = call(found.get(), now).stream().map(ending -> behind(deeds, ending)).toList();
            }
        }
        return endings;
    }

    private static Ending behind(List<Deed> deeds, Ending ending) {
        List<Deed> all = new ArrayList<>(deeds);
        all.addAll(ending.deeds());
        return new Ending(ending.how(), ending.after(), all);
    }

    /** Calls something with arguments made up from the types and names of its parameters. */
    private List<Ending> call(Definition definition, Situation before) {
        Map<String, Datum> memory = new TreeMap<>(before.memory());
        Datum mm = before.kernel() ? KERNEL : USER;
        Roots.Given given = new Roots.Given(new Datum.Pointer(Storage.PTE), new Datum.Unknown("addr"),
                new Datum.Unknown("pte"), mm);
        memory.putAll(given.memory());
        Situation prepared = new Situation(memory, before.preemption(), before.interrupt(), before.kernel(),
                before.decisions(), before.presence());
        List<Datum> arguments = Roots.arguments(definition, given);
        return bench.run(definition, arguments, prepared).stream().map(Trials::withoutArguments).toList();
    }

    private static Ending withoutArguments(Ending ending) {
        Map<String, Datum> memory = new TreeMap<>(ending.after().memory());
        memory.remove("vma.vm_mm");
        Situation after = ending.after();
        return new Ending(ending.how(), new Situation(memory, after.preemption(), after.interrupt(), after.kernel(),
                after.decisions(), after.presence()), ending.deeds());
    }
}
