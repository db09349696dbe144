package org.lazymmu.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.series.TrueTree.Means;
import org.lazymmu.series.TrueTree.State;
import org.lazymmu.series.TrueTree.Truth;

/** How much of what is true each rung finds, and how much of what it finds is true: the tables of docs/series.md. */
class MeasuredLadderTest {
    private static final Path PAGE = Path.of("docs/series.md");
    private static final String BEGIN = "<!-- measured: MeasuredLadderTest -->\n";
    private static final String END = "<!-- end -->";
    private static final long[] SEEDS = { 2026 };

    @TempDir
    static Path folder;

    private static final Map<Rung, Score> rungs = new EnumMap<>(Rung.class);
    private static final Map<Means, Map<Rung, Integer>> byMeans = new EnumMap<>(Means.class);
    private static final Map<Means, Integer> foundByMeans = new EnumMap<>(Means.class);
    private static final Map<Means, Integer> pairs = new EnumMap<>(Means.class);
    private static final Map<State, Map<Presence, Integer>> verdicts = new EnumMap<>(State.class);
    private static final Score followUps = new Score();
    private static int patches;
    private static int trees;

    /** What a rung says against what is true. */
    private static final class Score {
        private int claims;
        private int right;
        private int accepted;
        private int acceptedRight;
        private int found;
        private int all;

        static String percent(int part, int whole) {
            return whole == 0 ? "–" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
        }
    }

    @BeforeAll
    static void measure() throws IOException {
        for (Rung rung : Rung.values()) {
            rungs.put(rung, new Score());
        }
        for (long seed : SEEDS) {
            measure(GeneratedHistory.write(folder.resolve(seed + ".git"), seed));
        }
    }

    private static void measure(GeneratedHistory history) throws IOException {
        ScannedRepository scan = new ScannedRepository(history.repository);
        Archive archive = new Archive(scan, scan);
        List<SeriesPatch> all = new ArrayList<>();
        for (TruePatch patch : history.patches) {
            all.add(CommitPatch.of(scan, scan.commit(history.upstream.get(patch)).orElseThrow(), 1));
        }
        HunkSearch hunks = new HunkSearch(archive, all);
        patches += all.size();
        trees += history.trees.size();
        for (int i = 0; i < all.size(); i++) {
            Placement placement = new Placement(archive, hunks, all.get(i));
            for (TrueTree tree : history.trees.values()) {
                Tree place = new Tree(tree.name, "refs/mirrors/" + tree.name + "/HEAD", tree.tip);
                Truth truth = tree.truths.getOrDefault(history.patches.get(i),
                        new Truth(State.ABSENT, Means.SAME, List.of()));
                Cell cell = placement.in(place);
                verdicts.computeIfAbsent(truth.state(), state -> new EnumMap<>(Presence.class)).merge(cell.presence(),
                        1,
                        Integer::sum);
                List<Sighting> sightings = new ArrayList<>(archive.within(place, placement.relatives().all()));
                List<Sighting> made = archive.within(place, placement.makers());
                count(truth, sightings, made, all.get(i).diffs().isEmpty() ? Set.of() : HunkSearch.together(made), cell,
                        placement.relatives().contents().changes().size());
            }
        }
        followUps(history, new Ladder(scan, scan), all);
    }

    private static void count(Truth truth, List<Sighting> sightings, List<Sighting> made, Set<Integer> together,
            Cell cell,
            int changes) {
        boolean brought = !truth.commits().isEmpty();
        boolean copied = brought && truth.means() != Means.SAME;
        if (copied) {
            pairs.merge(truth.means(), 1, Integer::sum);
            boolean found = cell.presence() != Presence.ABSENT && cell.presence() != Presence.UNDECIDED
                    && cell.sightings().stream().anyMatch(sighting -> truth.commits().contains(sighting.commit().id()));
            foundByMeans.merge(truth.means(), found ? 1 : 0, Integer::sum);
        }
        for (Rung rung : Rung.values()) {
            Score score = rungs.get(rung);
            boolean rightly = false;
            List<Sighting> says = rung == Rung.HUNKS ? together.size() == changes && changes > 0 ? made : List.of()
                    : sightings.stream().filter(sighting -> sighting.evidence().containsKey(rung)).toList();
            for (Sighting sighting : says) {
                boolean right = truth.commits().contains(sighting.commit().id());
                score.claims++;
                score.right += right ? 1 : 0;
                score.accepted += sighting.accepted() ? 1 : 0;
                score.acceptedRight += sighting.accepted() && right ? 1 : 0;
                rightly |= right && sighting.accepted();
            }
            if (copied && rung != Rung.SAME_COMMIT
                    || brought && rung == Rung.SAME_COMMIT && truth.means() == Means.SAME) {
                score.all++;
                score.found += rightly ? 1 : 0;
            }
            if (copied) {
                byMeans.computeIfAbsent(truth.means(), means -> new EnumMap<>(Rung.class)).merge(rung, rightly ? 1 : 0,
                        Integer::sum);
            }
        }
    }

