package org.lazymmu.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import org.lazymmu.source.Patch;

/**
 * A file with patches that was named on the command line, read.
 *
 * @param name what it is called in messages
 */
record InputFile(String name, byte[] bytes) {
    private static final String STANDARD_INPUT = "-";

    /** Whether a name stands for standard input. */
    static boolean isStandardInput(String file) {
        return file.equals(STANDARD_INPUT);
    }

    /** Whether standard input is named more often than it can be read. */
    static boolean isStandardInputNamedTwice(Collection<String> files) {
        return files.stream().filter(STANDARD_INPUT::equals).count() > 1;
    }

    /** Reads a file, or standard input where it is called {@code -}. */
    static InputFile read(Terminal terminal, String file) throws Failure {
        String name = isStandardInput(file) ? "standard input" : file;
        try (InputStream in = isStandardInput(file) ? terminal.in()
                : Files.newInputStream(terminal.folder().resolve(Path.of(file)))) {
            byte[] text = in.readNBytes(Patch.MAX_BYTES + 1);
            if (text.length > Patch.MAX_BYTES) {
                throw Failure.usage(name + ": larger than " + (Patch.MAX_BYTES >> 20) + " MiB");
            }
            return new InputFile(name, text);
        } catch (IOException e) {
            throw Failure.usage(name + ": cannot be read (" + Output.reason(e) + ")");
        }
    }
}
