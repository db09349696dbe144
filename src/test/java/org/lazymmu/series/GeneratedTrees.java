package org.lazymmu.series;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.lazymmu.commit.Person;
import org.lazymmu.series.TrueTree.Means;
import org.lazymmu.series.TrueTree.State;

/** How trees take patches from upstream, each in its own way, in all the spellings that are in use. */
final class GeneratedTrees {
    private static final String KEEPER = "Signed-off-by: Tree Keeper <keeper@example.org>\n";

    private final GeneratedHistory history;
    private final KernelText text;

    GeneratedTrees(GeneratedHistory history) {
        this.history = history;
        this.text = history.text;
    }

    private boolean chance(int percent) {
        return history.random.nextInt(100) < percent;
    }

    private String id(TruePatch patch) {
        return history.upstream.get(patch);
    }

    /** What upstream has and the tree has not, in upstream's order. */
    private List<TruePatch> candidates(TrueTree tree) {
        return history.patches.stream().filter(patch -> tree.state(patch) == State.ABSENT).toList();
    }

    private void take(TrueTree tree, TruePatch patch, Means means, Person author, String message, List<Edit> edits) {
        tree.now = tree.now.plus(Duration.ofHours(5 + history.random.nextInt(40)));
        String commit = tree.commit(author, patch.authored(), message, edits);
        tree.note(patch, State.PRESENT, means, commit);
        if (patch.reverts() != null && tree.has(patch.reverts())) {
            tree.note(patch.reverts(), State.REVERTED, means, commit);
        }
    }

    private static String signed(TruePatch patch) {
        return "Signed-off-by: " + Authors.text(patch.author()) + "\n";
    }

    private String link(TruePatch patch) {
        return "Link: https://lore.kernel.org/r/" + patch.messageId() + "\n";
    }

    /** The changes in other words where that can be and is another text, or as they are. */
    private List<Edit> reworded(TrueTree tree, TruePatch patch) {
        List<Edit> edits = patch.edits().stream().map(edit -> edit.reworded("_v")).toList();
        return tree.fits(edits) ? edits : patch.edits();
    }

    // --- stable: nearly everything by its upstream id

    void stable(TrueTree tree) {
        List<TruePatch> all = candidates(tree);
        for (TruePatch patch : all) {
            if (!chance(65) || !tree.fits(patch.edits())) {
                continue;
            }
            if (chance(12)) {
                history.drift(tree);
            }
            if (chance(9)) {
                misnamed(tree, patch, text.pick(all));
                continue;
            }
            List<Edit> edits = chance(15) ? reworded(tree, patch) : patch.edits();
            boolean edited = !edits.equals(patch.edits());
            String id = id(patch);
            String says = text.pick(List.of("commit " + id + " upstream.\n\n", "commit " + id + " upstream.\n\n",
                    "[ Upstream commit " + id + " ]\n\n", "Upstream commit " + id + ".\n\n",
                    "commit " + id.substring(0, 12) + " upstream\n\n"));
            String tail = chance(20) ? "Stable-dep-of: " + id(text.pick(all)).substring(0, 12) + " (\"mm: other\")\n"
                    : "";
            take(tree, patch, edited ? Means.NAMED_EDITED : Means.NAMED, patch.author(), patch.subject() + "\n\n" + says
                    + patch.body() + "\n" + signed(patch) + (chance(50) ? link(patch) : "") + tail
                    + (edited ? "[ keeper: renamed variables ]\n" : "") + KEEPER,
                    edits);
        }
    }

    /** A patch under the id of another one, or of nothing. */
    private void misnamed(TrueTree tree, TruePatch patch, TruePatch other) {
        String id = chance(50) ? id(other) : "deadbeef" + id(other).substring(8);
        take(tree, patch, other.equals(patch) ? Means.NAMED : Means.MISNAMED, patch.author(), patch.subject()
                + "\n\ncommit " + id + " upstream.\n\n" + patch.body() + "\n" + signed(patch) + KEEPER, patch.edits());
    }

