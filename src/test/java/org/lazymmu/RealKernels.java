package org.lazymmu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real kernel trees for the tests tagged {@code kernels}; without them those tests are skipped and say so. */
public final class RealKernels {
    private RealKernels() {
    }

    /** The tree of a version such as {@code 6.12}, in the folder that LAZYMMU_KERNELS names. */
    public static Path tree(String version) {
        String folder = System.getenv("LAZYMMU_KERNELS");
        assumeTrue(folder != null, "LAZYMMU_KERNELS does not name a folder with real kernels");
        Path tree = Path.of(folder, "linux-source-" + version);
        assumeTrue(Files.isDirectory(tree), tree + " is missing");
        return tree;
    }
}
