package org.lazymmu.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Texts that come with the program. */
final class Resources {
    private Resources() {
    }

    static Optional<String> find(String path) {
        try (InputStream in = Resources.class.getResourceAsStream("/" + path)) {
            return in == null ? Optional.empty() : Optional.of(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the program's own " + path, e);
        }
    }

    static String get(String path) {
        return find(path).orElseThrow(() -> new IllegalStateException("the program lacks its own " + path));
    }
}
