package org.lazymmu.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderTreeTest {
    @TempDir
    Path folder;
    private Path linux = Path.of("");

    @BeforeEach
    void smallKernel() throws IOException {
        linux = folder.resolve("linux");
        write("Makefile", "# x\nVERSION = 6\nPATCHLEVEL = 18\nSUBLEVEL = 0\nEXTRAVERSION = -rc1\nNAME = x\n");
        write("mm/mmap.c", "int mmap;\n");
    }

    private Path write(String path, String text) throws IOException {
        Path file = linux.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    @Test
    void listsWhatCanMatterInOrder() throws IOException {
        write("include/linux/mm.h", "");
        write("include/linux.h", "");
        write("include/linux-x/a.h", "");
        write("mm/Kconfig", "");
        write("mm/Kconfig.debug", "");
        write("mm/a.S", "");
        write("mm/Makefile", "");
        write("mm/v1.2/a.c", "");
        write("tools/a.c", "");
        write("samples/Kconfig", "");
        write("samples/a.c", "");
        write("drivers/x/asic_reg/a.h", "");
        write(".git/a.c", "");
        KernelTree tree = Trees.open(linux);
        assertThat(tree.paths()).containsExactly("Makefile", "include/linux-x/a.h", "include/linux.h",
                "include/linux/mm.h", "mm/Kconfig", "mm/Kconfig.debug", "mm/Makefile", "mm/mmap.c", "mm/v1.2/a.c",
                "samples/Kconfig");
        assertThat(tree.paths()).isSorted();
        assertThat(tree.leftOut()).containsExactlyInAnyOrder(".git", "drivers/x/asic_reg", "samples", "tools");
        assertThat(tree.find("mm/mmap.c")).isEqualTo(7);
        assertThat(tree.find("mm/none.c")).isNegative();
        assertThat(tree.name()).isEqualTo("linux");
    }

    @Test
    void readsWholeFiles() throws IOException {
        String big = "x".repeat((1 << 18) - 1) + "y".repeat(400_000);
        write("mm/big.c", big);
        write("mm/empty.c", "");
        KernelTree tree = Trees.open(linux);
        assertThat(ArchiveTreeTest.text(tree, "mm/big.c")).isEqualTo(big);
        assertThat(ArchiveTreeTest.text(tree, "mm/empty.c")).isEmpty();
    }

    @Test
    void knowsItsVersion() throws IOException {
        KernelVersion version = KernelVersion.of(Trees.open(linux));
        assertThat(version).isNotNull();
        assertThat(version.text()).isEqualTo("6.18.0-rc1");
        assertThat(version.atLeast(6, 18)).isTrue();
        assertThat(version.atLeast(7, 0)).isFalse();
    }

    @Test
    void followsLinksInsideOnly() throws IOException {
        Files.writeString(folder.resolve("secret.c"), "secret");
        Files.createSymbolicLink(linux.resolve("mm/inside.c"), Path.of("mmap.c"));
        Files.createSymbolicLink(linux.resolve("mm/outside.c"), folder.resolve("secret.c"));
        Files.createSymbolicLink(linux.resolve("mm/broken.c"), Path.of("nothing.c"));
        Files.createSymbolicLink(linux.resolve("mm/again"), linux);
        KernelTree tree = Trees.open(linux);
        assertThat(tree.paths()).containsExactly("Makefile", "mm/broken.c", "mm/inside.c", "mm/mmap.c", "mm/outside.c");
        assertThat(ArchiveTreeTest.text(tree, "mm/inside.c")).isEqualTo("int mmap;\n");
        assertThatThrownBy(() -> ArchiveTreeTest.text(tree, "mm/outside.c"))
                .hasMessage("mm/outside.c: link that leaves the tree");
        assertThatThrownBy(() -> ArchiveTreeTest.text(tree, "mm/broken.c")).hasMessage("mm/broken.c: no such file");
    }

    @Test
    void namesFilesThatVanishedOrAreNone() throws IOException {
        Files.createDirectories(linux.resolve("mm/folder.c"));
        Path gone = write("mm/gone.c", "");
        KernelTree tree = Trees.open(linux);
        Files.delete(gone);
        assertThatThrownBy(() -> ArchiveTreeTest.text(tree, "mm/gone.c")).hasMessage("mm/gone.c: no such file");
        assertThatThrownBy(() -> ArchiveTreeTest.text(tree, "mm/folder.c")).isInstanceOf(IOException.class)
                .hasMessageStartingWith("mm/folder.c: ");
    }

    @Test
    void findsTheTreeAroundAFolder() throws IOException {
        assertThat(Trees.around(linux.resolve("mm")).paths()).contains("mm/mmap.c");
        assertThat(Trees.open(folder).name()).isEqualTo("linux");
        assertThat(refusal(() -> Trees.around(folder))).contains("no kernel tree here or above");
    }

    @Test
    void refusesWhatIsNoKernel() throws IOException {
        assertThat(refusal(() -> Trees.open(folder.resolve("nothing")))).endsWith("nothing: no such file or folder");
        assertThat(refusal(() -> Trees.open(linux.resolve("mm")))).contains("not a kernel tree: no Makefile");
        assertThat(refusal(() -> Trees.open(Path.of("/dev/null")))).contains("neither a folder nor a file");
    }

    private static String refusal(org.assertj.core.api.ThrowableAssert.ThrowingCallable open) {
        TreeException e = catchThrowableOfType(TreeException.class, open);
        assertThat(e).isNotNull();
        assertThat(e.kind()).isEqualTo(TreeException.Kind.USAGE);
        return e.getMessage();
    }
}
