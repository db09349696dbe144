package org.lazymmu.kernel;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A table of facts: a resource of tab-separated lines, comments start with {@code #}. */
public final class Table {
    private Table() {
    }

    /** The rows of a table of this package. */
    static List<List<String>> rows(String name) {
        return rows(Table.class, name);
    }

    /** The rows of a table that stands beside a class. */
    public static List<List<String>> rows(Class<?> beside, String name) {
        try (InputStream in = beside.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("no table " + name);
            }
            BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return lines.lines().filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> List.of(line.split("\t")))
                    .toList();
        } catch (IOException failure) {
            throw new UncheckedIOException("table " + name, failure);
        }
    }
}
