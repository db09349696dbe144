package org.lazymmu.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Opens kernel trees. */
public final class Trees {
    private Trees() {
    }

    /**
     * Opens a tree.
     *
     * @throws TreeException when it is none, or cannot be read; the message is one line for the user
     */
    public static KernelTree open(Path path) throws IOException {
        if (!Files.exists(path)) {
            throw TreeException.usage(path + ": no such file or folder");
        }
        return FolderTree.list(path);
    }
}
