package org.lazymmu.series;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.lazymmu.commit.Person;
import org.lazymmu.series.TrueTree.Means;
import org.lazymmu.series.TrueTree.State;

/**
 * A history of several trees of a kernel, made up, of which it is known which patch is where. It is a bare repository with
 * {@code refs/mirrors/NAME/heads/*}; equal seeds give equal commits.
 */
final class GeneratedHistory {
    private static final int SERIES = 144;
    private static final Instant BEGIN = Instant.parse("2024-01-08T08:00:00Z");
    private static final List<Person> PEOPLE = List.of(new Person("Ada Lovelace", "ada@engines.example"),
            new Person("Grace Hopper", "grace@navy.example"), new Person("Edsger Dijkstra", "ewd@paths.example"),
            new Person("Barbara Liskov", "liskov@types.example"),
            new Person("Leslie Lamport", "lamport@clocks.example"),
            new Person("Frances Allen", "allen@opts.example"));

    final Path repository;
    final Random random;
    final KernelText text;
    final FastImport writer;
    final TrueTree mainline;
    final List<TruePatch> patches = new ArrayList<>();
    final Map<String, TrueTree> trees = new LinkedHashMap<>();
    /** What each patch became upstream. */
    final Map<TruePatch, String> upstream = new HashMap<>();
    private final List<TruePatch> twins = new ArrayList<>();
    private @Nullable TruePatch typo;

    static GeneratedHistory write(Path repository, long seed) {
        GeneratedHistory history = new GeneratedHistory(repository, seed);
        try (FastImport open = history.writer) {
            history.writeAll();
            history.trees.values().forEach(tree -> {
                open.ref("refs/mirrors/" + tree.name + "/heads/main", tree.tip);
                open.ref("refs/mirrors/" + tree.name + "/HEAD", tree.tip);
            });
        }
        return history;
    }

    private GeneratedHistory(Path repository, long seed) {
        this.repository = repository;
        random = new Random(seed);
        text = new KernelText(random);
        writer = new FastImport(repository);
        Map<String, List<String>> files = text.files();
        String root = writer.commit(List.of(), PEOPLE.getFirst(), BEGIN, BEGIN, "Linux 6.6\n", files);
        mainline = new TrueTree("mainline", writer, files, root, BEGIN);
        trees.put(mainline.name, mainline);
    }

    private void writeAll() {
        IntStream.range(0, SERIES / 8).forEach(this::series);
        TrueTree stable = fork("stable");
        TrueTree vendorA = fork("squasher");
        TrueTree android = fork("android");
        IntStream.range(SERIES / 8, SERIES / 4).forEach(this::series);
        TrueTree distribution = fork("distribution");
        TrueTree vendorB = fork("editor");
        IntStream.range(SERIES / 4, SERIES).forEach(this::series);
        GeneratedTrees backports = new GeneratedTrees(this);
        backports.stable(stable);
        backports.android(android);
        backports.distribution(distribution);
        backports.editor(vendorB, stable);
        backports.squasher(vendorA);
        TrueTree next = fork("next");
        next.now = next.now.plus(Duration.ofDays(2));
        drift(next);
    }

    private TrueTree fork(String name) {
        TrueTree tree = mainline.fork(name);
        trees.put(name, tree);
        return tree;
    }

    /** A commit of a tree's own that changes what stands around. */
    void drift(TrueTree tree) {
        Edit edit = text.edit(tree.files, text.path());
        tree.commit(text.pick(PEOPLE), tree.now,
                edit.path() + ": " + text.name() + " cleanup\n\n" + text.sentence() + "\n",
                List.of(edit));
    }

    Person person() {
        return text.pick(PEOPLE);
    }

    private String area(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\.[ch]$", "");
        return path.substring(0, path.indexOf('/')) + "/" + name;
    }

    // --- mainline

