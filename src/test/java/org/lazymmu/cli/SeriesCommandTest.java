package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.golden.Golden;
import org.lazymmu.report.Schemas;

class SeriesCommandTest {
    @TempDir
    static Path folder;
    private static FivePatches history;

    @BeforeAll
    static void write() throws IOException {
        Files.createDirectories(folder.resolve("lazymmu"));
        history = FivePatches.write(folder.resolve("lazymmu/objects.git"));
    }

    private Session session() {
        return new Session(folder).with(
                Map.of("XDG_DATA_HOME", folder.toString(), "XDG_CACHE_HOME", folder.resolve("c").toString(),
                        "PATH", System.getenv("PATH")),
                Clock.fixed(Instant.parse("2025-06-01T00:00:00Z"), ZoneOffset.UTC));
    }

    private Session.Result run(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "series";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return session().run(all);
    }

    @Test
    void oneCommitNamesTheFivePatches() throws IOException {
        Session.Result result = run(history.upstream.getFirst().substring(0, 12));
        assertThat(result.err()).isEmpty();
        Golden.check("series/five.txt", result.out());
        assertThat(result.status()).isEqualTo(1);
        readmeShows("<!-- output: ./lazymmu series " + history.upstream.getFirst().substring(0, 12) + " -->\n```\n"
                + result.out()
                + "```\n");
    }

    private static void readmeShows(String shown) throws IOException {
        Path readme = Path.of("README.md");
        if (Boolean.getBoolean("golden.update")) {
            Files.writeString(readme, Files.readString(readme).replaceFirst(
                    "<!-- output: ./lazymmu series [0-9a-f]+ -->\n```\n[^`]*```\n", Matcher.quoteReplacement(shown)));
        }
        assertThat(Files.readString(readme)).as("rewrite with -Dgolden.update=true").contains(shown);
    }

    @Test
    void checkingTheTreesFindsARepairInOtherWords() {
        Session.Result result = run(history.upstream.get(1).substring(0, 12), "--behaviour", "--trees",
                "vendor,stable");
        Golden.check("series/behaviour.txt", result.out());
        assertThat(result.status()).isEqualTo(1);
    }

    private static String mbox(String... options) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("git", "-C", folder.resolve("lazymmu/objects.git").toString(),
                "format-patch", "--stdout", "--cover-letter", "-v3"));
        words.addAll(List.of(options));
        Process git = new ProcessBuilder(words).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String text = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(git.waitFor()).isZero();
        return text;
    }

    /** Presences, a line for each patch. */
    private static String cells(Session.Result result) {
        return result.out().lines().filter(line -> line.matches("\\d  .*")).map(line -> line.replaceAll("[^=~!?]", ""))
                .collect(Collectors.joining(" "));
    }

    @Test
    void mailsNameTheSamePatchesAsCommits() throws Exception {
        String mails = mbox(history.upstream.getFirst() + "~1.." + history.upstream.getLast());
        Files.writeString(folder.resolve("five.mbox"), mails);
        Session.Result file = run("five.mbox");
        assertThat(file.out()).startsWith("*** SUBJECT HERE ***, version 3, 5 patches\n");
        assertThat(cells(file)).isEqualTo("==! =~ === === ==");
        assertThat(session().withInput(mails).run("series", "-").out()).isEqualTo(file.out());
    }

    @Test
    void mailsWithoutTheirCommitsAreKnownByWhatTheyChange() throws Exception {
        String mails = mbox("--no-base", history.upstream.getFirst() + "~1.." + history.upstream.getLast())
                .replaceAll("(?m)^From [0-9a-f]{40} ", "From 0000000000000000000000000000000000000000 ");
        Session.Result result = session().withInput(mails).run("series", "-");
        assertThat(cells(result)).isEqualTo("==! =~ === === ==");
        assertThat(result.out()).contains("patch-id").doesNotContain("same-commit");
    }

    @Test
    void rangesAndMessageIdsNameThemToo() {
        String expected = "==! =~ === === ==";
        assertThat(cells(run("mainline~7..mainline~2"))).isEqualTo(expected);
        assertThat(cells(run(history.upstream.getFirst() + "^.." + history.upstream.getLast()))).isEqualTo(expected);
        assertThat(cells(run("<20250303141542.3371656-1-ada@example.org>"))).isEqualTo(expected);
        assertThat(cells(run("https://lore.kernel.org/all/20250303141542.3371656-4-ada%40example.org/T/#u")))
                .isEqualTo(expected);
    }

    @Test
    void whatIsAskedWronglyIsSaidInOneLine() {
        assertThat(run("691ee97e1a9d").err())
                .isEqualTo("lazymmu: 691ee97e1a9d: no mirror has this commit; add one that has it"
                        + " (lazymmu mirror add NAME URL) or bring those that are there up to date (lazymmu mirror sync --all)\n");
        assertThat(run("691ee97e1a9d").status()).isEqualTo(Exit.USAGE);
        assertThat(run("nothing").err())
                .isEqualTo("lazymmu: nothing: no file, commit id, range A..B, message id, tree or tag\n");
        assertThat(run("mainline", "--trees", "stabel").err())
                .isEqualTo(
                        "lazymmu: stabel: no such tree; there are mainline, mainline/master, stable, stable/master, vendor, "
                                + "vendor/master\n");
        assertThat(run("--mbox", "x", "mainline").err())
                .isEqualTo("lazymmu: --mbox needs the message id of a cover or patch that is in it\n");
        assertThat(run("a@b", "--mbox", "missing.mbox").err())
                .isEqualTo("lazymmu: missing.mbox: cannot be read (no such file or folder)\n");
        assertThat(run("--", "--upload-pack=x..HEAD").err())
                .isEqualTo("lazymmu: --upload-pack=x: no commit id, no tree and no tag of a mirror\n");
        assertThat(run("mainline..--all").err())
                .isEqualTo("lazymmu: --all: no commit id, no tree and no tag of a mirror\n");
    }

    @Test
    void withoutMirrorsThatIsSaid() {
        Session.Result result = new Session(folder).with(Map.of("XDG_DATA_HOME", folder.resolve("empty").toString(),
                "XDG_CACHE_HOME", folder.resolve("c").toString(), "PATH", System.getenv("PATH")), Clock.systemUTC())
                .run("series", "691ee97e1a9d");
        assertThat(result.err())
                .isEqualTo("lazymmu: there are no trees to look at; add a mirror (lazymmu mirror add NAME URL) and"
                        + " fetch it (lazymmu mirror sync NAME)\n");
        assertThat(result.status()).isEqualTo(Exit.USAGE);
    }

    @Test
    void everythingThereIsStatusZero() {
        assertThat(run(history.repair, "--trees", "mainline").status()).isEqualTo(Exit.CLEAN);
    }

    @Test
    void jsonFollowsItsSchema() throws IOException {
        Session.Result result = run(history.upstream.get(4), "--format", "json", "--behaviour");
        assertThat(Schemas.violations("series-1.json", result.out())).isEmpty();
        Golden.check("series/five.json", result.out());
    }
}
