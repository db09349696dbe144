package org.lazymmu.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lazymmu.git.Git;
import org.lazymmu.git.GitCommand;
import org.lazymmu.git.GitException;

/** Trailers: where git sees them, and where people put them. */
class TrailersTest {
    private static final String MESSAGE = """
            mm: fix lazy mmu docs and usage

            The docs were never clear.

            Fixes: bcc6cc832573 ("mm: add default definition of set_ptes()")
            Cc: <stable@vger.kernel.org> # 6.6+
            Link: https://lore.kernel.org/r/20250303141542.3371656-2-ryan.roberts@arm.com
            Reported-by: A B <a@b.example>
            Signed-off-by: Ryan Roberts <ryan.roberts@arm.com>
            """;

    @Test
    void theBlockIsRead() {
        assertThat(rows(MESSAGE)).containsExactly(
                "fixes Fixes=bcc6cc832573 (\"mm: add default definition of set_ptes()\") @5",
                "cc-stable Cc=<stable@vger.kernel.org> # 6.6+ @6",
                "link Link=https://lore.kernel.org/r/20250303141542.3371656-2-ryan.roberts@arm.com @7",
                "reported-by Reported-by=A B <a@b.example> @8",
                "signed-off-by Signed-off-by=Ryan Roberts <ryan.roberts@arm.com> @9");
    }

    @Test
    void foldedValuesAreJoined() {
        assertThat(rows("s\n\nb\n\nFixes: bcc6cc832573 (\"mm: add\n default definition\")\nAcked-by: a@b.c\n"))
                .containsExactly("fixes Fixes=bcc6cc832573 (\"mm: add default definition\") @5",
                        "acked-by Acked-by=a@b.c @7");
    }

    @Test
    void aSubjectThatAMailProgramWrappedIsJoined() {
        assertThat(rows("s\n\nb\n\nFixes: bcc6cc832573 (\"mm: add\ndefault definition\")\nAcked-by: a@b.c\n"))
                .containsExactly("fixes Fixes=bcc6cc832573 (\"mm: add default definition\") !5",
                        "acked-by Acked-by=a@b.c !7");
    }

    @Test
    void aMissingEmptyLineHidesThemFromGitOnly() {
        assertThat(rows("s\n\nThe text\ngoes on,\nand on.\nReported-by: a@b.c\n"))
                .containsExactly("reported-by Reported-by=a@b.c !6");
        assertThat(rows("s\n\nThe text.\nSigned-off-by: a@b.c\n"))
                .containsExactly("signed-off-by Signed-off-by=a@b.c @4");
    }

    @Test
    void thoseInTheMiddleAreFound() {
        assertThat(rows("s\n\nfixes: bcc6cc832573 (\"x\")\n\nMore text.\n\n    Reviewed-By : a@b.c\n\nEnd.\n"))
                .containsExactly("fixes fixes=bcc6cc832573 (\"x\") !3", "reviewed-by Reviewed-By=a@b.c !7");
    }

    @Test
    void sentencesWithColonsAreNone() {
        assertThat(rows("s\n\nNote: this is text.\nBug: it crashes.\nCc: nobody\nLink: none\n\nEnd.\n")).isEmpty();
    }

    @Test
    void unknownKeysCountInTheBlockOnly() {
        assertThat(rows("s\n\nFoo: one\n\nb\n\nBar-baz: two\n")).containsExactly("other Bar-baz=two @7");
    }