    // --- Android: tags and cherry-picks

    void android(TrueTree tree) {
        for (TruePatch patch : candidates(tree)) {
            if (!chance(50) || !tree.fits(patch.edits())) {
                continue;
            }
            List<Edit> edits = chance(30) ? reworded(tree, patch) : patch.edits();
            boolean edited = !edits.equals(patch.edits());
            boolean fromList = chance(25);
            String tag = fromList ? "FROMLIST: "
                    : edited ? "BACKPORT: " : text.pick(List.of("UPSTREAM: ", "FROMGIT: "));
            String origin = fromList ? link(patch)
                    : text.pick(List.of("(cherry picked from commit " + id(patch) + ")\n",
                            "(cherry picked from commit " + id(patch)
                                    + "\n https://git.kernel.org/pub/scm/linux/kernel/git/akpm/mm.git mm-stable)\n",
                            "(cherry-picked from commit " + id(patch) + ")\n"));
            take(tree, patch, fromList ? Means.LINKED : edited ? Means.NAMED_EDITED : Means.NAMED, patch.author(),
                    tag + patch.subject() + "\n\n" + patch.body() + "\nBug: 123456789\n" + signed(patch) + origin
                            + "Change-Id: I" + id(patch) + "\n" + KEEPER,
                    edits);
            if (chance(15)) {
                history.drift(tree);
            }
        }
    }

    // --- a distribution: other trailers, copies without any, parts

    void distribution(TrueTree tree) {
        for (TruePatch patch : candidates(tree)) {
            if (!chance(60) || !tree.fits(patch.edits())) {
                continue;
            }
            if (chance(20)) {
                history.drift(tree);
            }
            String id = id(patch);
            switch (history.random.nextInt(6)) {
                case 0, 1 -> take(tree, patch, Means.NAMED, patch.author(), patch.subject()
                        + "\n\n" + text.pick(List.of(
                                "Git-commit: " + id + "\nPatch-mainline: v6.9\n\n",
                                "mainline inclusion\nfrom mainline-v6.9-rc1\ncommit "
                                        + id + "\ncategory: bugfix\n\n--------------------------------\n\n"))
                        + patch.body() + "\n"
                        + signed(patch) + KEEPER, patch.edits());
                case 2 -> take(tree, patch, Means.NAMED, patch.author(), patch.subject() + "\n\n" + patch.body() + "\n"
                        + signed(patch)
                        + text.pick(List.of("(backported from commit " + id + ")\n", "Upstream-commit: " + id
                                + "\n", "Origin: upstream, https://git.kernel.org/linus/" + id + "\n"))
                        + KEEPER,
                        patch.edits());
                case 3 -> take(tree, patch, Means.COPIED, patch.author(), patch.subject() + "\n\n" + patch.body() + "\n"
                        + signed(patch) + KEEPER, patch.edits());
                case 4 -> take(tree, patch, Means.LINKED, patch.author(), patch.subject() + "\n\n" + patch.body() + "\n"
                        + signed(patch) + link(patch) + KEEPER, patch.edits());
                default -> part(tree, patch);
            }
        }
    }

    /** Some of a patch's changes, under its subject. */
    private void part(TrueTree tree, TruePatch patch) {
        if (patch.edits().size() < 2) {
            return;
        }
        List<Edit> some = patch.edits().subList(0, 1 + history.random.nextInt(patch.edits().size() - 1));
        if (tree.fits(some)) {
            String commit = tree.commit(patch.author(), patch.authored(), patch.subject() + "\n\n" + patch.body() + "\n"
                    + signed(patch) + "[ only what applies ]\n" + KEEPER, some);
            tree.note(patch, State.PARTIAL, Means.PART, commit);
            if (patch.reverts() != null && tree.has(patch.reverts())) {
                tree.remains(patch.reverts());
            }
        }
    }

    // --- a vendor that edits: other subjects, other authors, wrong order, picked from stable