    /** One series: posted, applied to mainline by itself or through a merge, with what comes of it later. */
    private void series(int number) {
        Person author = person();
        int total = random.nextInt(4) == 0 ? 1 : 2 + random.nextInt(4);
        String stem = stem(number, author);
        boolean merged = random.nextInt(4) == 0 && total > 1;
        if (!merged) {
            drift(mainline);
        }
        String base = mainline.tip;
        for (int i = 1; i <= total; i++) {
            TruePatch fixed = random.nextInt(5) == 0 && !patches.isEmpty() ? text.pick(patches) : null;
            TruePatch patch = write(number, i, author, stem, edits(i), subject(number, i), fixed, null);
            apply(patch);
        }
        if (merged) {
            String side = mainline.tip;
            // the trunk goes on in a file that the series leaves alone
            Edit edit = text.edit(mainline.files, untouched(number));
            String trunk = mainline.commit(List.of(base), person(), mainline.now, "trunk: " + text.name() + "\n",
                    List.of(edit));
            mainline.now = mainline.now.plus(Duration.ofHours(2));
            Map<String, List<String>> all = new LinkedHashMap<>(mainline.files);
            mainline.tip = writer.commit(List.of(trunk, side), person(), mainline.now, mainline.now,
                    "Merge branch 'series-" + number + "'\n", all);
        }
        afterwards(number);
        IntStream.range(0, 1 + random.nextInt(3)).forEach(i -> drift(mainline));
    }

    private String untouched(int series) {
        while (true) {
            String path = text.path();
            if (patches.stream().filter(patch -> patch.series() == series).flatMap(patch -> patch.edits().stream())
                    .noneMatch(edit -> edit.path().equals(path))) {
                return path;
            }
        }
    }

    private String subject(int series, int number) {
        return number == 1 && series % 16 == 7 ? "mm: fix a typo" : "";
    }

    /** The changes of a patch: none once in a while, in up to three files. */
    private List<Edit> edits(int number) {
        if (number > 1 && random.nextInt(25) == 0) {
            return List.of();
        }
        Map<String, List<String>> trial = new HashMap<>(mainline.files);
        List<Edit> edits = new ArrayList<>();
        int files = 1 + random.nextInt(3);
        for (int i = 0; i < files; i++) {
            String path = text.path();
            for (int j = 1 + random.nextInt(3); j > 0; j--) {
                Edit edit = text.edit(trial, path);
                edit.apply(trial);
                edits.add(edit);
            }
        }
        return edits;
    }

    private TruePatch write(int series, int number, Person author, String stem, List<Edit> edits, String subject,
            @Nullable TruePatch fixes, @Nullable TruePatch reverts) {
        String area = edits.isEmpty() ? "mm" : area(edits.getFirst().path());
        String title = !subject.isEmpty() ? subject
                : area + ": " + text.pick(List.of("fix", "rework", "speed up", "harden", "document")) + " "
                        + text.name();
        String body = text.sentence() + "\n\n" + text.sentence() + "\n";
        TruePatch patch = new TruePatch(patches.size(), series, number, title, author,
                mainline.now.minus(Duration.ofDays(3 + random.nextInt(20))),
                stem.replace("%", String.valueOf(number + 1)),
                body, edits, fixes, reverts);
        patches.add(patch);
        return patch;
    }

    private String stem(int series, Person author) {
        String day = "202403" + (10 + series % 20);
        return series % 2 == 0 ? day + "141542." + (3371000 + series) + "-%-" + author.email()
                : day + "-series-" + series + "-v2-%-0123456789ab@" + author.email().replaceFirst(".*@", "");
    }

    private void apply(TruePatch patch) {
        String id = mainline.commit(patch.author(), patch.authored(), patch.subject() + "\n\n" + patch.body() + "\n"
                + trailers(patch), patch.edits());
        upstream.put(patch, id);
        mainline.note(patch, State.PRESENT, Means.SAME, id);
    }

