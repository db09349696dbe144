package org.lazymmu.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.lazymmu.source.HunkPlacement;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Patch;
import org.lazymmu.source.PatchException;
import org.lazymmu.source.PatchedTree;

/** Patches named on the command line: reads them, applies them to a tree in memory, and says what {@code patch} would say. */
final class PatchFiles {
    private static final String STANDARD_INPUT = "-";
    private static final int MOST_LINES = 20;

    private final Terminal terminal;

    PatchFiles(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Reads patches, in order. */
    List<Patch> read(List<String> files) throws Failure, PatchException {
        if (files.stream().filter(STANDARD_INPUT::equals).count() > 1) {
            throw Failure.usage("--patch -: standard input can be read only once");
        }
        List<Patch> patches = new ArrayList<>();
        for (String file : files) {
            String name = file.equals(STANDARD_INPUT) ? "standard input" : file;
            try (InputStream in = file.equals(STANDARD_INPUT) ? terminal.in()
                    : Files.newInputStream(terminal.folder().resolve(Path.of(file)))) {
                byte[] text = in.readNBytes(Patch.MAX_BYTES + 1);
                if (text.length > Patch.MAX_BYTES) {
                    throw Failure.usage(name + ": larger than " + (Patch.MAX_BYTES >> 20) + " MiB");
                }
                patches.add(Patch.read(name, text));
            } catch (PatchException e) {
                throw e;
            } catch (IOException e) {
                throw Failure.usage(name + ": cannot be read (" + Output.reason(e) + ")");
            }
        }
        return patches;
    }

    /** Applies patches and says which hunks lay elsewhere, and what is not looked at. */
    PatchedTree apply(KernelTree tree, List<Patch> patches) throws IOException {
        PatchedTree patched = PatchedTree.of(tree, patches);
        say(patched.moved().stream().map(PatchFiles::line).toList(), "hunks");
        say(patched.outside().stream().map(file -> file + ": not applied, since the check does not read it").toList(),
                "files");
        return patched;
    }

    private void say(List<String> lines, String what) {
        lines.stream().limit(MOST_LINES).forEach(line -> terminal.say("lazymmu: " + line));
        if (lines.size() > MOST_LINES) {
            terminal.say("lazymmu: and so for " + (lines.size() - MOST_LINES) + " more " + what);
        }
    }

    /** As the program {@code patch} puts it. */
    private static String line(HunkPlacement hunk) {
        String offset = hunk.offset() == 0 ? ""
                : " (offset " + hunk.offset() + (Math.abs(hunk.offset()) == 1 ? " line)" : " lines)");
        return hunk.patch() + ": " + hunk.file() + ": hunk #" + hunk.hunk() + " succeeded at " + hunk.line()
                + (hunk.fuzz() == 0 ? "" : " with fuzz " + hunk.fuzz()) + offset;
    }
}
