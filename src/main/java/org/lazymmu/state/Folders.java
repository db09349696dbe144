package org.lazymmu.state;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * Where things are kept, after the XDG base directory specification.
 *
 * @param data  what cannot be made again without a network
 * @param cache what can be thrown away
 */
public record Folders(Path data, Path cache) {
    private static final String OWN = "lazymmu";

    /** The folders of the user whose environment it is. */
    public static Folders of(Map<String, String> environment) {
        String home = environment.getOrDefault("HOME", "");
        Path base = Path.of(home.isEmpty() ? System.getProperty("user.home", "/") : home);
        return new Folders(named(environment, "XDG_DATA_HOME", base.resolve(".local/share")),
                named(environment, "XDG_CACHE_HOME", base.resolve(".cache")));
    }

    private static Path named(Map<String, String> environment, String variable, Path otherwise) {
        String value = environment.getOrDefault(variable, "");
        // the specification: relative ones are to be ignored
        return (value.startsWith("/") ? Path.of(value) : otherwise).resolve(OWN);
    }

    /** The database. */
    public Path database() {
        return data.resolve("lazymmu.db");
    }

    /**
     * Makes a folder that only its owner can look into, with those above it, unless it is there.
     *
     * @throws StateException if that is not possible
     */
    public static Path make(Path folder) throws StateException {
        try {
            if (Files.isDirectory(folder)) {
                return folder;
            }
            return isPosix(folder)
                    ? Files.createDirectories(folder,
                            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")))
                    : Files.createDirectories(folder);
        } catch (IOException e) {
            throw new StateException(StateException.Kind.ACCESS, folder + ": the folder cannot be made", e);
        }
    }

    /**
     * Makes an empty file that only its owner can read, unless it is there.
     *
     * @throws StateException if that is not possible
     */
    static void makeFile(Path file) throws StateException {
        try {
            if (!Files.exists(file) && isPosix(file)) {
                Files.createFile(file,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            }
        } catch (FileAlreadyExistsException e) {
            // another process was quicker
        } catch (IOException e) {
            throw new StateException(StateException.Kind.ACCESS, file + ": the file cannot be made", e);
        }
    }

    private static boolean isPosix(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