    /** Trailers in one of their spellings. */
    private String trailers(TruePatch patch) {
        StringBuilder trailers = new StringBuilder();
        if (patch.fixes() != null) {
            String id = upstream.get(patch.fixes());
            String subject = patch.fixes().subject();
            trailers.append(text.pick(List.of("Fixes: " + id.substring(0, 12) + " (\"" + subject + "\")\n",
                    "Fixes: " + id.substring(0, 12) + " (\"" + subject + "\")\n",
                    "Fixes: " + id + " (\"" + subject + "\")\n",
                    "Fixes: commit " + id.substring(0, 14) + " (\"" + subject + "\")\n",
                    "Fixes: " + id.substring(0, 12) + "\n", "fixes: " + id.substring(0, 10) + " (" + subject + ")\n")));
        }
        if (random.nextInt(3) == 0) {
            trailers.append(
                    text.pick(List.of("Cc: stable@vger.kernel.org\n", "Cc: <stable@vger.kernel.org> # 6.6+\n")));
        }
        if (random.nextInt(3) == 0) {
            trailers.append("Reported-by: " + Authors.text(person()) + "\n");
        }
        trailers.append("Signed-off-by: " + Authors.text(patch.author()) + "\n");
        String id = patch.messageId();
        if (patch.series() % 8 != 6) {
            trailers.append(text.pick(List.of("Link: https://lore.kernel.org/r/" + id + "\n",
                    "Link: https://lkml.kernel.org/r/" + id + "\n", "Link: https://lore.kernel.org/all/" + id + "/\n",
                    "Link: https://patch.msgid.link/" + id + "\n", "Message-ID: <" + id + ">\n",
                    "Message-Id: <" + id + ">\n", "Link: https://lore.kernel.org/linux-mm/" + id + "/T/#u\n")));
        }
        trailers.append("Signed-off-by: Tree Keeper <keeper@example.org>\n");
        return trailers.toString();
    }

    /** What happens to a series later: repairs, reverts, a second start, the same patch through another tree. */
    private void afterwards(int number) {
        TruePatch last = patches.getLast();
        if (last.edits().isEmpty()) {
            return;
        }
        switch (number % 8) {
            case 1 -> followUp(last);
            case 3 -> revert(last);
            case 5 -> {
                TruePatch revert = revert(last);
                reapply(last, revert, number % 16 == 5);
            }
            case 7 -> {
                twins.add(last);
                typoAgain(number);
            }
            default -> {
                // nothing
            }
        }
    }

    private void followUp(TruePatch fixed) {
        Person author = person();
        TruePatch patch = write(1000 + fixed.key(), 1, author, stem(fixed.key(), author), edits(1), "", fixed, null);
        apply(patch);
    }

    private TruePatch revert(TruePatch patch) {
        List<Edit> back = patch.edits().reversed().stream().map(Edit::reversed).toList();
        Person author = person();
        TruePatch revert = write(2000 + patch.key(), 1, author, stem(patch.key(), author), back,
                "Revert \"" + patch.subject() + "\"", null, patch);
        String id = upstream.get(patch);
        String says = text.pick(List.of("This reverts commit " + id + ".\n\n",
                "This reverts commit " + id.substring(0, 12)
                        + " (\"" + patch.subject() + "\").\n\n",
                "Revert commit " + id.substring(0, 12) + " (\"" + patch.subject()
                        + "\") since it does not boot.\n\n"));
        String commit = mainline.commit(author, mainline.now, revert.subject() + "\n\n" + says + revert.body() + "\n"
                + trailers(revert), back);
        upstream.put(revert, commit);
        mainline.note(revert, State.PRESENT, Means.SAME, commit);
        mainline.note(patch, State.REVERTED, Means.SAME, commit);
        return revert;
    }

    /** Brings a patch back: by reverting the revert, or by applying it once more under its own subject. */
    private void reapply(TruePatch patch, TruePatch revert, boolean bySubject) {
        String subject = bySubject ? patch.subject()
                : text.pick(List.of("Revert \"Revert \"" + patch.subject() + "\"\"",
                        "Reapply \"" + patch.subject() + "\""));
        String says = bySubject ? patch.body()
                : "This reverts commit " + upstream.get(revert) + ".\n\n" + text.sentence()
                        + "\n";
        String id = mainline.commit(patch.author(), mainline.now, subject + "\n\n" + says + "\n" + trailers(patch),
                patch.edits());
        mainline.note(patch, State.PRESENT, Means.SAME, id);
        mainline.note(revert, State.REVERTED, Means.SAME, id);
    }

    /** Another patch of the same author with the same subject, for the same file. */
    private void typoAgain(int number) {
        if (typo != null) {
            Edit edit = text.edit(mainline.files, typo.edits().getFirst().path());
            TruePatch patch = write(3000 + number, 1, typo.author(),
                    stem(number, typo.author()).replace("series", "typo"),
                    List.of(edit), typo.subject(), null, null);
            apply(patch);
        }
        typo = patches.stream().filter(patch -> patch.series() == number && patch.number() == 1).findFirst()
                .orElseThrow();
    }

    /** Patches of one series, in order. */
    List<TruePatch> series(TruePatch one) {
        return patches.stream().filter(patch -> patch.series() == one.series()).toList();
    }
}
