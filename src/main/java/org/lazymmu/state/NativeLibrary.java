package org.lazymmu.state;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * Keeps the driver's native library in the cache. The driver by itself copies it into the temporary folder on every start, where
 * a process that is killed leaves it behind.
 */
final class NativeLibrary {
    private static final String PATH = "org.sqlite.lib.path";

    private NativeLibrary() {
    }

    /** Lets the driver take the library from the cache. If that cannot be done, the driver does what it does by itself. */
    static void prepare(Path cache) {
        if (System.getProperty(PATH) != null) {
            return;
        }
        String name = LibraryLoaderUtil.getNativeLibName();
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + name;
        Path folder = cache.resolve("native").resolve(SQLiteJDBCLoader.getVersion());
        Path library = folder.resolve(name);
        try (InputStream in = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
            if (in == null) {
                return;
            }
            byte[] bytes = in.readAllBytes();
            Folders.make(folder);
            if (!Files.isRegularFile(library) || Files.size(library) != bytes.length) {
                Path draft = Files.createTempFile(folder, name, ".new");
                try {
                    Files.write(draft, bytes);
                    Files.move(draft, library, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(draft);
                }
            }
            System.setProperty(PATH, folder.toString());
        } catch (IOException e) {
            // a cache that cannot be written costs time and nothing else
        }
    }
}