    private static void followUps(GeneratedHistory history, Ladder ladder, List<SeriesPatch> all) throws IOException {
        List<Tree> places = history.trees.values().stream().map(tree -> new Tree(tree.name, "", tree.tip)).toList();
        for (TruePatch patch : history.patches) {
            if (history.patches.stream().noneMatch(repair -> patch.equals(repair.fixes())) || patch.key() % 3 != 0) {
                continue;
            }
            SeriesReport report = ladder.run(new Series("", 1, 1, List.of(all.get(patch.key())), List.of()), places);
            Set<String> said = new HashSet<>();
            report.notes().stream().filter(note -> note.kind() == Note.Kind.FOLLOW_UP)
                    .forEach(note -> said.add(note.tree() + " " + note.commit()));
            for (TrueTree tree : history.trees.values()) {
                for (TruePatch repair : history.patches) {
                    boolean missing = patch.equals(repair.fixes()) && tree.state(repair) == State.ABSENT
                            && (tree.state(patch) == State.PRESENT || tree.state(patch) == State.PARTIAL);
                    if (patch.equals(repair.fixes())) {
                        boolean claimed = said.contains(tree.name + " " + history.upstream.get(repair));
                        followUps.claims += claimed ? 1 : 0;
                        followUps.right += claimed && missing ? 1 : 0;
                        followUps.all += missing ? 1 : 0;
                    }
                }
            }
        }
    }

    @Test
    void thePageHasTheFiguresOfThisCode() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END, begin);
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(PAGE, page.substring(0, begin) + tables() + page.substring(end));
            page = Files.readString(PAGE);
            end = page.indexOf(END, begin);
        }
        assertThat(page.substring(begin, end)).as("rewrite with -Dgolden.update=true").isEqualTo(tables());
    }

    @Test
    void whatIsAcceptedIsRightAndNothingIsPresentThatIsNotThere() {
        rungs.forEach((rung, score) -> assertThat(score.acceptedRight).as(rung.id())
                .isGreaterThanOrEqualTo((int) (0.99 * score.accepted)));
        assertThat(verdicts.get(State.ABSENT).getOrDefault(Presence.PRESENT, 0))
                .isLessThanOrEqualTo(patches * trees / SEEDS.length / 500);
    }

    private static String tables() {
        StringBuilder text = new StringBuilder();
        text.append(patches + " patches in " + trees / SEEDS.length
                + " trees of a generated history.\n\n");
        text.append(
                "| rung | claims | of them right | accepted | of them right | finds |\n|---|--:|--:|--:|--:|--:|\n");
        for (Rung rung : Rung.values()) {
            Score score = rungs.get(rung);
            if (rung != Rung.BEHAVIOUR) {
                text.append("| " + rung.id() + " | " + score.claims + " | " + Score.percent(score.right, score.claims)
                        + " | "
                        + score.accepted + " | " + Score.percent(score.acceptedRight, score.accepted) + " | "
                        + Score.percent(score.found, score.all) + " |\n");
            }
        }
        List<Rung> shown = Arrays.stream(Rung.values())
                .filter(rung -> rung != Rung.SAME_COMMIT && rung != Rung.BEHAVIOUR)
                .toList();
        text.append("\n| how it came | times |");
        shown.forEach(rung -> text.append(" " + rung.id() + " |"));
        text.append(" ladder |\n|---|--:|" + "--:|".repeat(shown.size() + 1) + "\n");
        pairs.forEach((means, count) -> {
            text.append("| " + means.name().toLowerCase(Locale.ROOT).replace('_', ' ') + " | " + count + " |");
            shown.forEach(rung -> text.append(" " + Score.percent(byMeans.get(means).get(rung), count) + " |"));
            text.append(" " + Score.percent(foundByMeans.get(means), count) + " |\n");
        });
        text.append("\n| true, and said |");
        for (Presence presence : Presence.values()) {
            text.append(" " + presence.id() + " |");
        }
        text.append("\n|---|" + "--:|".repeat(Presence.values().length) + "\n");
        for (State state : State.values()) {
            text.append("| " + state.name().toLowerCase(Locale.ROOT) + " |");
            for (Presence presence : Presence.values()) {
                text.append(" " + verdicts.get(state).getOrDefault(presence, 0) + " |");
            }
            text.append("\n");
        }
        text.append("\nMissing follow-ups: " + followUps.claims + " said, "
                + Score.percent(followUps.right, followUps.claims)
                + " of them right; " + Score.percent(followUps.right, followUps.all) + " of those that are missing.\n");
        return text.toString();
    }
}
