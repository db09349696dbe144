package org.lazymmu.commit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each way in which messages name other commits, as people write it. */
class ReferencesTest {
    private static final String FULL = "691ee97e1a9d6e2d6b5f3e1c7a4b8d9e0f123456";
    private static final String OTHER = "ad449d856bd7c1a2b3c4d5e6f708192a3b4c5d6e";

    @ParameterizedTest(name = "{0}")
    @MethodSource({ "upstream", "picks", "repairs", "reverts" })
    void relatesTo(String body, List<String> expected) {
        assertThat(read("mm: fix it\n\n" + body)).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("named")
    void names(String body, List<String> expected) {
        assertThat(read("mm: fix it\n\n" + body)).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nothing")
    void takesForNoId(String body) {
        assertThat(read("mm: fix it\n\n" + body)).isEmpty();
    }

    static Stream<Arguments> upstream() {
        return Stream.of(row("commit " + FULL + " upstream.", "upstream " + FULL),
                row("commit " + FULL + " upstream\n\nText.", "upstream " + FULL),
                row("Commit " + FULL + " upstream.\n\nText.", "upstream " + FULL),
                row("commit 691ee97e1a9d (\"mm: fix lazy mmu docs and\nusage\") upstream.",
                        "upstream 691ee97e1a9d 'mm: fix lazy mmu docs and usage'"),
                row("commit upstream " + FULL + ".", "upstream " + FULL),
                row("[ Upstream commit " + FULL + " ]", "upstream " + FULL),
                row("[Upstream commit " + FULL + "]", "upstream " + FULL),
                row("[ upstream commit 691ee97 ]", "upstream 691ee97"),
                row("[ commit " + FULL + " upstream ]", "upstream " + FULL),
                row("Upstream commit " + FULL + ".", "upstream " + FULL),
                row("upstream " + FULL + " commit.", "upstream " + FULL),
                row("This is upstream commit " + FULL + ".", "upstream " + FULL),
                row(FULL + " upstream.", "upstream " + FULL),
                row("commit " + FULL + " from mainline.", "upstream " + FULL),
                row("mainline commit " + FULL, "upstream " + FULL),
                row("Upstream linux commit " + FULL + ".", "upstream " + FULL),
                row("commit " + FULL + " Linux upstream.", "upstream " + FULL),
                row("State: upstream (" + FULL + ")", "upstream " + FULL),
                row("commit " + FULL + " in linux-next", "upstream " + FULL),
                row("commits " + FULL + " and " + OTHER + " upstream.", "upstream " + FULL, "upstream " + OTHER),
                row("commit " + FULL + "\n\nText of it.", "upstream " + FULL),
                row("Upstream-commit: " + FULL, "upstream " + FULL),
                row("Git-commit: " + FULL + "\nPatch-mainline: v6.15-rc1", "upstream " + FULL),
                row("Upstream-Status: Backport [https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/commit/?id="
                        + FULL + "]", "upstream " + FULL),
                row("mainline inclusion\nfrom mainline-v6.15-rc1\ncommit " + FULL
                        + "\ncategory: bugfix\nbugzilla: https://gitee.com/openeuler/kernel/issues/I6ABCD\nCVE: NA\n\nReference: https://git.kernel.org/pub/scm/linux/kernel/git/torvalds/linux.git/commit/?id="
                        + FULL + "\n\n--------------------------------\n\nText.",
                        "upstream " + FULL + " <mainline-v6.15-rc1>"),
                row("stable inclusion\nfrom stable-v6.6.83\ncommit " + OTHER
                        + "\nbugzilla: 12345\n\n---\n\n[ Upstream commit "
                        + FULL + " ]", "upstream " + OTHER + " <stable-v6.6.83>", "upstream " + FULL),
                row("JIRA: https://issues.redhat.com/browse/RHEL-12345\nUpstream Status: RHEL only? no\n\ncommit "
                        + FULL
                        + "\nAuthor: Ryan Roberts <ryan.roberts@arm.com>\nDate:   Mon Mar 3 14:15:35 2025 +0000\n\n    mm: fix lazy mmu docs and usage\n\n    Fixes: 6606c3e0da53 (\"[PATCH] paravirt: lazy mmu mode hooks.patch\")\n\nConflicts: context",
                        "upstream " + FULL,
                        "fixes 6606c3e0da53 '[PATCH] paravirt: lazy mmu mode hooks.patch'"),
                row("Bugzilla: 2123456\nUpstream status: v6.15-rc1\n\nText.\n\ncommit " + FULL + "\n\nMore.",
                        "upstream " + FULL));
    }

    static Stream<Arguments> picks() {
        return Stream.of(row("(cherry picked from commit " + FULL + ")", "cherry-pick " + FULL),
                row("Bug: 254441685\n(cherry picked from commit " + FULL
                        + "\n git://git.kernel.org/pub/scm/linux/kernel/git/akpm/mm.git mm-unstable)\nChange-Id: I0123456789abcdef0123456789abcdef01234567",
                        "cherry-pick " + FULL
                                + " <git://git.kernel.org/pub/scm/linux/kernel/git/akpm/mm.git mm-unstable>"),
                row("(cherry picked from commit " + FULL
                        + " https://git.kernel.org/pub/scm/linux/kernel/git/next/linux-next.git master)",
                        "cherry-pick " + FULL
                                + " <https://git.kernel.org/pub/scm/linux/kernel/git/next/linux-next.git master>"),
                row("(cherry picked from commit " + FULL + " linux-next)", "cherry-pick " + FULL + " <linux-next>"),
                row("(cherry picked from upstream commit 691ee97e1a9d)", "cherry-pick 691ee97e1a9d"),
                row("cherry-picked from commit " + FULL, "cherry-pick " + FULL),
                row("Cherry-pick of " + FULL + ".", "cherry-pick " + FULL),
                row("BugLink: https://bugs.launchpad.net/bugs/2012345\n\n(backported from commit " + FULL
                        + " linux-next)\n[juser: context]", "backport " + FULL + " <linux-next>"),
                row("(backported from commit " + FULL + ")", "backport " + FULL),
                row("[backported from upstream commit " + FULL + "]", "backport " + FULL),
                row("This is a backport of commit 691ee97e1a9d (\"mm: fix lazy mmu\ndocs and usage\").",
                        "backport 691ee97e1a9d 'mm: fix lazy mmu docs and usage'"),
                row("This is a manual backport of upstream commit 691ee97e1a9d.", "backport 691ee97e1a9d"),
                row("Backport-of: " + FULL, "backport " + FULL),
                row("Stable-dep-of: 691ee97e1a9d (\"mm: fix lazy mmu docs and usage\")",
                        "stable-dependency 691ee97e1a9d 'mm: fix lazy mmu docs and usage'"),
                row("Stable-dep-of: 691ee97e1a9d (\"mm: fix lazy mmu docs\n and usage\")",
                        "stable-dependency 691ee97e1a9d 'mm: fix lazy mmu docs and usage'"),
                row("Cc: <stable@vger.kernel.org> # 3.3.x: a1f84a3: sched: Check for idle\nCc: <stable@vger.kernel.org> # 3.3.x: 1b9508f: sched: Rate-limit newidle",
                        "prerequisite a1f84a3", "prerequisite 1b9508f"));
    }

    static Stream<Arguments> repairs() {
        String subject = "mm: add default definition of set_ptes()";
        return Stream.of(row("Fixes: bcc6cc832573 (\"" + subject + "\")", "fixes bcc6cc832573 '" + subject + "'"),
                row("Fixes: bcc6cc832573 (\"mm: add default definition of\n set_ptes()\")",
                        "fixes bcc6cc832573 '" + subject + "'"),
                row("Fixes: bcc6cc832573 (\"mm: add default definition of\nset_ptes()\")\nCc: stable@vger.kernel.org",
                        "fixes bcc6cc832573 '" + subject + "'"),
                row("fixes: bcc6cc832573", "fixes bcc6cc832573"), row("FIXES: BCC6CC832573", "fixes bcc6cc832573"),
                row("Fixes bcc6cc832573 (\"" + subject + "\")", "fixes bcc6cc832573 '" + subject + "'"),
                row("Fixes commit bcc6cc832573.", "fixes bcc6cc832573"),
                row("Fixes: commit bcc6cc832573 (\"" + subject + "\")", "fixes bcc6cc832573 '" + subject + "'"),
                row("Fixes:bcc6cc832573(\"" + subject + "\")", "fixes bcc6cc832573 '" + subject + "'"),
                row("Fixes: bcc6cc832573: " + subject, "fixes bcc6cc832573"),
                row("Fixes: bcc6cc832573 \"" + subject + "\"", "fixes bcc6cc832573 '" + subject + "'"),
                row("Fixes: <bcc6cc832573> (\"" + subject + "\")", "fixes bcc6cc832573 '" + subject + "'"),
                row("Fixes: bcc6cc832573 (“" + subject + "”)", "fixes bcc6cc832573 '" + subject + "'"),
                row("Fixes: bcc6cc832573 (\"Revert \"mm: x\"\")", "fixes bcc6cc832573 'Revert \"mm: x\"'"),
                row("Fixes: bcc6cc832573 (\"a\"), 38e0edb15bd0 (\"b\") and\n  49147beb0ccb (\"c\")",
                        "fixes bcc6cc832573 'a'", "fixes 38e0edb15bd0 'b'", "fixes 49147beb0ccb 'c'"),
                row("Fixes: (\"" + subject + "\")", "fixes - '" + subject + "'"),
                row("Fixes: https://git.kernel.org/torvalds/c/bcc6cc832573", "fixes bcc6cc832573"),
                row("This also fixes commit bcc6cc832573.", "fixes bcc6cc832573"),
                row("Fixes: 1234567 (\"x\")", "fixes 1234567 'x'"),
                row("Fixes: 6606c3e0da53 (\"one\")\nFixes: bcc6cc832573 (\"two\")", "fixes 6606c3e0da53 'one'",
                        "fixes bcc6cc832573 'two'"));
    }

    static Stream<Arguments> reverts() {
        return Stream.of(row("This reverts commit " + FULL + ".", "reverts " + FULL),
                row("This reverts commit 49147beb0ccb (\"x86/xen: allow nesting\").",
                        "reverts 49147beb0ccb 'x86/xen: allow nesting'"),
                row("This partially reverts commit 49147beb0ccb.", "partly-reverts 49147beb0ccb"),
                row("This reverts part of commit 49147beb0ccb.", "partly-reverts 49147beb0ccb"),
                row("This reverts commits 49147beb0ccb and\nbcc6cc832573.", "reverts 49147beb0ccb",
                        "reverts bcc6cc832573"),
                row("This effectively reverts upstream commit 49147beb0ccb.", "reverts 49147beb0ccb"),
                row("So revert commit 49147beb0ccb.", "reverts 49147beb0ccb"),
                row("Revert 49147beb0ccb (\"x\"), it is wrong.", "reverts 49147beb0ccb 'x'"),
                row("This reverts commit " + FULL + ", reversing\nchanges made to " + OTHER + ".", "reverts " + FULL,
                        "mention " + OTHER + " ?"),
                row("The simplest way is to revert the commit 49147beb0ccb.", "mention 49147beb0ccb"),
                row("Commit 49147beb0ccb reverts commit bcc6cc832573.", "mention 49147beb0ccb",
                        "mention bcc6cc832573"));
    }

    static Stream<Arguments> named() {
        return Stream.of(row("Since commit 691ee97e1a9d it is broken.", "mention 691ee97e1a9d"),
                row("Since commit\n691ee97e1a9d (\"mm: fix\") it is broken.", "mention 691ee97e1a9d 'mm: fix'"),
                row("It came with 691ee97e1a9d(\"mm: fix\").", "mention 691ee97e1a9d 'mm: fix'"),
                row("It came with 691ee97e1a9d.", "mention 691ee97e1a9d ?"),
                row("Broken (since 691ee97) in all trees.", "mention 691ee97 ?"),
                row("See commit691ee97e1a9d for it.", "mention 691ee97e1a9d"),
                row("See 691ee97e1a9dis for it.", "mention 691ee97e1a9d ?"),
                row("Added by" + FULL + "and others.", "mention " + FULL + " ?"),
                row("Tested on v6.15-rc1-123-g691ee97e1a9d here.", "mention 691ee97e1a9d"),
                row("Tested on torvalds/linux@691ee97e1a9d here.", "mention 691ee97e1a9d"),
                row("https://github.com/torvalds/linux/commit/691ee97e1a9d", "mention 691ee97e1a9d"),
                row("Link: https://git.kernel.org/linus/691ee97e1a9d", "mention 691ee97e1a9d"),
                row("commits 691ee97e1a9d, ad449d856bd7 and a1d416bf9faf", "mention 691ee97e1a9d",
                        "mention ad449d856bd7", "mention a1d416bf9faf"),
                row("commit 12345678901 is all digits", "mention 12345678901"),
                row("Upstream commit 691ee97e1a9d introduced a bug.", "mention 691ee97e1a9d"),
                row("The bug was fixed by\ncommit 691ee97e1a9d upstream, but not here.", "mention 691ee97e1a9d"),
                row("The backport of commit 691ee97e1a9d was wrong.", "mention 691ee97e1a9d"),
                row("Bisected:\n" + FULL + " is the first bad commit\ncommit " + FULL + "\nAuthor: A <a@b.c>",
                        "mention " + FULL),
                row("> Fixes: 691ee97e1a9d (\"x\")", "mention 691ee97e1a9d 'x'"),
                row("[   12.345678] broken since commit 691ee97e1a9d", "mention 691ee97e1a9d"),
                row("HEAD commit:    691ee97e1a9d Merge tag 'x'\ngit tree: upstream", "mention 691ee97e1a9d"));
    }

    static Stream<Arguments> nothing() {
        return Stream.of("Call trace:\n [<ffffffff81234567>] foo+0x12/0x34\n deadbeef 00000000",
                "RAX: 0000000000000000 RBX: ffff888112345678 RCX: dead000000000100",
                "Code: 0f1f4400 00554889 e5415741", "The size is 12345678 of 1234567890123.",
                "Built on 20250303 at 1740000000.", "It writes 0xdeadbee5 to 0xffffffff81000000.",
                "Message-ID: <20250303141542.3371656a-2-ryan@arm.com>",
                "Link: https://lore.kernel.org/r/20250303abcdef1-2-ryan@arm.com",
                "Link: https://syzkaller.appspot.com/bug?id=691ee97e1a9d6e2d6b5f3e1c7a4b8d9e0f123456",
                "Reported-by: syzbot+691ee97e1a9d6e2d6b5f@syzkaller.appspotmail.com",
                "Closes: https://bugzilla.kernel.org/show_bug.cgi?id=219777", "cafebabe and deadbeef and feedface",
                "Change-Id: I691ee97e1a9d6e2d6b5f3e1c7a4b8d9e0f123456", "facade decade effaced accede",
                "UUID 123e4567-e89b-12d3-a456-426614174000", "md5 0cc175b9c0f1b6a831c399e269772661 of it",
                "foo_abcdef1234 and drm_1234abcd_x", "00000010: 7f45 4c46 0201 0100 1234abcd",
                "index 691ee97e1a9d..ad449d856bd7 100644", "[   12.345678] BUG at 691ee97e in x",
                "pc : 691ee97e1a9d4321 lr : 1a2b3c4d5e6f7081", "sha256 " + FULL + OTHER.substring(0, 20))
                .map(Arguments::of);
    }

    @Test
    void aRevertIsKnownByItsSubject() {
        assertThat(read("Revert \"mm: fix it\"\n\nIt broke.")).containsExactly("reverts - 'mm: fix it'");
        assertThat(read("Revert \"mm: fix it\"\n\nThis reverts commit 691ee97e1a9d."))
                .containsExactly("reverts 691ee97e1a9d 'mm: fix it'");
    }

    @Test
    void aRevertOfARevertSaysWhichOneItTakesBack() {
        assertThat(read("Revert \"Revert \"mm: fix it\"\"\n\nThis reverts commit 691ee97e1a9d."))
                .containsExactly("reverts 691ee97e1a9d 'Revert \"mm: fix it\"'");
        assertThat(read("Reapply \"mm: fix it\"\n\nThis reverts commit 691ee97e1a9d."))
                .containsExactly("reverts 691ee97e1a9d 'Revert \"mm: fix it\"'");
        assertThat(read("BACKPORT: Revert \"mm: fix it\"\n\nText.")).containsExactly("reverts - 'mm: fix it'");
    }

    @Test
    void anIdThatIsMoreThanNamedIsNotNamedBesides() {
        assertThat(read("mm: x\n\nCommit 691ee97e1a9d broke it.\n\nFixes: 691ee97e1a9d (\"mm: y\")"))
                .containsExactly("fixes 691ee97e1a9d 'mm: y'");
    }

    @Test
    void linesAreCounted() {
        assertThat(Message.of("mm: x\n\none\ntwo\n\nFixes: 691ee97e1a9d (\"mm: y\")").references()).singleElement()
                .satisfies(reference -> assertThat(reference.line()).isEqualTo(6));
    }

    private static Arguments row(String body, String... expected) {
        return Arguments.of(body, List.of(expected));
    }

    /** Each reference as {@code kind id 'subject' <origin>}, with a question mark when it is not certain. */
    private static List<String> read(String message) {
        return Message.of(message).references().stream().map(ReferencesTest::row).toList();
    }

    private static String row(Reference reference) {
        return reference.kind().id() + " " + (reference.id().isEmpty() ? "-" : reference.id())
                + (reference.subject().isEmpty() ? "" : " '" + reference.subject() + "'")
                + (reference.origin().isEmpty() ? "" : " <" + reference.origin() + ">")
                + (reference.certain() ? "" : " ?");
    }
}
