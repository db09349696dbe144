package org.lazymmu.commit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages as a whole: subjects, mails they point to, and text that nobody should have written. */
class MessageTest {

    @Test
    void theSubjectIsTheFirstParagraph() {
        Message message = Message.of("\n\nmm: fix\nit \n\n\nBody\n\nmore\n\n");
        assertThat(message.subject()).isEqualTo("mm: fix it");
        assertThat(message.body()).isEqualTo("Body\n\nmore");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "UPSTREAM: mm: Fix It|mm: fix it", "BACKPORT: FROMGIT: mm: fix it.|mm: fix it",
            "FROMLIST: [PATCH v2 1/5] mm: fix it|mm: fix it", "[PATCH RFC v3 02/11] mm:  fix   it|mm: fix it",
            "Re: [RFC PATCH] mm: fix it|mm: fix it", "ANDROID: mm: fix it|mm: fix it",
            "UBUNTU: SAUCE: mm: fix it|mm: fix it", "CHROMIUM: mm: fix it|mm: fix it",
            "[Backport] mm: fix it|mm: fix it", "Revert \"mm: fix it\"|revert \"mm: fix it\"",
            "stable: mm: x|mm: x", "UPSTREAM:|upstream:", "mm: upstream: x|mm: upstream: x" })
    void subjectsAgreeAcrossTrees(String subject, String normal) {
        assertThat(Subject.normal(subject)).isEqualTo(normal);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "Link: https://lore.kernel.org/r/2025.1-2-a@b.c|2025.1-2-a@b.c",
            "Link: https://lore.kernel.org/all/2025.1-2-a@b.c/|2025.1-2-a@b.c",
            "Link: https://lore.kernel.org/linux-mm/2025.1-2-a@b.c/T/#u|2025.1-2-a@b.c",
            "Link: https://lkml.kernel.org/r/2025.1-2-a@b.c.|2025.1-2-a@b.c",
            "Link: https://patch.msgid.link/2025.1-2-a@b.c|2025.1-2-a@b.c",
            "Link: https://lore.kernel.org/r/CAHk%2Bx%3D%40mail.gmail.com|CAHk+x=@mail.gmail.com",
            "Link: https://lore.kernel.org/r/a+b@c.d|a+b@c.d",
            "Link: https://patchwork.kernel.org/project/linux-mm/patch/2025.1-2-a@b.c/|2025.1-2-a@b.c",
            "(am from https://patchwork.ozlabs.org/project/x/patch/2025.1-2-a@b.c/)|2025.1-2-a@b.c",
            "https://marc.info/?i=2025.1-2-a@b.c|2025.1-2-a@b.c", "Message-ID: <2025.1-2-a@b.c>|2025.1-2-a@b.c",
            "Message-Id: 2025.1-2-a@b.c|2025.1-2-a@b.c" })
    void mailsArePointedTo(String line, String id) {
        assertThat(Message.of("s\n\n" + line + "\n").messageIds()).containsExactly(id);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "Link: https://example.com/r/2025.1-2-a@b.c", "Signed-off-by: A <a@b.c>",
            "Link: https://lore.kernel.org/r/", "Link: https://lore.kernel.org.evil.example/r/a@b.c",
            "Link: https://patchwork.kernel.org/patch/1234567/" })
    void otherAddressesAreNone(String line) {
        assertThat(Message.of("s\n\n" + line + "\n").messageIds()).isEmpty();
    }

    @Test
    void controlCharactersAreData() {
        String text = "s\u0007\u001b[31m\n\nb\u0000c\u202e\n\nAcked-by: \u0001 <a@b.c>\n";
        Message message = Message.of(text);
        assertThat(message.subject()).isEqualTo("s\u0007\u001b[31m");
        assertThat(message.body()).startsWith("b\u0000c\u202e");
        assertThat(message.trailers().getFirst().value()).isEqualTo("\u0001 <a@b.c>");
    }

    @Test
    void bytesOfAnyEncodingSurvive() {
        byte[] latin = "José <j@b.c>".getBytes(StandardCharsets.ISO_8859_1);
        byte[] utf = " und Müller".getBytes(StandardCharsets.UTF_8);
        byte[] both = new byte[latin.length + utf.length];
        System.arraycopy(latin, 0, both, 0, latin.length);
        System.arraycopy(utf, 0, both, latin.length, utf.length);
        assertThat(MessageBytes.text(both)).isEqualTo("José <j@b.c> und Müller");
        assertThat(MessageBytes.text("日本".getBytes(Charset.forName("EUC-JP")))).hasSize(4);
        assertThat(MessageBytes.text(new byte[]{ (byte) 0xc3 })).isEqualTo("Ã");
        assertThat(MessageBytes.text(new byte[]{ (byte) 0xed, (byte) 0xa0, (byte) 0x80, 'x' }))
                .isEqualTo("í\u00a0\u0080x");
        assertThat(MessageBytes.text(new byte[0])).isEmpty();
    }

    @Test
    @Timeout(60)
    void textThatIsMadeToTakeLongDoesNot() {
        int size = Message.MAX_CHARS;
        for (String unit : List.of("a", " ", "\n", "0", "f", "(", "\"", "Fixes: ", "Fixes: 0123456 (\"", "commit ",
                "0123456 ", "0123456,", "cherry picked from ", "commit 0123456 upstream.\n\n", "[", "\n ", "a:\n",
                "Signed-off-by: a@b\n", "https://lore.kernel.org/r/a@b/", "https://", "Message-ID: <", "UPSTREAM: ",
                "Revert \"", "this reverts commit 0123456 and ", "\t\n", "%40", "0123456 and commits ",
                "x@y 0123456 ")) {
            String text = unit.repeat(size / unit.length());
            assertThatCode(() -> Message.of("s\n\n" + text)).as(unit).doesNotThrowAnyException();
        }
    }

    @Test
    void whatIsTooLongIsCutAndSaidSo() {
        Message message = Message.of("s\n\n" + "x ".repeat(Message.MAX_CHARS));
        assertThat(message.isCut()).isTrue();
        assertThat(message.body().length()).isLessThan(Message.MAX_CHARS);
        assertThat(Message.of("s\n\nb").isCut()).isFalse();
    }

    @Test
    @Timeout(60)
    void anyBytesCanBeRead() {
        List<String> parts = List.of("Fixes: ", "commit ", "0123456789ab", "691ee97e1a9d", " upstream", "\n", "\n\n",
                "(\"", "\")", "[ Upstream commit ", " ]", "This reverts ", "@", "https://git.kernel.org/c/", "\u0000",
                "ü", "\r\n", " and ", "Cc: stable@vger.kernel.org # ", ">", "mainline inclusion\nfrom ", ": ", "\t");
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i > 0; i--) {
                text.append(random.nextInt(10) == 0 ? String.valueOf((char) random.nextInt(0xffff))
                        : parts.get(random.nextInt(parts.size())));
            }
            String message = text.toString();
            assertThatCode(() -> {
                for (Reference reference : Message.of(message).references()) {
                    assertThat(reference.id()).matches("|[0-9a-f]{7,64}");
                    assertThat(reference.line()).isBetween(1, message.length() + 1);
                }
            }).as("seed %d: %s", seed, message).doesNotThrowAnyException();
        }
    }
}
