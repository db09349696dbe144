package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.lazymmu.c.Condition;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;

/** What an implementation is like: its traits, and for each aspect a text with the places in the source that show it. */
final class Portrait {
    /**
     * What is known of an aspect.
     *
     * @param known false when the text says why it is not known
     */
    record Fact(String text, boolean known, List<Site> evidence) {
        Fact {
            evidence = List.copyOf(evidence);
        }
    }

    private final Trials trials;
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);
    private final Map<Aspect, Fact> facts = new EnumMap<>(Aspect.class);
    private final int presence;
    private int allocatorEnters = Presence.NEVER;

    Portrait(Trials trials) {
        this.trials = trials;
        presence = hooks();
        Batches batches = new Batches(trials);
        if (isUnread()) {
            traits.add(Trait.UNREAD);
            Ending unread = trials.entering().getFirst();
            String why = unread.did(Deed.Kind.HOOK)
                    ? unread.deeds(Deed.Kind.HOOK).getFirst().what() + "() has no implementation that is known"
                    : "enter could not be followed to its end";
            for (Aspect aspect : Aspect.values()) {
                if (!facts.containsKey(aspect)) {
                    unknown(aspect, why);
                }
            }
            return;
        }
        state(batches);
        preemption();
        secondEnter();
        if (trials.isWhole()) {
            traits.addAll(batches.traits());
            facts.put(Aspect.BATCHES, batches.what());
            facts.put(Aspect.SIZE, batches.size());
            contextSwitch(batches);
            flush(batches);
            allocator();
        }
        interrupts(batches);
        if (trials.on().equals(trials.start()) && batches.queued().isEmpty()) {
            traits.add(Trait.EMPTY);
        }
    }

    Set<Trait> traits() {
        return traits;
    }

    Map<Aspect, Fact> facts() {
        return facts;
    }

    /** The configurations in which what the allocator calls for debugging enters the mode. */
    int allocatorEnters() {
        return allocatorEnters;
    }

    private void allocator() {
        for (Ending ending : trials.allocator(trials.on())) {
            if (ending.did(Deed.Kind.ENTER)) {
                traits.add(Trait.ALLOCATOR_ENTERS);
                allocatorEnters = trials.bench().view().presence().or(allocatorEnters, ending.after().presence());
            }
        }
    }

    /** The configurations with the hooks, and with what is behind them. */
    int presence() {
        return presence;
    }

    private int hooks() {
        View view = trials.bench().view();
        Inclusions inclusions = new Inclusions(view.library().tree(), view.name());
        int all = view.presence().and(trials.start().presence(),
                view.presenceOf(inclusions.of(trials.enter().unit())));
        for (Map.Entry<Definition, Unit> behind : trials.throughTables().entrySet()) {
            all = view.presence().and(all, view.presenceOf(new Condition.All(List
                    .of(inclusions.of(behind.getKey().unit()), inclusions.of(behind.getValue())))));
        }
        List<String> tests = trials.entering().stream()
                .filter(ending -> ending.returns() && Trials.acts(ending, trials.start())).findFirst()
                .map(ending -> tests(ending.after().decisions())).orElse(List.of());
        String when = view.presence().text(all);
        List<Site> places = new ArrayList<>(site(trials.enter()));
        trials.throughTables().keySet().forEach(behind -> places.addAll(site(behind)));
        known(Aspect.HOOKS, (when.isEmpty() ? "always" : "if " + when)
                + (tests.isEmpty() ? "" : "; effective only while " + String.join(" && ", tests)), places);
        return all;
    }

    private static List<String> tests(Map<String, Boolean> decisions) {
        return decisions.entrySet().stream().map(test -> (test.getValue() ? "" : "!") + test.getKey()).toList();
    }

    private boolean isUnread() {
        return trials.entering().stream().noneMatch(Ending::returns)
                || trials.entering().stream().anyMatch(ending -> ending.did(Deed.Kind.HOOK))
                        && trials.on().equals(trials.start());
    }

    private void known(Aspect aspect, String text, List<Site> evidence) {
        facts.put(aspect, new Fact(text, true, evidence));
    }

    private void unknown(Aspect aspect, String why) {
        facts.put(aspect, new Fact(why, false, List.of()));
    }

    private static List<Site> sites(Ending ending, Deed.Kind... kinds) {
        List<Deed.Kind> wanted = List.of(kinds);
        return ending.deeds().stream().filter(deed -> wanted.contains(deed.kind())).map(Deed::site).distinct().toList();
    }

    private static List<Site> site(Definition definition) {
        return List.of(definition.site());
    }

    private void state(Batches batches) {
        SortedSet<String> cells = new TreeSet<>(trials.modeCells());
        batches.queued().ifPresent(queued -> Trials.normal(trials.leave(queued.after()))
                .ifPresent(left -> cells.addAll(left.changed(queued.after()))));
        Set<String> roots = cells.stream().map(Portrait::root).collect(Collectors.toCollection(TreeSet::new));
        if (roots.isEmpty()) {
            known(Aspect.STATE, "none", site(trials.enter()));
            return;
        }
        boolean task = roots.stream().anyMatch(Portrait::isOfTask);
        boolean cpu = roots.stream().anyMatch(root -> !isOfTask(root));
        if (task) {
            traits.add(Trait.PER_TASK);
        }
        if (cpu) {
            traits.add(Trait.PER_CPU);
        }
        String names = String.join(", ", roots.stream().map(Portrait::shown).toList());
        known(Aspect.STATE, (cpu && task ? "per CPU and per task" : cpu ? "per CPU" : "per task") + ": " + names,
                normalSites(trials.entering()));
    }

    private List<Site> normalSites(List<Ending> endings) {
        return endings.stream().filter(ending -> Trials.acts(ending, trials.start())).findFirst()
                .map(ending -> sites(ending, Deed.Kind.STORE)).orElse(List.of());
    }

    static String root(String cell) {
        if (cell.startsWith(Flags.PREFIX)) {
            return cell;
        }
        String[] parts = cell.split("[.\\[]", 3);
        return parts[0].equals(Storage.TASK) && parts.length > 1 ? Storage.TASK + "->" + parts[1] : parts[0];
    }

    private static boolean isOfTask(String root) {
        return root.startsWith(Flags.PREFIX) || root.startsWith(Storage.TASK + "->");
    }

    /** A cell as a reader knows it. */
    private static String shown(String cell) {
        return cell.startsWith(Flags.PREFIX) ? cell.substring(Flags.PREFIX.length())
                : cell.replaceFirst("^" + Storage.TASK + "\\.", Storage.TASK + "->");
    }

    private void preemption() {
        List<Ending> leaving = trials.leave(trials.on());
        Optional<Ending> left = Trials.normal(leaving);
        boolean off = trials.on().preemption() > 0;
        if (off) {
            traits.add(Trait.PREEMPTION_OFF);
        }
        boolean balanced = left.map(ending -> ending.after().preemption() == 0).orElse(false);
        if (!balanced) {
            traits.add(Trait.PREEMPTION_UNBALANCED);
        }
        List<Ending> both = new ArrayList<>(trials.entering());
        both.addAll(leaving);
        List<Site> open = both.stream().flatMap(ending -> ending.deeds(Deed.Kind.ADDRESS).stream())
                .filter(Deed::preemptible).map(Deed::site).distinct().toList();
        if (!open.isEmpty()) {
            traits.add(Trait.ADDRESS_PREEMPTIBLE);
        }
        String text = off ? "off from enter to leave" : "on";
        if (!balanced) {
            text = off ? "switched off by enter, not switched on again by leave"
                    : left.isEmpty() ? "on; leave does not return" : "on; leave switches it on once too often";
        } else if (!open.isEmpty()) {
            text += ", also where the hooks take the address of the CPU's data";
        }
        known(Aspect.PREEMPTION, text, open.isEmpty() ? site(trials.enter()) : open);
    }

    private void secondEnter() {
        List<Ending> again = trials.enter(trials.on());
        Optional<Ending> normal = Trials.normal(again);
        if (normal.isEmpty()) {
            traits.add(Trait.SECOND_ENTER_STOPS);
            known(Aspect.SECOND_ENTER, "stops the kernel",
                    again.stream().flatMap(ending -> sites(ending, Deed.Kind.STOP).stream()).distinct().toList());
            known(Aspect.FIRST_LEAVE, "not reached", List.of());
        } else {
            describeSecond(normal.get());
            firstLeave(normal.get().after());
        }
        List<Ending> lone = trials.leave(trials.start());
        Optional<Ending> left = Trials.normal(lone);
        if (left.isEmpty() && !lone.isEmpty()) {
            traits.add(Trait.LONE_LEAVE_STOPS);
        } else if (left.isPresent() && left.get().after().preemption() < 0) {
            traits.add(Trait.LONE_LEAVE_PREEMPTION);
        }
    }

    private void describeSecond(Ending again) {
        SortedSet<String> changed = again.changed(trials.on());
        String preemption = again.after().preemption() > trials.on().preemption() ? "; preemption counts" : "";
        List<Site> stores = sites(again, Deed.Kind.STORE);
        if (!changed.isEmpty()) {
            traits.add(Trait.SECOND_ENTER_COUNTS);
            known(Aspect.SECOND_ENTER,
                    "is counted in " + String.join(", ", changed.stream().map(Portrait::shown).toList()) + preemption,
                    stores);
        } else if (!stores.isEmpty()) {
            traits.add(Trait.SECOND_ENTER_REPEATS);
            known(Aspect.SECOND_ENTER, "harmless: sets again what is set" + preemption, stores);
        } else {
            traits.add(Trait.SECOND_ENTER_IGNORED);
            known(Aspect.SECOND_ENTER, "no effect" + preemption, site(trials.enter()));
        }
        if (again.did(Deed.Kind.WARN)) {
            traits.add(Trait.SECOND_ENTER_WARNS);
            Fact fact = facts.get(Aspect.SECOND_ENTER);
            known(Aspect.SECOND_ENTER, "warns; " + (fact == null ? "" : fact.text()), sites(again, Deed.Kind.WARN));
        }
    }

    private void firstLeave(Situation twice) {
        Optional<Ending> left = Trials.normal(trials.leave(twice));
        if (left.isEmpty()) {
            unknown(Aspect.FIRST_LEAVE, "leave does not return after two enters");
            return;
        }
        Situation after = left.get().after();
        SortedSet<String> mode = trials.modeCells();
        boolean off = mode.stream()
                .allMatch(cell -> Ending.value(after, cell).equals(Ending.value(trials.start(), cell)));
        String more = after.preemption() > 0 && trials.on().preemption() > 0 ? "; preemption stays off" : "";
        for (Deed hook : left.get().deeds(Deed.Kind.HOOK)) {
            more += "; calls " + hook.what() + "()";
        }
        if (mode.isEmpty()) {
            known(Aspect.FIRST_LEAVE, "as any leave", site(trials.enter()));
        } else if (off) {
            traits.add(Trait.FIRST_LEAVE_ENDS);
            known(Aspect.FIRST_LEAVE, "ends the mode" + more, changing(left.get(), twice));
        } else {
            traits.add(Trait.FIRST_LEAVE_COUNTS);
            known(Aspect.FIRST_LEAVE, "takes one back; the mode stays on" + more,
                    changing(left.get(), twice));
        }
    }

    /** The places that gave another value to what says whether the mode is on. */
    private static List<Site> changing(Ending ending, Situation before) {
        SortedSet<String> changed = ending.changed(before);
        return ending.deeds(Deed.Kind.STORE).stream().filter(deed -> changed.contains(deed.what())).map(Deed::site)
                .distinct().toList();
    }

    private void interrupts(Batches batches) {
        List<Ending> entering = trials.enter(trials.start().interrupted());
        boolean ignored = entering.stream().noneMatch(ending -> Trials.acts(ending, trials.start()));
        if (ignored && !trials.on().equals(trials.start())) {
            traits.add(Trait.INTERRUPT_IGNORED);
        }
        List<Ending> queueing = batches.queuesInInterrupt();
        String hooks = ignored ? "hooks do nothing" : "hooks act as in a task";
        if (trials.on().equals(trials.start())) {
            hooks = "no effect of enter";
        }
        if (trials.isWhole() && batches.traits().contains(Trait.DEFERS_UNREAD)) {
            unknown(Aspect.INTERRUPT, hooks + "; what changes of PTEs do is not known");
        } else if (batches.queued().isEmpty()) {
            known(Aspect.INTERRUPT, hooks, site(trials.enter()));
        } else if (queueing.isEmpty()) {
            known(Aspect.INTERRUPT, hooks + "; " + batches.immediateInInterrupt(),
                    batches.immediate());
        } else {
            traits.add(Trait.INTERRUPT_QUEUES);
            known(Aspect.INTERRUPT,
                    hooks + "; changes of kernel PTEs are deferred with those of the task that is interrupted",
                    sites(queueing.getFirst(), Deed.Kind.STORE));
        }
    }

    private void contextSwitch(Batches batches) {
        Situation before = batches.queued().map(Ending::after).orElse(trials.on());
        List<Ending> switched = trials.switched(before);
        Optional<Ending> normal = switched.stream().filter(ending -> ending.returns() && ending.did(Deed.Kind.STORE))
                .findFirst().or(() -> Trials.normal(switched));
        if (switched.isEmpty()) {
            traits.add(Trait.SWITCH_NOTHING);
            known(Aspect.SWITCH, "nothing", List.of());
            return;
        }
        if (normal.isEmpty()) {
            unknown(Aspect.SWITCH, "the context switch could not be followed to its end");
            return;
        }
        describeSwitch(normal.get(), batches);
        Trials.normal(trials.enter(trials.on())).ifPresent(twice -> {
            List<Ending> nested = trials.switched(twice.after());
            if (!nested.isEmpty() && nested.stream().noneMatch(Ending::returns)) {
                traits.add(Trait.SWITCH_STOPS_NESTED);
                facts.computeIfPresent(Aspect.SWITCH, (aspect, once) -> new Fact(
                        once.text() + "; after two enters it stops the kernel", true, once.evidence()));
            }
        });
    }

    private void describeSwitch(Ending switched, Batches batches) {
        List<Deed> stores = switched.deeds(Deed.Kind.STORE);
        SortedSet<String> mode = trials.modeCells();
        boolean left = stores.stream().anyMatch(deed -> mode.contains(deed.what())
                && deed.value().equals(Ending.value(trials.start(), deed.what()).text()));
        boolean again = left && mode.stream()
                .allMatch(cell -> Ending.value(switched.after(), cell).equals(Ending.value(trials.on(), cell)));
        Set<String> flags = stores.stream().map(Deed::what).filter(cell -> cell.startsWith(Flags.PREFIX))
                .map(Portrait::shown).collect(Collectors.toCollection(TreeSet::new));
        boolean flushed = batches.isEmptied(switched);
        List<Site> evidence = stores.stream().filter(deed -> mode.contains(deed.what())
                || deed.what().startsWith(Flags.PREFIX)).map(Deed::site).distinct().toList();
        if (left) {
            traits.add(again ? Trait.SWITCH_REENTERS : Trait.SWITCH_LEAVES);
            known(Aspect.SWITCH, (flushed ? "flushes and leaves" : "leaves") + (again ? ", enters again" : "")
                    + (flags.isEmpty() ? "" : " by " + String.join(", ", flags)), evidence);
        } else if (flushed) {
            known(Aspect.SWITCH, "flushes", sites(switched, Deed.Kind.STORE));
        } else {
            traits.add(Trait.SWITCH_NOTHING);
            known(Aspect.SWITCH, "nothing", List.of());
        }
    }

    private void flush(Batches batches) {
        Optional<Ending> queued = batches.queued();
        Definition hook = trials.flush();
        if (hook == null) {
            traits.add(Trait.FLUSH_EMPTY);
            known(Aspect.FLUSH, "not defined: does nothing", List.of());
            return;
        }
        if (queued.isEmpty()) {
            boolean acts = trials.flush(trials.on()).stream().anyMatch(ending -> !ending.deeds().isEmpty());
            if (batches.traits().contains(Trait.DEFERS_UNREAD)) {
                unknown(Aspect.FLUSH, (acts ? "acts" : "empty") + ", but what is deferred is not known");
            } else {
                traits.add(Trait.FLUSH_EMPTY);
                known(Aspect.FLUSH, acts ? "nothing is deferred" : "empty", site(hook));
            }
            return;
        }
        Trials.normal(trials.leave(queued.get().after())).filter(left -> !batches.isEmptied(left))
                .ifPresent(left -> traits.add(Trait.LEAVE_KEEPS));
        Optional<Ending> flushed = Trials.normal(trials.flush(queued.get().after()));
        if (flushed.isEmpty()) {
            unknown(Aspect.FLUSH, "does not return");
        } else if (!batches.isEmptied(flushed.get())) {
            traits.add(Trait.FLUSH_EMPTY);
            known(Aspect.FLUSH, flushed.get().deeds().isEmpty() ? "empty" : "does not flush", site(hook));
        } else {
            traits.add(Trait.FLUSHES);
            boolean leaves = flushed.get().deeds(Deed.Kind.STORE).stream()
                    .anyMatch(deed -> trials.modeCells().contains(deed.what()));
            known(Aspect.FLUSH, leaves ? "leaves and enters again" : "flushes",
                    sites(flushed.get(), Deed.Kind.STORE, Deed.Kind.ISSUE, Deed.Kind.INVALIDATE, Deed.Kind.BARRIER));
        }
    }
}
