package org.lazymmu.rule;

import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.lazymmu.c.ContentFacts;
import org.lazymmu.c.NameIndex;
import org.lazymmu.cache.Cache;
import org.lazymmu.cache.Key;
import org.lazymmu.cache.Records;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Report;
import org.lazymmu.flow.Library;
import org.lazymmu.flow.Reach;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.source.Contents;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.PatchedTree;

/**
 * Checks trees and remembers what it found, by what they hold: a tree that has not changed is not looked at again, and of one that
 * has only what changed is scanned. The outcome is the same as that of {@link Check} and {@link PatchCheck}, which do the work.
 */
public final class Memory {
    private final Cache cache;
    private final InstantSource clock;

    /** @param cache where things are kept; one that keeps nothing makes this the same as not remembering */
    public Memory(Cache cache, InstantSource clock) {
        this.cache = cache;
        this.clock = clock;
    }

    /**
     * What was worked out on the way to a report, which a tree that differs little can use.
     *
     * @param everywhere as {@link Searches#kept}
     * @param far        as {@link Searches#keptFar}
     * @param near       as {@link Searches#keptNear}
     * @param hooks      as {@link Implementations#kept}
     * @param reality    as {@link Reality#kept}
     * @param outcome    what was found before views were joined
     */
    private record Aside(List<Searches.Kept> everywhere, List<Searches.Kept> far, List<Searches.Kept> near,
            List<Implementations.Kept> hooks, Reality.Kept reality, Outcome outcome) {
    }

    /** Checks a tree, or says what is known of it. */
    public Report check(KernelTree tree, Check.Options options, Check.Progress progress) {
        long started = System.nanoTime();
        Optional<Contents> contents = contents(tree);
        Optional<String> state = contents.flatMap(known -> state(tree, known, options));
        Optional<Report> known = state.flatMap(this::report);
        if (known.isPresent()) {
            return known.get().took(Check.cpuMillis(), (System.nanoTime() - started) / 1_000_000);
        }
        Prepared prepared = prepared(tree, contents, options, progress);
        Check.Checked checked = prepared.check(options, progress, started);
        state.ifPresent(of -> keep(of, checked, prepared, prepared.reach()));
        return checked.report();
    }

    /** Checks a tree without and with its patches; what is known of the tree without them is not worked out again. */
    public Comparison compare(PatchedTree tree, Check.Options options, Check.Progress progress) {
        long started = System.nanoTime();
        KernelTree base = tree.base();
        Optional<Contents> contents = contents(base);
        if (contents.isEmpty()) {
            return PatchCheck.run(tree, options, progress);
        }
        KernelTree unpatched = tree.unpatched();
        boolean sameNumbers = unpatched.paths().equals(base.paths());
        Prepared prepared = prepared(unpatched, sameNumbers ? contents : contents(unpatched), options, progress);
        Optional<String> state = state(base, contents.get(), options);
        Optional<Aside> aside = state
                .flatMap(of -> cache.get(Key.of("aside", of), in -> Records.read(in, Aside.class)));
        Optional<Reach> reach = aside.isEmpty() ? Optional.empty()
                : state.flatMap(of -> cache.get(Key.of("reach", of), Reach::read));
        Optional<Report> known = reach.isEmpty() ? Optional.empty() : state.flatMap(this::report);
        if (known.isPresent()) {
            take(aside.get(), base.paths(), prepared);
            return new PatchCheck(prepared, new Check.Checked(known.get(), aside.get().outcome()), reach.get(), options)
                    .with(tree, progress, started);
        }
        Check.Checked before = prepared.check(options, progress, started);
        Reach now = prepared.reach();
        if (sameNumbers) {
            state.ifPresent(of -> keep(of, before, prepared, now));
        }
        return new PatchCheck(prepared, before, now, options).with(tree, progress, started);
    }

    /** Takes what was kept of a tree that has the same files, but may have other numbers now. */
    private static void take(Aside aside, List<String> paths, Prepared into) {
        Library library = into.library();
        into.searches().take(aside.everywhere(), aside.far(), aside.near(),
                file -> library.tree().find(paths.get(file)));
        into.implementations().take(aside.hooks(), library);
        into.reality().take(aside.reality());
    }

    private void keep(String state, Check.Checked checked, Prepared prepared, Reach reach) {
        cache.put(Key.of("report", state), out -> Records.write(out, checked.report()));
        Searches searches = prepared.searches();
        Aside aside = new Aside(searches.kept(), searches.keptFar(), searches.keptNear(),
                prepared.implementations().kept(), prepared.reality().kept(),
                checked.outcome());
        cache.put(Key.of("aside", state), out -> Records.write(out, aside));
        cache.put(Key.of("reach", state), reach::write);
    }

    private Optional<Contents> contents(KernelTree tree) {
        return cache.keeps() ? tree.contents(clock.instant()) : Optional.empty();
    }

    private Optional<Report> report(String state) {
        return cache.get(Key.of("report", state), in -> Records.read(in, Report.class));
    }

    /** What a report follows from: all that a tree holds, and the options; nothing when that is not known. */
    private static Optional<String> state(KernelTree tree, Contents contents, Check.Options options) {
        if (!contents.areKnown()) {
            return Optional.empty();
        }
        MessageDigest digest = Key.sha256();
        contents.digest(tree, digest);
        return Optional.of(Key.of("state", HexFormat.of().formatHex(digest.digest()), tree.name(),
                options.architectures().toString(), String.valueOf(options.era()), options.rules().toString(),
                String.valueOf(options.parseAll())).digest());
    }

    private Prepared prepared(KernelTree tree, Optional<Contents> contents, Check.Options options,
            Check.Progress progress) {
        return Prepared.of(tree, index(tree, contents, options, progress), options.threads());
    }

    private NameIndex index(KernelTree tree, Optional<Contents> contents, Check.Options options,
            Check.Progress progress) {
        if (contents.isEmpty()) {
            return Check.index(tree, KernelFacts.words(), options, progress);
        }
        Key key = Key.of("facts", KernelFacts.words().toString(), tree.home());
        ContentFacts facts = cache.get(key, ContentFacts::read).orElseGet(ContentFacts::none);
        NameIndex index = Check.index(tree, contents.get(), facts, options, progress);
        if (facts.isNew()) {
            cache.put(key, facts::write);
        }
        return index;
    }
}
