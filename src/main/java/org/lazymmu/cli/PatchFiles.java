package org.lazymmu.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.lazymmu.source.HunkPlacement;
import org.lazymmu.source.KernelTree;
import org.lazymmu.source.Patch;
import org.lazymmu.source.PatchException;
import org.lazymmu.source.PatchedTree;

/** Patches named on the command line: reads them, applies them to a tree in memory, and says what {@code patch} would say. */
final class PatchFiles {
    private static final int MOST_LINES = 20;

    private final Terminal terminal;

    PatchFiles(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Reads patches, in order. */
    List<Patch> read(List<String> files) throws Failure, PatchException {
        if (InputFile.isStandardInputNamedTwice(files)) {
            throw Failure.usage("--patch -: standard input can be read only once");
        }
        List<Patch> patches = new ArrayList<>();
        for (String file : files) {
            InputFile read = InputFile.read(terminal, file);
            patches.add(Patch.read(read.name(), read.bytes()));
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
