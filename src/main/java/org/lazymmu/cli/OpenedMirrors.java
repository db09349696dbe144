package org.lazymmu.cli;

import java.io.IOException;
import java.util.List;
import org.lazymmu.commit.CommitIndex;
import org.lazymmu.git.Git;
import org.lazymmu.history.Store;
import org.lazymmu.mirror.Mirrors;
import org.lazymmu.mirror.Register;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;
import org.lazymmu.state.Tables;

/**
 * What is kept between runs, opened: the database and the mirrors.
 *
 * @param folders where it is
 * @param git     at no repository
 */
record OpenedMirrors(Folders folders, Database database, Git git, Mirrors mirrors) implements AutoCloseable {
    /** The tables of all packages. */
    static final List<Tables> TABLES = List.of(Register.TABLES, CommitIndex.TABLES, Store.TABLES);

    /** Opens what the user of the terminal has. */
    static OpenedMirrors open(Terminal terminal) throws IOException {
        Folders folders = Folders.of(terminal.environment());
        Database database = Database.open(folders, TABLES);
        Git git = Git.of(terminal.environment());
        return new OpenedMirrors(folders, database, git,
                new Mirrors(folders.data(), new Register(database), git, terminal.clock()));
    }

    @Override
    public void close() throws IOException {
        database.close();
    }
}
