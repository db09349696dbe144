package org.lazymmu.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lazymmu.commit.Person;
import org.lazymmu.source.FileDiff;

class SeriesFilesTest {
    private static final String DIFF = """
            diff --git a/mm/lazy.c b/mm/lazy.c
            index 1111111..2222222 100644
            --- a/mm/lazy.c
            +++ b/mm/lazy.c
            @@ -1,3 +1,3 @@ int lazy(void)
             {
            -	enter();
            +	leave();
             }
            """;
    private static final String FOOT = "-- \n2.39.5\n\n";

    private static String mail(String subject, String id, String replyTo, String body) {
        return "From git@z Thu Jan  1 00:00:00 1970\nFrom: Ada Author <ada@example.org>\nSubject: " + subject
                + "\nDate: Mon, 3 Mar 2025 14:15:35 +0000\nMessage-ID: <" + id + ">\n"
                + (replyTo.isEmpty() ? "" : "In-Reply-To: <" + replyTo + ">\n") + "\n" + body + "\n";
    }

    private static String patch(String subject, String id, String replyTo) {
        return mail(subject, id, replyTo,
                "Because.\n\nSigned-off-by: Ada Author <ada@example.org>\n---\n mm/lazy.c | 2 +-\n\n"
                        + DIFF + FOOT);
    }

    private static Series read(String... files) throws SeriesException {
        return SeriesFiles.read(Arrays.stream(files).map(SeriesFilesTest::content).toList(), null);
    }

