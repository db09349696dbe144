package org.lazymmu.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files with what a person reads, kept beside the tests so that git shows every change of it. {@code -Dgolden.update=true}
 * rewrites them.
 */
public final class Golden {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    private Golden() {
    }

    /** Compares a text with a file of {@code src/test/resources/golden}. */
    public static void check(String file, String actual) {
        Path golden = FOLDER.resolve(file);
        try {
            if (Boolean.getBoolean("golden.update")) {
                Files.createDirectories(golden.getParent());
                Files.writeString(golden, actual, StandardCharsets.UTF_8);
            }
            assertThat(golden).as("rewrite with -Dgolden.update=true").exists();
            assertThat(actual).as(golden + " (rewrite with -Dgolden.update=true)")
                    .isEqualTo(Files.readString(golden, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
