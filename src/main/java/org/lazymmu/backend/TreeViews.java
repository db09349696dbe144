package org.lazymmu.backend;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.CSource;
import org.lazymmu.c.NameIndex;
import org.lazymmu.flow.Library;
import org.lazymmu.flow.View;
import org.lazymmu.kconfig.Configurations;
import org.lazymmu.kconfig.Kconfig;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.EraDetection;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.kernel.TreeLayout;
import org.lazymmu.source.KernelTree;

/** A tree that is looked at architecture by architecture. */
final class TreeViews {

    private final Library library;
    private final EraDetection era;
    private final KernelFacts facts;
    private final int[] mentions;
    private final Set<String> users = new HashSet<>();
    private @Nullable Kconfig kconfig;

    /** @param forced the contract to hold the tree against; null to read it off the tree */
    TreeViews(KernelTree tree, @Nullable String forced, int threads, Survey.Progress progress) {
        NameIndex index = NameIndex.scan(tree, KernelFacts.words(), threads,
                done -> progress.at("index", done, tree.paths().size()));
        era = EraDetection.of(tree, forced);
        library = new Library(tree, index, CSource::of);
        facts = new KernelFacts(era.era(), name -> !index.definers(name, NameIndex.CALLABLE).isEmpty());
        mentions = index.mentions(KernelFacts.MODE);
        for (int file : mentions) {
            users.add(tree.paths().get(file));
        }
    }

    Library library() {
        return library;
    }

    EraDetection era() {
        return era;
    }

    KernelFacts facts() {
        return facts;
    }

    /** Generic code together with an architecture. */
    View view(String architecture) {
        return new View(architecture, library, new TreeLayout(architecture, users),
                new Architectures().decided(architecture));
    }

    Hooks hooks(View view) {
        return new Hooks(view, facts, mentions);
    }

    /** Whether a configuration of an architecture can have PREEMPT_RT. */
    boolean canBeRealTime(String architecture) {
        if (kconfig == null) {
            kconfig = new Kconfig(library.tree());
        }
        Configurations configurations = kconfig.of(architecture);
        return configurations == null || configurations.can(TreeHooks.REAL_TIME) != Configurations.Answer.IMPOSSIBLE;
    }
}