    private static SeriesFiles.Content content(String text) {
        return new SeriesFiles.Content("lazy.mbx", text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> subjects(Series series) {
        return series.patches().stream().map(patch -> patch.number() + " " + patch.subject()).toList();
    }

    @Test
    void aThreadIsItsPatchesInTheOrderOfTheirNumbersWithoutCoverAndReplies() throws SeriesException {
        Series series = read(mail("[PATCH v3 0/2] Fix lazy mmu mode", "c@x", "", "Hello.\n\n mm/lazy.c | 2 +-\n")
                + patch("[PATCH v3 2/2] mm: second", "p2@x", "c@x") + patch("[PATCH v3 1/2] mm: first", "p1@x", "c@x")
                + mail("Re: [PATCH v3 2/2] mm: second", "r@x", "p2@x", "> " + DIFF.replace("\n", "\n> ")
                        + "\n\nWhy not this:\n\n" + DIFF));
        assertThat(series.title()).isEqualTo("Fix lazy mmu mode");
        assertThat(series.version()).isEqualTo(3);
        assertThat(series.total()).isEqualTo(2);
        assertThat(subjects(series)).containsExactly("1 mm: first", "2 mm: second");
        assertThat(series.remarks()).containsExactly("1 mail that is no patch was left out");
        SeriesPatch first = series.patches().getFirst();
        assertThat(first.mails()).containsExactly("p1@x");
        assertThat(first.author()).isEqualTo(new Person("Ada Author", "ada@example.org"));
        assertThat(first.authored()).isEqualTo(Instant.parse("2025-03-03T14:15:35Z"));
        assertThat(first.message()).isEqualTo("mm: first\n\nBecause.\n\nSigned-off-by: Ada Author <ada@example.org>\n");
        assertThat(first.diffs()).extracting(FileDiff::path).containsExactly("mm/lazy.c");
    }

    @Test
    void theLatestVersionIsTakenAndTheOtherNamed() throws SeriesException {
        Series series = read(mail("[PATCH 0/1] Fix it", "c1@x", "", "") + patch("[PATCH 1/1] mm: old", "a@x", "c1@x")
                + mail("[PATCH v2 0/1] Fix it", "c2@x", "c1@x", "") + patch("[PATCH v2 1/1] mm: new", "b@x", "c2@x"));
        assertThat(subjects(series)).containsExactly("1 mm: new");
        assertThat(series.remarks()).containsExactly(
                "version 1 is there, too, and was left out; version 2 is the latest");
    }

    @Test
    void aMessageIdNamesTheVersion() throws SeriesException {
        String both = mail("[PATCH 0/1] Fix it", "c1@x", "", "") + patch("[PATCH 1/1] mm: old", "a@x", "c1@x")
                + mail("[PATCH v2 0/1] Fix it", "c2@x", "", "") + patch("[PATCH v2 1/1] mm: new", "b@x", "c2@x");
        assertThat(subjects(SeriesFiles.read(List.of(content(both)), "c1@x"))).containsExactly("1 mm: old");
        assertThat(subjects(SeriesFiles.read(List.of(content(both)), "b@x"))).containsExactly("1 mm: new");
        assertThatThrownBy(() -> SeriesFiles.read(List.of(content(both)), "z@x")).isInstanceOf(SeriesException.class)
                .hasMessage("lazy.mbx: no patch or cover letter with the message id z@x in it");
    }

    @Test
    void twoSeriesAreNotMixed() {
        assertThatThrownBy(() -> read(mail("[PATCH 0/2] One", "c1@x", "", "")
                + patch("[PATCH 1/2] mm: a", "a1@x", "c1@x") + patch("[PATCH 2/2] mm: b", "a2@x", "c1@x")
                + mail("[PATCH 0/2] Two", "c2@x", "", "") + patch("[PATCH 1/2] mm: c", "b1@x", "c2@x")
                + patch("[PATCH 2/2] mm: d", "b2@x", "c2@x"))).isInstanceOf(SeriesException.class).hasMessage(
                        "lazy.mbx: 2 series in it; name one by a message id: \"One\" (c1@x), \"Two\" (c2@x)");
    }

    @Test
    void whatIsMissingAndWhatIsThereTwiceIsSaid() throws SeriesException {
        Series series = read(patch("[PATCH 1/3] mm: a", "20250303141542.33-2-ada@x", "")
                + patch("[PATCH 1/3] mm: a", "20250303141542.33-2-ada@x", "")
                + patch("[PATCH 3/3] mm: c", "20250303141542.33-4-ada@x", "")
                + patch("[PATCH 3/3] mm: c again", "20250303141542.33-14-ada@x", ""));
        assertThat(subjects(series)).containsExactly("1 mm: a", "3 mm: c again");
        assertThat(series.remarks()).containsExactly(
                "patch 3 is there more than once; the latest was taken, 20250303141542.33-14-ada@x");
        assertThat(series.gaps()).containsExactly("of 3 patches lazy.mbx lacks 2");
    }

    @Test
    void mailsOfFormatPatchKnowTheirCommits() throws SeriesException {
        String id = "0123456789abcdef0123456789abcdef01234567";
        Series series = read(
                "From " + id + " Mon Sep 17 00:00:00 2001\nFrom: Ada <ada@x>\nSubject: mm: without brackets\n\n"
                        + "Text\n---\n" + DIFF + FOOT);
        assertThat(subjects(series)).containsExactly("1 mm: without brackets");
        assertThat(series.patches().getFirst().commit()).isEqualTo(id);
        assertThat(series.title()).isEqualTo("mm: without brackets");
    }

    @Test
    void quotedPrintableBase64AndEncodedWordsAreTakenOff() throws SeriesException {
        String body = "Für " + "x".repeat(80) + "=y\n---\n" + DIFF.replace("leave();", "leave(\"ä\");");
        String quoted = body.replace("=", "=3D").replace("ü", "=C3=BC").replace("ä", "=C3=A4").replace("xxy", "xx=\ny")
                .replace("x".repeat(40), "x".repeat(40) + "=\n");
        String head = "From: =?utf-8?q?J=C3=B6rg_?= =?utf-8?b?TcO8bGxlcg==?= <j@x>\nSubject: =?UTF-8?Q?[PATCH]_mm:_f?=\n =?UTF-8?Q?=C3=BCr?=\n"
                + "MIME-Version: 1.0\nContent-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: ";
        Series asQuoted = read(head + "quoted-printable\n\n" + quoted);
        Series asBase64 = read(head + "base64\n\n"
                + Base64.getMimeEncoder().encodeToString(body.getBytes(StandardCharsets.UTF_8)) + "\n");
        assertThat(asBase64.patches()).isEqualTo(asQuoted.patches());
        SeriesPatch patch = asQuoted.patches().getFirst();
        assertThat(patch.author()).isEqualTo(new Person("Jörg Müller", "j@x"));
        assertThat(patch.message()).isEqualTo("mm: für\n\nFür " + "x".repeat(80) + "=y\n");
        // contents of files are bytes
        assertThat(patch.diffs().getFirst().hunks().getFirst().lines().get(2).text()).isEqualTo("\tleave(\"Ã¤\");\n");
    }

    @Test
    void aPatchMayBeAnAttachmentInLatin1WithLinesOfDos() throws SeriesException {
        String mail = ("From: Ada <ada@x>\nSubject: [PATCH] mm: attached\nContent-Type: multipart/mixed;\n boundary=\"=-a\"\n\n"
                + "--=-a\nContent-Type: text/plain; charset=iso-8859-1\n\nFür alle.\n\n--=-a\nContent-Type: text/x-patch;\n"
                + " name=\"x.patch\"\nContent-Transfer-Encoding: base64\n\n"
                + Base64.getEncoder().encodeToString(DIFF.getBytes(StandardCharsets.UTF_8)) + "\n--=-a--\n")
                .replace("\n", "\r\n");
        Series series = SeriesFiles.read(
                List.of(new SeriesFiles.Content("m", mail.getBytes(StandardCharsets.ISO_8859_1))), null);
        assertThat(series.patches().getFirst().message()).isEqualTo("mm: attached\n\nFür alle.\n");
        assertThat(series.patches().getFirst().paths()).containsExactly("mm/lazy.c");
    }

    @Test
    void headersInTheBodyAreThoseOfTheAuthor() throws SeriesException {
        Series series = read(
                mail("[PATCH] whatever", "i@x", "", "From: Grace Hopper <grace@x>\nSubject: mm: real subject\n"
                        + "Date: Sat, 1 Feb 2025 10:00:00 +0100\n\nReason.\n---\n" + DIFF));
        SeriesPatch patch = series.patches().getFirst();
        assertThat(patch.author()).isEqualTo(new Person("Grace Hopper", "grace@x"));
        assertThat(patch.authored()).isEqualTo(Instant.parse("2025-02-01T09:00:00Z"));
        assertThat(patch.message()).isEqualTo("mm: real subject\n\nReason.\n");
    }

    @Test
    void aLineThatStartsWithFromIsNoNewMail() throws SeriesException {
        Series series = read(
                mail("[PATCH] mm: a", "i@x", "", "Text.\n\nFrom here on it is different.\n>From there, too.\n---\n"
                        + DIFF));
        assertThat(series.patches().getFirst().message())
                .isEqualTo("mm: a\n\nText.\n\nFrom here on it is different.\nFrom there, too.\n");
    }

    @Test
    void filesOfOnePatchEachAreASeriesInTheirOrder() throws SeriesException {
        String start = "From: Ada <ada@x>\nSubject: ";
        assertThat(subjects(
                read(start + "[PATCH 2/2] mm: b\n\n---\n" + DIFF, start + "[PATCH 1/2] mm: a\n\n---\n" + DIFF)))
                .containsExactly("1 mm: a", "2 mm: b");
        assertThat(subjects(read(start + "mm: b\n\n---\n" + DIFF, start + "mm: a\n\n---\n" + DIFF)))
                .containsExactly("1 mm: b", "2 mm: a");
    }

    @Test
    void whatGitShowPrintsIsAPatch() throws SeriesException {
        Series series = read("commit 0123456789abcdef0123456789abcdef01234567\nAuthor: Ada Author <ada@x>\n"
                + "Date:   Mon Mar 3 14:15:35 2025 +0100\n\n    mm: shown\n\n    Because.\n\n" + DIFF);
        SeriesPatch patch = series.patches().getFirst();
        assertThat(patch.message()).isEqualTo("mm: shown\n\nBecause.\n");
        assertThat(patch.authored()).isEqualTo(Instant.parse("2025-03-03T13:15:35Z"));
        assertThat(patch.commit()).isEqualTo("0123456789abcdef0123456789abcdef01234567");
        assertThat(patch.author().email()).isEqualTo("ada@x");
    }

    @Test
    void aBareDiffIsCalledLikeItsFile() throws SeriesException {
        Series series = read(DIFF);
        assertThat(subjects(series)).containsExactly("1 lazy.mbx");
    }

    @Test
    void aPatchWithoutChangeIsOneOfTheSeries() throws SeriesException {
        Series series = read(patch("[PATCH 1/2] mm: a", "20250303-a-v1-1-abcdef012345@x", "")
                + mail("[PATCH 2/2] mm: nothing", "20250303-a-v1-2-abcdef012345@x", "", "No change.\n" + FOOT));
        assertThat(subjects(series)).containsExactly("1 mm: a", "2 mm: nothing");
        assertThat(series.patches().getLast().diffs()).isEmpty();
        assertThat(series.patches().getLast().message()).isEqualTo("mm: nothing\n\nNo change.\n");
    }

    @Test
    void whatIsNoSeriesIsSaidInOneLine() {
        assertThatThrownBy(() -> read("just some text\n")).isInstanceOf(SeriesException.class)
                .hasMessage("lazy.mbx: no unified diff in it");
        assertThatThrownBy(() -> read(mail("Hello", "h@x", "", "How are you?"))).isInstanceOf(SeriesException.class)
                .hasMessage("lazy.mbx: no patch in it");
        assertThatThrownBy(() -> read(mail("[PATCH 0/2] Cover", "h@x", "", "Text"))).isInstanceOf(SeriesException.class)
                .hasMessage("lazy.mbx: no patch in it, only a cover letter");
        assertThatThrownBy(() -> read(patch("[PATCH] mm: cut", "h@x", "").split("\\+\tleave")[0]))
                .isInstanceOf(SeriesException.class).hasMessageContaining("fewer lines than its header says");
    }
}
