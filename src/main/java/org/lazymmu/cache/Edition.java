package org.lazymmu.cache;

import java.io.File;
import java.io.IOException;
import java.security.CodeSource;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Tells one build of the program from another, so that none reads what another made out. */
public final class Edition {
    private Edition() {
    }

    /** The names and checksums of everything in the program's archive; nothing when it does not run from one. */
    public static Optional<String> ofProgram() {
        CodeSource source = Edition.class.getProtectionDomain().getCodeSource();
        File archive = source == null || source.getLocation() == null ? new File("")
                : new File(source.getLocation().getPath());
        if (!archive.isFile()) {
            return Optional.empty();
        }
        try (ZipFile zip = new ZipFile(archive)) {
            StringBuilder content = new StringBuilder();
            zip.stream().sorted((a, b) -> a.getName().compareTo(b.getName())).forEach(entry -> add(entry, content));
            return Optional.of(Key.of("edition", content.toString()).digest().substring(0, 16));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    private static void add(ZipEntry entry, StringBuilder content) {
        content.append(entry.getName()).append(' ').append(entry.getCrc()).append('\n');
    }
}