    void editor(TrueTree tree, TrueTree stable) {
        List<TruePatch> all = new ArrayList<>(candidates(tree));
        for (int i = 0; i + 2 < all.size(); i += 3) {
            Collections.swap(all, i, i + 1 + history.random.nextInt(2)); // not in upstream's order
        }
        for (TruePatch patch : all) {
            if (!chance(55) || !tree.fits(patch.edits())) {
                continue;
            }
            if (chance(25)) {
                history.drift(tree);
            }
            Person vendor = new Person("Vendor Engineer", "engineer@vendor.example");
            List<Edit> edited = reworded(tree, patch);
            String renamed = "vendor: " + text.name() + " workaround\n\n" + text.sentence() + "\n\n" + KEEPER;
            switch (history.random.nextInt(6)) {
                case 0 -> fromStable(tree, patch, stable);
                case 1, 2 ->
                        take(tree, patch, edited.equals(patch.edits()) ? Means.COPIED : Means.EDITED, patch.author(),
                                patch.subject() + "\n\n" + patch.body() + "\n" + signed(patch) + KEEPER, edited);
                case 3 -> {
                    if (!patch.edits().isEmpty()) {
                        take(tree, patch, Means.RENAMED, vendor, renamed, patch.edits());
                    }
                }
                case 4 -> take(tree, patch, Means.COPIED, vendor, patch.subject() + "\n\n" + KEEPER, patch.edits());
                default -> {
                    if (!edited.equals(patch.edits()) && chance(30)) {
                        take(tree, patch, Means.REWRITTEN, vendor, renamed, edited);
                    }
                }
            }
        }
    }

    private void fromStable(TrueTree tree, TruePatch patch, TrueTree stable) {
        if (!stable.has(patch) || stable.truths.get(patch).means() == Means.SAME) {
            return;
        }
        String id = stable.truths.get(patch).commits().getLast();
        take(tree, patch, Means.NAMED, patch.author(), patch.subject() + "\n\n" + patch.body() + "\n" + signed(patch)
                + "(cherry picked from commit " + id + ")\n" + KEEPER, patch.edits());
    }

    // --- a vendor that squashes

    void squasher(TrueTree tree) {
        List<Integer> series = history.patches.stream().map(TruePatch::series).distinct().toList();
        for (int number : series) {
            List<TruePatch> fitting = new ArrayList<>();
            TrueTree trial = new TrueTree("trial", history.writer, new TreeMap<>(tree.files), tree.tip, tree.now);
            for (TruePatch patch : candidates(tree)) {
                if (patch.series() == number && trial.fits(patch.edits()) && patch.reverts() == null && chance(85)) {
                    patch.edits().forEach(edit -> edit.apply(trial.files));
                    fitting.add(patch);
                }
            }
            List<Edit> edits = fitting.stream().flatMap(patch -> patch.edits().stream()).toList();
            if (edits.isEmpty() || !chance(60)) {
                continue;
            }
            if (chance(40)) {
                history.drift(tree);
            }
            squash(tree, fitting, edits);
        }
    }

    private void squash(TrueTree tree, List<TruePatch> fitting, List<Edit> edits) {
        Person vendor = new Person("Vendor Squasher", "squasher@vendor.example");
        String names = switch (history.random.nextInt(3)) {
            case 0 -> fitting.stream().map(patch -> " - " + patch.subject() + "\n").collect(Collectors.joining());
            case 1 -> fitting.stream().map(patch -> " - " + id(patch).substring(0, 12) + " " + patch.subject() + "\n")
                    .collect(Collectors.joining());
            default -> "";
        };
        tree.now = tree.now.plus(Duration.ofDays(1));
        String commit = tree.commit(vendor, tree.now,
                "vendor: sync " + text.name() + " with upstream\n\n" + names + "\n"
                        + KEEPER,
                edits);
        for (TruePatch patch : fitting) {
            if (!patch.edits().isEmpty()) {
                tree.note(patch, State.PRESENT, Means.SQUASHED, commit);
            }
        }
    }
}
