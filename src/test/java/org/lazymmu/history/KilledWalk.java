package org.lazymmu.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.lazymmu.finding.Report;
import org.lazymmu.git.Git;
import org.lazymmu.rule.Check;
import org.lazymmu.state.Database;
import org.lazymmu.state.Folders;

/** A process that goes through a range, says each tree that it has checked, and can be killed. */
public final class KilledWalk {
    private KilledWalk() {
    }

    /** Repository, folder of the database, first commit, last commit. */
    public static void main(String[] arguments) throws IOException {
        Git git = Git.ofProcess().at(Path.of(arguments[0]));
        Path folder = Path.of(arguments[1]);
        try (Database database = Database.open(new Folders(folder.resolve("data"), folder.resolve("cache")),
                List.of(Store.TABLES)); Checker checker = checker(git, Path.of(arguments[0]))) {
            FindingHistory history = new Walk(git, new CommitLog(git), new Store(database, new Setting("test", "")),
                    checker)
                    .range(arguments[2], arguments[3], true, Check.Progress.NONE);
            for (Change change : history.changes()) {
                for (Event event : change.events()) {
                    System.out.println("event " + change.commit().id() + " " + event.kind().id() + " "
                            + event.finding().function());
                }
            }
            System.out.println("end");
        }
    }

    private static Checker checker(Git git, Path repository) {
        Checker real = new SuccessionChecker(git, repository, Walks.OPTIONS);
        return new Checker() {
            @Override
            public Report at(String commit) throws IOException {
                System.out.println("checking " + commit);
                return real.at(commit);
            }

            @Override
            public void close() throws IOException {
                real.close();
            }
        };
    }
}
