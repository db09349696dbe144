package org.lazymmu.state;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * The tables of one package, as the SQL files that make them. The first file is version 1; each later file brings the tables from
 * the version before it to its own. A file that was ever released is not changed any more.
 *
 * @param name  the package
 * @param owner a class beside whose resources the files are
 * @param files their names, in order
 */
public record Tables(String name, Class<?> owner, List<String> files) {
    public Tables {
        files = List.copyOf(files);
    }

    /** The version that all files together make. */
    int version() {
        return files.size();
    }

    /**
     * The statements that lead to a version.
     *
     * @param version from 1 on
     */
    String sql(int version) {
        String file = files.get(version - 1);
        try (InputStream in = owner.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks its own " + file + " of " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the program's own " + file, e);
        }
    }
}
