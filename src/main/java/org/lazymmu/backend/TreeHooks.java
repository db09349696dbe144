package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Condition;
import org.lazymmu.explore.Source;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Library;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.mmu.Names;

/** An architecture's implementation as it stands in a tree, ready to be run as tasks and interrupts of the model. */
public final class TreeHooks {
    /** Options of a kernel whose page table locks sleep. */
    public static final Condition REAL_TIME = new Condition.Defined("CONFIG_PREEMPT_RT");

    private final String architecture;
    private final Hooks hooks;
    private final Bench bench;
    private final int presence;
    private final Map<HookPart, Definition> parts = new EnumMap<>(HookPart.class);

    private TreeHooks(Hooks hooks, Definition enter) {
        this.hooks = hooks;
        this.architecture = hooks.bench().view().name();
        this.bench = hooks.bench();
        this.presence = bench.view().presenceOf(enter.condition());
        Roots roots = new Roots(hooks, enter, presence);
        parts.put(HookPart.ENTER, enter);
        put(HookPart.LEAVE, hooks.hook("arch_leave_lazy_mmu_mode"));
        put(HookPart.FLUSH, hooks.hook("arch_flush_lazy_mmu_mode"));
        put(HookPart.SET, primitive(roots, HardwareFacts.Kind.SET));
        put(HookPart.CLEAR, primitive(roots, HardwareFacts.Kind.CLEAR));
        put(HookPart.ATOMIC_CLEAR, primitive(roots, "ptep_get_and_clear"));
        put(HookPart.PROT_START, primitive(roots, "ptep_modify_prot_start"));
        put(HookPart.PROT_COMMIT, primitive(roots, "ptep_modify_prot_commit"));
        put(HookPart.FLUSH_GATHER, roots.nearest("tlb_flush"));
        switches(roots);
    }

    /** An architecture's hooks, if it defines any. */
    public static Optional<TreeHooks> of(View view, KernelFacts facts) {
        return of(new Hooks(view, facts, view.library().index().mentions(KernelFacts.MODE)));
    }

    static Optional<TreeHooks> of(Hooks hooks) {
        return hooks.hook("arch_enter_lazy_mmu_mode")
                .map(enter -> new TreeHooks(hooks, enter));
    }

    private void put(HookPart part, Optional<Definition> definition) {
        definition.ifPresent(found -> parts.put(part, found));
    }

    private Optional<Definition> primitive(Roots roots, HardwareFacts.Kind kind) {
        return Stream.concat(environment().functions(kind).stream(), HardwareFacts.PRIMITIVES.stream())
                .flatMap(name -> primitive(roots, name).stream()).findFirst();
    }

    private static Optional<Definition> primitive(Roots roots, String name) {
        return roots.nearest(name).map(found -> roots.withoutRegions(found).stream().findFirst().orElse(found));
    }

    /** The functions of a context switch: one for each side, or one that goes over from one task to the other in the middle. */
    private void switches(Roots roots) {
        for (List<String> root : Roots.ROWS) {
            Optional<Definition> found = roots.nearest(root.get(1));
            switch (root.getFirst()) {
                case "SWITCH" -> put(root.get(1).contains("start") ? HookPart.SWITCH_OUT : HookPart.SWITCH_IN,
                        found.filter(bench::takesPart));
                case "SWITCH_TO" -> {
                    if (!parts.containsKey(HookPart.SWITCH_OUT)) {
                        put(HookPart.SWITCH_OUT, found.filter(bench::takesPart));
                        put(HookPart.SWITCH_IN, found.filter(bench::takesPart).filter(bench::goesOver));
                    }
                }
                default -> {
                    // no part of a context switch
                }
            }
        }
    }

    /** The hook that enters. */
    public Definition definition() {
        return Objects.requireNonNull(parts.get(HookPart.ENTER));
    }

    /** Where the hook that enters is defined. */
    public Site site() {
        return definition().site();
    }

    /** Where the tree has the generic code that a step abstracts. */
    Optional<Site> site(Source abstracted) {
        Library library = bench.view().library();
        int file = library.tree().find(abstracted.file());
        return file < 0 ? Optional.empty()
                : library.unit(file).definitions(abstracted.function()).stream().map(Definition::site).findFirst();
    }

    /** What the model needs to call, or to know the hardware by, and what the tree does not have; empty if it has all. */
    Optional<String> missing() {
        if (!parts.containsKey(HookPart.LEAVE) || !parts.containsKey(HookPart.SET)) {
            return Optional.of("the tree has no function of the architecture that maps a PTE, or that leaves the mode");
        }
        return environment().required().stream().filter(name -> !hooks.names(name))
                .map(name -> "the tree has no " + name + "(), by which the hardware is known").findFirst();
    }

    /** Whether the context switch has to do with the mode. */
    public boolean knowsSwitches() {
        return parts.containsKey(HookPart.SWITCH_OUT);
    }

    String architecture() {
        return architecture;
    }

    HardwareFacts environment() {
        return bench.environment();
    }

    Bench bench() {
        return bench;
    }

    /** What the model calls for a part; null where the implementation has nothing of the kind. */
    @Nullable
    Definition definition(HookPart part) {
        return parts.get(part);
    }

    /** The CPUs' variables that the code uses. */
    SortedSet<String> variables() {
        SortedSet<String> variables = new TreeSet<>(bench.state());
        variables.removeIf(name -> name.startsWith("_TIF_") || name.startsWith("TIF_") || name.contains("TLF_"));
        return variables;
    }

    /**
     * How many elements there are in an array that is a member of a CPU's variable.
     *
     * @param entries how many entries a batch has in the model
     */
    OptionalLong elements(String variable, String member, int entries) {
        return bench.declarations().array(variable, member)
                .map(array -> environment().isEntries(array.size()) ? OptionalLong.of(entries) : array.elements())
                .orElse(OptionalLong.empty());
    }

    /**
     * Runs a part.
     *
     * @return whether it rests; else it has come to its end
     */
    boolean run(HookPart part, int pte, boolean present, boolean kernel, Replay surroundings) {
        Definition definition = parts.get(part);
        if (definition == null) {
            return false;
        }
        Datum mm = new Datum.Pointer(kernel ? "init_mm" : "user_mm");
        Roots.Given given = pte == Names.NONE
                ? new Roots.Given(new Datum.Unknown("ptep"), new Datum.Unknown("addr"), new Datum.Unknown("pte"), mm)
                : new Roots.Given(Identity.pointer(pte), Identity.address(pte), Identity.value(pte, present), mm);
        Execution run = new Execution(bench, surroundings, new HashMap<>(given.memory()), Map.of(), presence);
        List<Datum> arguments = new ArrayList<>(Roots.arguments(definition, given));
        try {
            if (part == HookPart.SWITCH_IN && bench.goesOver(definition)) {
                run.runAfter(definition, arguments);
            } else {
                run.run(definition, arguments);
            }
            return false;
        } catch (Replay.Rest rests) {
            return true;
        }
    }
}
