package org.lazymmu.series;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PatchSubjectTest {
    @Test
    void numbersVersionsAndTagsStandInBrackets() {
        assertThat(PatchSubject.of("[PATCH v3 2/5] mm: fix")).isEqualTo(
                new PatchSubject("mm: fix", false, true, 3, 2, 5, ""));
        assertThat(PatchSubject.of("[RFC PATCH mm-unstable v2 02/15]  mm:  fix")).isEqualTo(
                new PatchSubject("mm: fix", false, true, 2, 2, 15, "rfc mm-unstable"));
        assertThat(PatchSubject.of("[PATCHv4,0/3] cover").version()).isEqualTo(4);
        assertThat(PatchSubject.of("[PATCHv4,0/3] cover").number()).isZero();
        assertThat(PatchSubject.of("[PATCH] one")).isEqualTo(new PatchSubject("one", false, true, 1, -1, -1, ""));
        assertThat(PatchSubject.of("[v3,1/2] patchwork").isPatch()).isTrue();
        assertThat(PatchSubject.of("[GIT PULL] x86 fixes").isPatch()).isFalse();
    }

    @Test
    void repliesAreTold() {
        assertThat(PatchSubject.of("Re: [PATCH v3 2/5] mm: fix").isReply()).isTrue();
        assertThat(PatchSubject.of("AW: Re: [EXTERNAL] Re: [PATCH v3 2/5] mm: fix").isReply()).isTrue();
        assertThat(PatchSubject.of("reading: mm: fix").isReply()).isFalse();
    }

    @Test
    void messageIdsOfOneSeriesDifferInANumber() {
        MessageStem second = MessageStem.of("20250303141542.3371656-2-ryan@example.org");
        assertThat(second).isEqualTo(new MessageStem("20250303141542.3371656-", 2, "-ryan@example.org"));
        assertThat(second.isBeside(MessageStem.of("20250303141542.3371656-6-ryan@example.org"))).isTrue();
        assertThat(second.isBeside(MessageStem.of("20250303141542.3371657-6-ryan@example.org"))).isFalse();
        MessageStem b4 = MessageStem.of("20250303-lazy-2-fixes-v2-3-0123456789ab@kernel.org");
        assertThat(b4).isEqualTo(new MessageStem("20250303-lazy-2-fixes-v2-", 3, "-0123456789ab@kernel.org"));
        assertThat(MessageStem.of("CAHk-=wh1234@mail.gmail.com")).isNull();
    }
}
