package org.lazymmu.series;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;

class GeneratedHistoryTest {
    @TempDir
    Path folder;

    @Test
    void equalSeedsGiveEqualCommitsAndTheTruthHasEveryMeans() throws Exception {
        GeneratedHistory history = GeneratedHistory.write(folder.resolve("a.git"), 1);
        GeneratedHistory again = GeneratedHistory.write(folder.resolve("b.git"), 1);
        assertThat(again.trees.values()).extracting(tree -> tree.tip)
                .isEqualTo(history.trees.values().stream().map(tree -> tree.tip).toList());
        Map<TrueTree.Means, Integer> count = new EnumMap<>(TrueTree.Means.class);
        history.trees.values().forEach(tree -> tree.truths.values()
                .forEach(truth -> count.merge(truth.means(), 1, Integer::sum)));
        assertThat(count.keySet()).containsExactly(TrueTree.Means.values());
        assertThat(count.values()).allMatch(often -> often >= 3);
        Git git = Git.ofProcess().at(history.repository);
        assertThat(git.run(GitCommand.of("fsck"))).isEmpty();
        int commits = Integer.parseInt(git.run(GitCommand.of("rev-list", "--all", "--count")).strip());
        assertThat(commits).isBetween(1000, 3000);
    }
}