    @Test
    void quotedOnesAreSomebodyElses() {
        assertThat(rows("s\n\n> Signed-off-by: a@b.c\n\nEnd.\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "signed off by: a@b.c|signed-off-by", "REVIEWED-BY: a@b.c|reviewed-by",
            "Co-Developed-by: a@b.c|co-developed-by", "Co-authored-by: a@b.c|co-developed-by",
            "Message-ID: <x@y.z>|message-id", "Message-Id: <x@y.z>|message-id", "Closes: https://a.b/1|closes",
            "Tested-By: a@b.c|tested-by", "Suggested-by: a@b.c|suggested-by", "BugLink: https://a.b/1|bug",
            "Bug: 12345678|bug", "Change-Id: I0123|change-id", "Stable-dep-of: 0123456 (\"x\")|stable-dependency",
            "Cc: stable@vger.kernel.org|cc-stable", "CC: Stable <stable@kernel.org> [5.4+]|cc-stable",
            "Cc: unstable@vger.kernel.org|cc", "Cc: a@b.c|cc", "Git-commit: 0123|upstream", "CVE: CVE-2025-1|cve",
            "Upstream-Status: Backport|upstream", "Anything: else|other" })
    void keysAreKnownByAllSpellings(String line, String kind) {
        assertThat(Message.of("s\n\nb\n\n" + line + "\nSigned-off-by: a@b.c\n").trailers().getFirst().kind().id())
                .isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = { "stable@vger.kernel.org # 5.10+|5.10+",
            "<stable@vger.kernel.org> [v4.4+]|v4.4+", "<stable@vger.kernel.org> (v4.4 - v4.9)|v4.4 - v4.9",
            "stable@kernel.org # 3.3.x: a1f84a3: sched|3.3.x: a1f84a3: sched", "stable@vger.kernel.org|``",
            "\"# 5.10\" <stable@vger.kernel.org>|``" })
    void stableCopiesSayForWhich(String value, String comment) {
        assertThat(Message.of("s\n\nb\n\nCc: " + value + "\n").trailers().getFirst().stableComment())
                .isEqualTo(comment);
    }

    @Test
    void peopleHaveNamesAndAddresses() {
        assertThat(Person.of("\"A, B\" <a@b.c> # note")).contains(new Person("A, B", "a@b.c"));
        assertThat(Person.of("a@b.c,")).contains(new Person("", "a@b.c"));
        assertThat(Person.of("syzbot+1a2b@syzkaller.appspotmail.com"))
                .contains(new Person("", "syzbot+1a2b@syzkaller.appspotmail.com"));
        assertThat(Person.of("kernel test robot")).isEmpty();
    }

    /** Lines of all kinds in random order: what is in git's block for git is so for us, and nothing else. */
    @Test
    @Timeout(60)
    void theBlockIsGits() throws GitException {
        List<String> parts = List.of("Signed-off-by: A <a@b.c>", "Fixes: 0123456 (\"x\")", "text of it", "", "", " ",
                " folded", "\tfolded", "(cherry picked from commit 0123456789)", "# note", "Key with space : v",
                "no-key", ": empty", "Conflicts:", "\tmm/memory.c", "Acked-by:", "a_b: c", "x:y", "---",
                "Ünknown: x");
        Git git = Git.ofProcess();
        for (int seed = 0; seed < 250; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder("subject\n\nbody\n\n");
            int lines = 1 + random.nextInt(9);
            for (int i = 0; i < lines; i++) {
                text.append(parts.get(random.nextInt(parts.size()))).append('\n');
            }
            String message = text.toString();
            List<String> expected = git.run(GitCommand.of("interpret-trailers", "--parse", "--no-divider"), message)
                    .lines().toList();
            List<String> ours = new ArrayList<>();
            for (Trailer trailer : Message.of(message).trailers()) {
                if (trailer.inBlock()) {
                    ours.add(trailer.key() + ":" + (trailer.value().isEmpty() ? "" : " " + trailer.value()));
                }
            }
            assertThat(ours).as("seed %d:%n%s", seed, message)
                    .isEqualTo(expected.stream().map(String::stripTrailing).toList());
        }
    }

    private static List<String> rows(String message) {
        return Message.of(message).trailers().stream().map(trailer -> trailer.kind().id() + " " + trailer.key() + "="
                + trailer.value() + (trailer.inBlock() ? " @" : " !") + trailer.line()).toList();
    }
}
