package org.lazymmu.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.RealKernels;

/** Debian's package and the folder extracted from it are the same tree. */
@Tag("kernels")
class PackageKernelTest {
    @ParameterizedTest
    @ValueSource(strings = { "6.12", "6.1" })
    void aPackageHasTheFilesOfItsFolder(String version) throws IOException {
        Path deb = RealKernels.debianPackage(version);
        try (KernelTree packed = Trees.open(deb); KernelTree folder = Trees.open(RealKernels.tree(version))) {
            assertThat(packed.paths()).isEqualTo(folder.paths());
            assertThat(packed.losses()).isEmpty();
            FileText one = new FileText();
            FileText other = new FileText();
            for (int file = 0; file < folder.paths().size(); file += 97) {
                packed.read(file, one);
                folder.read(file, other);
                assertThat(one.text(0, one.length())).as(folder.paths().get(file))
                        .isEqualTo(other.text(0, other.length()));
            }
        }
    }
}
