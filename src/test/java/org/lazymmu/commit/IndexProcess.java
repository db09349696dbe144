package org.lazymmu.commit;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lazymmu.git.Git;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;

/** An update of an index in a process of its own, which can be killed. */
final class IndexProcess {
    private IndexProcess() {
    }

    /** Starts one: the folder of the index, the repository, commits in a transaction. */
    static Process start(Path data, Path repository, int batch, File output) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return new ProcessBuilder(java, "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED", "-cp",
                System.getProperty("java.class.path"), IndexProcess.class.getName(), data.toString(),
                repository.toString(), Integer.toString(batch)).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output)).start();
    }

    public static void main(String[] arguments) throws IOException {
        Path data = Path.of(arguments[0]);
        try (Database database = Database.open(new Folders(data, data), List.of(CommitIndex.TABLES))) {
            new IndexUpdate(database, Git.ofProcess().at(Path.of(arguments[1])), Integer.parseInt(arguments[2]))
                    .ofRefs(List.of(), _ -> {
                    });
        }
    }
}
