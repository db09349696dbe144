package org.lazymmu.rule;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.lazymmu.backend.Backends;
import org.lazymmu.backend.Effects;
import org.lazymmu.backend.Likeness;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CallWalk;
import org.lazymmu.c.ContentFacts;
import org.lazymmu.c.Expr;
import org.lazymmu.c.NameIndex;
import org.lazymmu.c.Stmt;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Library;
import org.lazymmu.flow.Meaning;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.Summaries;
import org.lazymmu.flow.Unit;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.EraDetection;
import org.lazymmu.kernel.Implementation;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.kernel.TreeLayout;
import org.lazymmu.source.Contents;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.KernelVersion;

/** Checks a kernel tree against the contract: indexes it, looks at it once for each architecture, and joins what was found. */
public final class Check {
    /**
     * What to check.
     *
     * @param architectures folders under {@code arch/}; empty for all that matter
     * @param era           the contract to hold the tree against; null to read it off the tree
     * @param rules         ids of rules; empty for all
     * @param threads       how many threads may be used; the outcome is the same for any number
     * @param parseAll      parse all code of the tree, to list what is not understood anywhere
     */
    public record Options(SortedSet<String> architectures, @Nullable String era, SortedSet<String> rules, int threads,
            boolean parseAll) {
        /** Without parsing what cannot matter. */
        public Options(SortedSet<String> architectures, @Nullable String era, SortedSet<String> rules, int threads) {
            this(architectures, era, rules, threads, false);
        }

        /** Everything, on two threads. */
        public static Options all() {
            return new Options(new TreeSet<>(), null, new TreeSet<>(), 2);
        }
    }

    /** Told how the work goes, from any thread. */
    public interface Progress {
        /** Nobody listens. */
        Progress NONE = (phase, done, total) -> {
        };

        void at(String phase, int done, int total);
    }

    private final KernelTree tree;
    private final Options options;
    private final Progress progress;

    private Check(KernelTree tree, Options options, Progress progress) {
        this.tree = tree;
        this.options = options;
        this.progress = progress;
    }

    /** Checks a tree. Nothing is written anywhere; what could not be read or understood is in the report. */
    public static Report run(KernelTree tree, Options options, Progress progress) {
        long started = System.nanoTime();
        return Prepared.of(tree, index(tree, KernelFacts.words(), options, progress), options.threads())
                .check(options, progress, started).report();
    }

    /** Scans a tree for names and some words. */
    static NameIndex index(KernelTree tree, List<String> words, Options options, Progress progress) {
        return NameIndex.scan(tree, words, options.threads(),
                done -> progress.at("index", done, tree.paths().size()));
    }

    /** As {@link #index(KernelTree, List, Options, Progress)} for the words that are always sought, by what is known of files. */
    static NameIndex index(KernelTree tree, Contents contents, ContentFacts facts, Options options,
            Progress progress) {
        return NameIndex.scan(tree, contents, facts, KernelFacts.words(), options.threads(),
                done -> progress.at("index", done, tree.paths().size()));
    }

    /** What a check found, and what it came to on the way there. */
    record Checked(Report report, Outcome outcome) {
    }

    /** Checks a tree some of whose files may be loaded. */
    static Report run(Library library, Options options, Progress progress, long startedNanos) {
        return Prepared.of(library, options.threads()).check(options, progress, startedNanos).report();
    }

    static Checked run(Prepared prepared, Options options, Progress progress, long startedNanos) {
        return new Check(prepared.library().tree(), options, progress).run(prepared, startedNanos);
    }

    private Checked run(Prepared prepared, long started) {
        Library library = prepared.library();
        Reality reality = prepared.reality();
        NameIndex index = library.index();
        EraDetection era = EraDetection.of(tree, options.era());
        Set<String> asked = ConcurrentHashMap.newKeySet();
        prepared.earlier().ifPresent(earlier -> asked.addAll(earlier.asked()));
        KernelFacts meaning = facts(era, library, asked);
        List<String> views = views(index);
        Effects effects = new Effects(new Backends(meaning), reality::canBe);
        Joined joined = new Joined(options.rules(), effects, reality, prepared.implementations());
        Regions regions = new Regions(meaning);
        SortedSet<String> users = new TreeSet<>();
        for (int file : index.mentions(KernelFacts.MODE)) {
            users.add(tree.paths().get(file));
        }
        List<Outcome.OfView> outcomes = new ArrayList<>();
        for (Looked looked : looked(views, prepared, joined.judges(), effects, asked, users,
                era)) {
            joined.add(looked);
            outcomes.add(looked.outcome(effects.known(looked.view())));
            View view = looked.view();
            for (int file : index.mentions(KernelFacts.MODE)) {
                if (TreeLayout.isInView(tree.paths().get(file), view.name())) {
                    regions.add(library.unit(file), view, prepared.searches());
                }
            }
        }
        List<Finding> findings = joined.findings();
        Unanalysed unanalysed = new Unanalysed(library, meaning, joined, users);
        long wall = (System.nanoTime() - started) / 1_000_000;
        Report.Statistics statistics = new Report.Statistics(index.files(), joined.functions(), regions.entered(),
                views, joined.impossible(), cpuMillis(), wall);
        Report report = new Report(tree.name(), version(), era.era().id(), era.evidence(), findings,
                unanalysed(unanalysed.list(index.losses(), reality.problems())), regions.list(), statistics,
                joined.undecided());
        return new Checked(report, new Outcome(era.era().id(), users, new TreeSet<>(asked), outcomes));
    }

