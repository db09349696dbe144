package org.lazymmu.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.commit.CommitIndex;
import org.lazymmu.commit.IndexUpdate;
import org.lazymmu.commit.Reference;
import org.lazymmu.git.Git;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;

/** The index and git's graph against the simple answers of a repository that is read as a whole. */
class IndexedCommitsTest {
    private static final int SAMPLE = 40;

    @TempDir
    Path folder;

    @Test
    void theLadderGivesTheSameOnTheIndexAsOnTheRepository() throws IOException {
        GeneratedHistory history = GeneratedHistory.write(folder.resolve("store.git"), 5);
        ScannedRepository scan = new ScannedRepository(history.repository);
        Git git = Git.ofProcess().at(history.repository);
        try (Database database = Database.open(new Folders(folder, folder), List.of(CommitIndex.TABLES));
                GitHistories histories = new GitHistories(git)) {
            new IndexUpdate(database, git).ofRefs(List.of("refs/mirrors"), read -> {
            });
            IndexedCommits index = new IndexedCommits(new CommitIndex(database), git);
            Forest forest = Forest.of(git);
            List<SeriesPatch> patches = new ArrayList<>();
            int step = history.patches.size() / SAMPLE;
            for (int i = 0; i < history.patches.size(); i += step) {
                String id = history.upstream.get(history.patches.get(i));
                patches.add(CommitPatch.of(histories, index.commit(id).orElseThrow(), patches.size() + 1));
                assertThat(index.commit(id)).isEqualTo(scan.commit(id));
                assertThat(index.resolve(id.substring(0, 12))).isEqualTo(scan.resolve(id.substring(0, 12)));
                assertThat(index.naming(id, Archive.ORIGINS)).hasSameElementsAs(scan.naming(id, Archive.ORIGINS));
                assertThat(index.naming(id, Set.of(Reference.Kind.FIXES)))
                        .hasSameElementsAs(scan.naming(id, Set.of(Reference.Kind.FIXES)));
                for (String mail : patches.getLast().mails()) {
                    assertThat(index.linking(mail)).hasSameElementsAs(scan.linking(mail)).isNotEmpty();
                    MessageStem stem = MessageStem.of(mail);
                    assertThat(index.linkingToThoseThatBegin(stem.before()))
                            .hasSameElementsAs(scan.linkingToThoseThatBegin(stem.before())).isNotEmpty();
                }
            }
            Series series = new Series("", 1, 0, patches, List.of());
            List<Tree> trees = forest.everyMirror();
            assertThat(trees).extracting(Tree::name).containsExactly("android", "distribution", "editor", "mainline",
                    "next",
                    "squasher", "stable");
            SeriesReport onIndex = new Ladder(index, histories).run(series, trees);
            SeriesReport onScan = new Ladder(scan, scan).run(series, trees);
            for (int i = 0; i < cells(onScan).size(); i++) {
                assertThat(cells(onIndex).get(i)).isEqualTo(cells(onScan).get(i));
            }
            assertThat(onIndex.notes()).hasSameElementsAs(onScan.notes());
        }
    }

    private static List<String> cells(SeriesReport report) {
        List<String> cells = new ArrayList<>();
        for (SeriesReport.Row row : report.rows()) {
            for (Cell cell : row.cells()) {
                cells.add(row.patch().number() + " " + cell.tree().name() + " " + cell.presence() + " " + cell.changes()
                        + "/"
                        + cell.total() + " " + cell.lag() + " " + cell.age() + " " + cell.sightings().stream()
                                .map(sighting -> sighting.commit().id() + sighting.evidence() + sighting.doubts())
                                .toList());
            }
        }
        return cells;
    }
}
