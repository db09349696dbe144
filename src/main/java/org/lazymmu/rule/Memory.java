package org.lazymmu.rule;

import java.security.MessageDigest;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.lazymmu.c.CSource;
import org.lazymmu.c.ContentFacts;
import org.lazymmu.c.NameIndex;
import org.lazymmu.cache.Cache;
import org.lazymmu.cache.Key;
import org.lazymmu.cache.Records;
import org.lazymmu.finding.Comparison;
import org.lazymmu.finding.Report;
import org.lazymmu.flow.Library;
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

    /** Checks a tree, or says what is known of it. */
    public Report check(KernelTree tree, Check.Options options, Check.Progress progress) {
        long started = System.nanoTime();
        Optional<Contents> contents = contents(tree);
        Optional<Key> key = contents.filter(Contents::areKnown).map(known -> key("report", tree, known, options));
        Optional<Report> known = key.flatMap(this::report);
        if (known.isPresent()) {
            return known.get().took(Check.cpuMillis(), (System.nanoTime() - started) / 1_000_000);
        }
        Report report = Check.run(new Library(tree, index(tree, contents, options, progress), CSource::of), options,
                progress, started);
        key.ifPresent(under -> cache.put(under, out -> Records.write(out, report)));
        return report;
    }

    /** Checks a tree without and with its patches. */
    public Comparison compare(PatchedTree tree, Check.Options options, Check.Progress progress) {
        long started = System.nanoTime();
        Optional<Contents> contents = contents(tree.base());
        if (contents.isEmpty()) {
            return PatchCheck.run(tree, options, progress);
        }
        KernelTree unpatched = tree.unpatched();
        Library library = new Library(unpatched, index(unpatched, contents(unpatched), options, progress), CSource::of);
        Searches searches = new Searches(library, KernelFacts.words(), List.of(), options.threads());
        Reality reality = new Reality(unpatched);
        Implementations implementations = new Implementations(reality);
        Optional<Key> key = contents.filter(Contents::areKnown)
                .map(known -> key("report", tree.base(), known, options));
        Report before = key.flatMap(this::report).orElse(null);
        if (before == null) {
            before = Check.run(library, searches, reality, implementations, options, progress, started);
            Report found = before;
            key.ifPresent(under -> cache.put(under, out -> Records.write(out, found)));
        }
        return new PatchCheck(library, searches, reality, implementations, before, options).with(tree, progress,
                started);
    }

    private Optional<Contents> contents(KernelTree tree) {
        return cache.keeps() ? tree.contents(clock.instant()) : Optional.empty();
    }

    private Optional<Report> report(Key key) {
        return cache.get(key, in -> Records.read(in, Report.class));
    }

    /** The key of what follows from a tree and options. */
    private static Key key(String kind, KernelTree tree, Contents contents, Check.Options options) {
        MessageDigest digest = Key.sha256();
        contents.digest(tree, digest);
        return Key.of(kind, HexFormat.of().formatHex(digest.digest()), tree.name(), options.architectures().toString(),
                String.valueOf(options.era()), options.rules().toString(), String.valueOf(options.parseAll()));
    }

    private NameIndex index(KernelTree tree, Optional<Contents> contents, Check.Options options,
            Check.Progress progress) {
        if (contents.isEmpty()) {
            return Check.index(tree, options, progress);
        }
        Key key = Key.of("facts", KernelFacts.words().toString(), tree.home());
        ContentFacts facts = cache.get(key, ContentFacts::read).orElseGet(ContentFacts::none);
        NameIndex index = NameIndex.scan(tree, contents.get(), facts, KernelFacts.words(), options.threads(),
                done -> progress.at("index", done, tree.paths().size()));
        if (facts.isNew()) {
            cache.put(key, facts::write);
        }
        return index;
    }
}
