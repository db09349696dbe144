package org.lazymmu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

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

    /** Debian's package of a version, beside the trees or in the folder {@code deb} there. */
    public static Path debianPackage(String version) throws IOException {
        Path folder = tree(version).resolveSibling("");
        String name = "linux-source-" + version + "_";
        try (Stream<Path> files = Files.find(folder, 2,
                (path, attributes) -> path.getFileName().toString().startsWith(name)
                        && path.toString().endsWith(".deb"))) {
            Path found = files.sorted().findFirst().orElse(null);
            assumeTrue(found != null, "no " + name + "*.deb in " + folder);
            return found;
        }
    }
}
