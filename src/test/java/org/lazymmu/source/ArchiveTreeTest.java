package org.lazymmu.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTreeTest {
    private static final ArchiveLimits SMALL = new ArchiveLimits(20, 1 << 16, 1 << 18, 4 << 20, 20, 1 << 20, 1 << 14,
            64 << 20);

    @TempDir
    Path folder;

    private KernelTree open(byte[] archive) throws IOException {
        return Trees.open(Archive.write(folder, "x", archive), Trees.Progress.NONE, SMALL);
    }

    private String refusal(byte[] archive) {
        TreeException e = catchThrowableOfType(TreeException.class, () -> open(archive).close());
        assertThat(e).isNotNull();
        assertThat(e.kind()).isEqualTo(TreeException.Kind.USAGE);
        assertThat(e.getMessage()).doesNotContain("\n").startsWith(folder.resolve("x") + ": ");
        return e.getMessage().substring(folder.resolve("x").toString().length() + 2);
    }

    static String text(KernelTree tree, String path) throws IOException {
        FileText text = new FileText();
        tree.read(tree.find(path), text);
        return text.text(0, text.length());
    }

    @ParameterizedTest
    @ValueSource(strings = { "tar", "xz", "gz", "deb", "deb-plain" })
    void readsEveryKind(String kind) throws IOException {
        byte[] tar = Archive.kernel().file("linux/include/linux/mm.h", "#define MM\n").tar();
        byte[] inner = Archive.pack(tar, "xz");
        byte[] data = Archive.empty().folder("./").file("./usr/share/doc/x", "x")
                .file("./usr/src/linux-source-6.12.tar.xz", inner).tar();
        try (KernelTree tree = open(switch (kind) {
            case "xz" -> inner;
            case "gz" -> Archive.pack(tar, "gz");
            case "deb" -> Archive.ar("debian-binary", new byte[]{ '2' }, "data.tar.xz", Archive.pack(data, "xz"));
            case "deb-plain" -> Archive.ar("data.tar", data);
            default -> tar;
        })) {
            assertThat(tree.name()).isEqualTo("linux");
            assertThat(tree.paths()).containsExactly("Makefile", "include/linux/mm.h", "mm/mmap.c");
            assertThat(text(tree, "include/linux/mm.h")).isEqualTo("#define MM\n");
            assertThat(text(tree, "mm/mmap.c")).isEqualTo("int mmap;\n");
            KernelVersion version = KernelVersion.of(tree);
            assertThat(version).isNotNull();
            assertThat(version.text()).isEqualTo("6.12.3");
        }
    }

    @Test
    void readsArchivesWithoutAFolderAroundTheTree() throws IOException {
        try (KernelTree tree = open(Archive.empty().folder("./").file("./Makefile", "VERSION = 6\nPATCHLEVEL = 1\n")
                .file("./mm/a.c", "a").file("./tools/b.c", "b").tar())) {
            assertThat(tree.paths()).containsExactly("Makefile", "mm/a.c");
        }
    }

    @Test
    void leavesOutWhatCannotMatter() throws IOException {
        try (KernelTree tree = open(Archive.kernel().folder("linux/tools/").file("linux/tools/a.c", "")
                .file("linux/drivers/x/asic_reg/a.h", "").file("linux/mm/a.S", "").file("linux/mm/Kconfig", "")
                .folder("linux/scripts/").file("linux/scripts/Kconfig.include", "").file("linux/scripts/a.c", "")
                .file("linux/mm/Makefile", "").tar())) {
            assertThat(tree.paths()).containsExactly("Makefile", "mm/Kconfig", "mm/Makefile", "mm/mmap.c",
                    "scripts/Kconfig.include");
            assertThat(tree.leftOut()).containsExactly("scripts", "tools");
        }
    }

    @Test
    void followsLinksInsideTheTree() throws IOException {
        try (KernelTree tree = open(Archive.kernel().symbolicLink("linux/mm/link.c", "../mm/mmap.c")
                .symbolicLink("linux/mm/loop.c", "loop.c")
                .special("linux/mm/hard.c", TarConstants.LF_LINK, "linux/mm/mmap.c")
                .tar())) {
            assertThat(text(tree, "mm/link.c")).isEqualTo("int mmap;\n");
            assertThat(text(tree, "mm/hard.c")).isEqualTo("int mmap;\n");
            assertThat(tree.losses()).extracting(Loss::path).containsExactly("mm/loop.c");
        }
    }

    @Test
    void isReadByManyThreadsAtOnce() throws Exception {
        Archive archive = Archive.kernel();
        for (int i = 0; i < 9; i++) {
            archive.file("linux/mm/f" + i + ".c", ("" + i).repeat(1000 * i + 1));
        }
        List<Throwable> failures = new ArrayList<>();
        try (KernelTree tree = open(archive.tar())) {
            List<Thread> threads = new ArrayList<>();
            for (int t = 0; t < 4; t++) {
                threads.add(Thread.ofPlatform().start(() -> {
                    try {
                        for (int i = 0; i < 900; i++) {
                            int n = i % 9;
                            assertThat(text(tree, "mm/f" + n + ".c")).isEqualTo(("" + n).repeat(1000 * n + 1));
                        }
                    } catch (IOException | AssertionError e) {
                        synchronized (failures) {
                            failures.add(e);
                        }
                    }
                }));
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void refusesNamesThatLeaveTheArchive() {
        assertThat(refusal(Archive.kernel().file("linux/../../etc/a.c", "x").tar()))
                .isEqualTo("refused: entry linux/../../etc/a.c: name that leaves the archive");
        assertThat(refusal(Archive.kernel().file("/etc/passwd", "x").tar()))
                .contains("entry /etc/passwd: absolute name");
        assertThat(refusal(Archive.kernel().file("other/a.c", "x").tar())).contains("entry other/a.c: outside");
        assertThat(refusal(Archive.kernel().file("linux/mm/a\u001b[31m.c", "x").tar()))
                .contains("entry linux/mm/a\\x1b[31m.c: control character");
    }

    @Test
    void refusesLinksThatLeaveTheArchive() {
        assertThat(refusal(Archive.kernel().symbolicLink("linux/mm/a.c", "/etc/passwd").tar()))
                .contains("entry linux/mm/a.c: link to the absolute path /etc/passwd");
        assertThat(refusal(Archive.kernel().symbolicLink("linux/mm/a", "../../../x").tar()))
                .contains("entry linux/mm/a: link that leaves the archive");
        assertThat(refusal(Archive.kernel().special("linux/mm/a.c", TarConstants.LF_LINK, "../x").tar()))
                .contains("name that leaves the archive");
    }

    @ParameterizedTest
    @ValueSource(bytes = { TarConstants.LF_CHR, TarConstants.LF_BLK, TarConstants.LF_FIFO })
    void refusesDevices(byte type) {
        assertThat(refusal(Archive.kernel().special("linux/mm/null.c", type, "").tar()))
                .isEqualTo("refused: entry linux/mm/null.c: neither file, folder nor link");
    }

    @Test
    void refusesNamesThatOccurTwice() {
        assertThat(refusal(Archive.kernel().file("linux/./mm/mmap.c", "other").tar()))
                .isEqualTo("refused: entry linux/./mm/mmap.c: occurs twice");
        assertThat(refusal(Archive.kernel().symbolicLink("linux/mm/mmap.c", "x.c").tar())).contains("occurs twice");
    }

    @Test
    void refusesTooMuch() throws IOException {
        assertThat(refusal(Archive.kernel().file("linux/mm/big.c", new byte[(1 << 16) + 1]).tar()))
                .contains("entry linux/mm/big.c: larger than");
        Archive many = Archive.kernel();
        Archive full = Archive.kernel();
        for (int i = 0; i < 18; i++) {
            many.file("linux/mm/" + i + ".txt", "");
            full.file("linux/mm/" + i + ".c", new byte[i < 5 ? 60_000 : 0]);
        }
        assertThat(refusal(many.tar())).contains("entry linux/mm/17.txt: more than 20 entries");
        assertThat(refusal(full.tar())).contains("more than 262144 bytes of source in all");
        assertThat(refusal(Archive.kernel().file("linux/a.bin", new byte[5 << 20]).tar())).contains("more than 4 MiB");
        assertThat(refusal(Archive.kernel().file("linux/a.bin", new byte[3 << 20]).xz()))
                .contains("more than 20 times its size");
        assertThat(refusal(Archive.kernel().file("linux/" + "a/".repeat(1 << 14) + "a.c", "").tar()))
                .contains("a header of more than 16 KiB");
    }

    @Test
    void refusesABombBehindTheTreeInAPackage() throws IOException {
        byte[] data = Archive.empty().file("./usr/src/linux-source-6.1.tar.xz", Archive.kernel().xz())
                .file("./bomb", new byte[3 << 20]).tar();
        assertThat(refusal(Archive.ar("data.tar.xz", Archive.pack(data, "xz"))))
                .contains("more than 20 times its size");
    }

    @ParameterizedTest
    @ValueSource(strings = { "tar", "xz", "gz", "deb" })
    void refusesEveryTruncation(String kind) throws IOException {
        byte[] noise = new byte[5000];
        new Random(1).nextBytes(noise);
        byte[] tar = Archive.kernel().file("linux/mm/noise.c", noise).tar();
        byte[] whole = switch (kind) {
            case "tar" -> tar;
            case "deb" -> Archive.ar("data.tar.xz", Archive.pack(
                    Archive.empty().file("./usr/src/linux-source-6.1.tar.xz", Archive.pack(tar, "xz")).tar(), "xz"));
            default -> Archive.pack(tar, kind);
        };
        int contents = kind.equals("tar") ? tar.length - 1024 - 512 : whole.length;
        for (int length = 0; length < contents - 1; length += 97) {
            String refusal = refusal(Archive.first(whole, length));
            assertThat(refusal).as("%s cut at %d of %d", kind, length, whole.length).isNotEmpty();
        }
        assertThat(refusal(Archive.first(tar, 4000))).contains("linux/mm/noise.c");
    }

    @Test
    void refusesDamage() throws IOException {
        byte[] whole = Archive.kernel().xz();
        for (int at = 6; at < whole.length - 12; at += 3) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 0x55;
            assertThat(refusal(damaged)).isNotEmpty();
        }
    }

    @Test
    void refusesWhatIsNoArchive() throws IOException {
        assertThat(refusal(new byte[0])).isEqualTo("refused: empty file");
        assertThat(refusal("hello".getBytes(StandardCharsets.ISO_8859_1))).contains("neither tar");
        assertThat(refusal(new byte[10240])).contains("neither tar");
        assertThat(refusal("(\u00b5/\u00fdxxxx".getBytes(StandardCharsets.ISO_8859_1))).contains("zstd");
        assertThat(refusal(Archive.pack(Archive.pack(new byte[99], "xz"), "xz")))
                .contains("damaged or cut off at its start");
        assertThat(refusal(Archive.ar("control.tar", new byte[99]))).contains("without data.tar");
        assertThat(refusal(Archive.ar("data.tar", Archive.kernel().tar()))).contains("without usr/src/linux-source");
        assertThat(refusal(Archive.ar("data.tar", Archive.ar("data.tar", new byte[9])))).contains("neither tar");
    }

    @Test
    void refusesWhatIsNoKernel() {
        assertThat(refusal(Archive.empty().file("a/b.c", "x").tar()))
                .isEqualTo("not a kernel tree: no Makefile with VERSION and PATCHLEVEL at its top");
        assertThat(refusal(Archive.empty().file("a/Makefile", "VERSION = 1\nPATCHLEVEL = 2\n").tar()))
                .isEqualTo("not a kernel tree: neither mm/ nor include/linux/ in it");
    }

    @Test
    void garbageNeverEscapesAsAnythingElse() throws IOException {
        Random random = new Random(42);
        byte[] whole = Archive.kernel().file("linux/mm/a.c", "abc").symbolicLink("linux/b.c", "mm/a.c").tar();
        for (int round = 0; round < 1000; round++) {
            byte[] mutated = whole.clone();
            for (int change = 0; change < 1 + random.nextInt(4); change++) {
                mutated[random.nextInt(whole.length - 1024)] = (byte) random.nextInt(256);
            }
            try (KernelTree tree = open(mutated)) {
                assertThat(tree.paths()).isNotEmpty();
            } catch (TreeException e) {
                assertThat(e.kind()).isEqualTo(TreeException.Kind.USAGE);
            }
        }
    }
}