    /** What is found in each view, in order. */
    private List<Looked> looked(List<String> views, Prepared prepared, List<Judge> judges, Effects effects,
            Set<String> asked, SortedSet<String> users, EraDetection era) {
        Library library = prepared.library();
        AtomicInteger done = new AtomicInteger();
        progress.at("check", 0, views.size());
        List<Callable<Looked>> looking = new ArrayList<>();
        for (String name : views) {
            looking.add(() -> {
                View view = new View(name, library, new TreeLayout(name, users), new Architectures().decided(name));
                Optional<Outcome.OfView> earlier = prepared.earlier()
                        .flatMap(one -> one.of(name, era.era().id(), users));
                Looked looked = look(view, facts(era, library, asked), prepared.searches(), judges, effects, earlier);
                progress.at("check", done.incrementAndGet(), views.size());
                return looked;
            });
        }
        return SideBySide.all(looking, options.threads());
    }

    /** @param asked where names are noted of which it matters what they are, whoever uses them */
    private static KernelFacts facts(EraDetection era, Library library, Set<String> asked) {
        return new KernelFacts(era.era(), name -> {
            asked.add(name);
            return !library.index().definers(name, NameIndex.CALLABLE).isEmpty();
        }, name -> {
            asked.add(name);
            return library.constants(name);
        });
    }

    /**
     * What is found in one view, which shares nothing with others but what is safe to share.
     *
     * @param earlier what need not be looked for again
     */
    private Looked look(View view, KernelFacts facts, Searches searches, List<Judge> judges, Effects effects,
            Optional<Outcome.OfView> earlier) {
        Surroundings around = new Surroundings(view, facts, new Mentions(searches), new Implementation());
        List<Definition> roots = roots(view.library().index(), view.library(), around.mentions(), view, facts);
        Summaries summaries = new Summaries(view, facts);
        List<Found> groups = new Groups(around, summaries, judges, roots)
                .look(earlier.map(Outcome.OfView::groups).orElse(List.of()));
        Outlook outlook = new Outlook(around, summaries, definitions(groups, view.library()));
        List<Draft> drafts = judges.stream().flatMap(judge -> judge.judge(outlook).stream()).toList();
        earlier.ifPresent(before -> view.tested().addAll(before.tested()));
        Looked looked = new Looked(view, groups, drafts, outlook.missed());
        Likeness hooks = earlier.map(Outcome.OfView::hooks).orElse(null);
        if (hooks != null) {
            effects.take(view, hooks);
        } else if (looked.hasDrafts()) {
            effects.prepare(view, facts);
        }
        return looked;
    }

    /** The definitions that enter the mode, by place. */
    private static List<Definition> definitions(List<Found> groups, Library library) {
        SortedSet<Where> enters = new TreeSet<>();
        groups.forEach(group -> enters.addAll(group.enters()));
        return enters.stream().map(where -> where.in(library)).toList();
    }

    /** What the check met, and if it is wanted what the rest of the tree has as well. */
    private List<org.lazymmu.finding.Unanalysed> unanalysed(List<org.lazymmu.finding.Unanalysed> met) {
        if (!options.parseAll()) {
            return met;
        }
        List<org.lazymmu.finding.Unanalysed> all = new ArrayList<>(met);
        WholeTree.problems(tree, done -> progress.at("parse", done, tree.paths().size())).stream()
                .filter(problem -> met.stream().noneMatch(known -> known.place().equals(problem.place())
                        && known.reason().equals(problem.reason())))
                .forEach(all::add);
        all.sort(Missed.ORDER);
        return all;
    }

    /** CPU time of this process, or 0 where that is not known. */
    static long cpuMillis() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / 1_000_000
                : 0;
    }

    private String version() {
        KernelVersion version = KernelVersion.of(tree);
        return version == null ? "" : version.text();
    }

    /** The architectures with hooks or with code that uses them, and generic code by itself. */
    private List<String> views(NameIndex index) {
        if (!options.architectures().isEmpty()) {
            return List.copyOf(options.architectures());
        }
        List<String> views = new ArrayList<>(Architectures.withHooks(index, tree));
        views.add(Architectures.GENERIC);
        return views;
    }

    /** Guard classes whose code calls a hook: their names stand for it in {@code guard(name)()}. */
    private static SortedSet<String> guards(List<Unit> units, Meaning meaning) {
        SortedSet<String> names = new TreeSet<>();
        for (Unit unit : units) {
            for (CFile.Invocation invocation : unit.file().invocations()) {
                Expr.Call call = invocation.call();
                String definer = call.name();
                if (definer != null && definer.startsWith("DEFINE_") && !call.arguments().isEmpty()
                        && call.arguments().getFirst() instanceof Expr.Name(String name, int at)) {
                    CallWalk.visit(new Stmt.Expression(call, at), (inner, condition) -> {
                        if (inner.name() != null && meaning.bracket(inner.name()) != null) {
                            names.add(name);
                        }
                    });
                }
            }
        }
        return names;
    }

    private List<Definition> roots(NameIndex index, Library library, Mentions mentions, View view, Meaning meaning) {
        List<Unit> units = new ArrayList<>();
        for (int file : index.mentions(KernelFacts.MODE)) {
            if (TreeLayout.isInView(tree.paths().get(file), view.name())) {
                units.add(library.unit(file));
            }
        }
        SortedSet<String> guards = guards(units, meaning);
        mentions.prepare(List.copyOf(guards));
        Set<Unit> all = new LinkedHashSet<>(units);
        guards.forEach(guard -> all.addAll(mentions.units(guard, view)));
        List<Definition> roots = new ArrayList<>();
        for (Unit unit : all) {
            for (Definition definition : mentions.definitions(unit)) {
                if (meaning.bracket(definition.name()) == null
                        && definition.identifiers().stream()
                                .anyMatch(name -> meaning.bracket(name) != null || guards.contains(name))
                        && view.presenceOf(definition.condition()) != Presence.NEVER) {
                    roots.add(definition);
                }
            }
        }
        return roots;
    }
}
