package org.lazymmu.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.lazymmu.mirror.Mirror;
import org.lazymmu.mirror.Mirrors;
import org.lazymmu.mirror.Synced;
import org.lazymmu.report.JsonMirrors;
import org.lazymmu.report.MirrorReport;
import org.lazymmu.report.TextMirrors;
import org.lazymmu.report.WatchReport;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu mirror sync}. */
@Command(name = "sync", sortOptions = false, parameterListHeading = "%n", description = "Fetches what is new, drops refs that are gone from the other side, and records what it has thrown away: those tips are kept.", footer = {
        "", "Mirrors are synchronised side by side; one that somebody else is synchronising is left to them. It",
        "can be killed at any moment: the mirror stays as it was, and the next sync puts in order what is",
        "left over.", "",
        "With --watch it goes on until a signal, each mirror at its interval, a tenth sooner or later,",
        "twice as long after each failure in a row, a day at most. It then prints a line for each sync.", "",
        "Exit status: 0 all were synchronised, 2 wrong usage, 4 one was not, or the system failed." })
final class MirrorSyncCommand implements Callable<Integer> {
    private static final int USUAL_JOBS = 4;
    private static final int MOST_JOBS = 64;

    private final Terminal terminal;

    @Parameters(arity = "0..*", paramLabel = "NAME", description = "Mirrors.")
    private List<String> names = List.of();

    @Option(names = "--all", description = "All mirrors.")
    private boolean all;

    @Option(names = "--watch", description = "Go on, with each mirror at its interval.")
    private boolean watch;

    @Option(names = "--jobs", paramLabel = "N", description = "How many side by side. Default: 4.")
    private int jobs = USUAL_JOBS;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default) or json; with --watch one object a line.")
    private String format = "text";

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    MirrorSyncCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure, IOException {
        Choice.format(format);
        if (names.isEmpty() != all) {
            throw Failure.usage(all ? "give names or --all, not both" : "name mirrors, or give --all");
        }
        if (jobs < 1 || jobs > MOST_JOBS) {
            throw Failure.usage("--jobs is a number from 1 to " + MOST_JOBS);
        }
        try (Interruption interruption = new Interruption();
                OpenedMirrors opened = OpenedMirrors.open(terminal);
                ProgressLine progress = new ProgressLine(terminal.err(), terminal.errIsSeen(),
                        System::currentTimeMillis);
                SyncedWatches watches = new SyncedWatches(terminal, opened.database(), progress)) {
            Mirrors.Progress told = (mirror, text) -> progress.at(mirror.name() + ": " + text, 0, 0);
            Synced index = new IndexAfterSync(opened.folders(), opened.git(), told);
            SyncRun run = new SyncRun(opened.mirrors(), index.then(watches), jobs, interruption, told);
            if (watch) {
                chosen(opened.mirrors());
                run.watch(() -> chosen(opened.mirrors()), sync -> {
                    progress.wipe();
                    print(sync.with(watches.taken(sync.mirror())));
                }, line -> terminal.say("lazymmu: " + line));
                return Exit.CLEAN;
            }
            List<MirrorReport.Sync> results = new ArrayList<>();
            run.once(chosen(opened.mirrors()), sync -> {
                progress.wipe();
                MirrorReport.Sync looked = sync.with(watches.taken(sync.mirror()));
                results.add(looked);
                if (!format.equals("json")) {
                    print(looked);
                }
            });
            progress.wipe();
            return finished(results);
        }
    }

    private int finished(List<MirrorReport.Sync> results) throws Failure {
        if (format.equals("json")) {
            json(results);
        }
        if (results.isEmpty()) {
            terminal.say("lazymmu: there are no mirrors; add one with lazymmu mirror add NAME URL");
        }
        long failed = results.stream().filter(sync -> !sync.succeeded()).count();
        if (failed > 0) {
            terminal.say("lazymmu: " + failed + " of " + results.size() + (results.size() == 1 ? " mirror" : " mirrors")
                    + " not synchronised");
        }
        return failed > 0 ? Exit.WORLD : Exit.CLEAN;
    }

    private List<Mirror> chosen(Mirrors mirrors) throws IOException {
        if (all) {
            return mirrors.register().all();
        }
        Map<Long, Mirror> chosen = new LinkedHashMap<>();
        for (String name : names) {
            Mirror mirror = mirrors.named(name);
            chosen.putIfAbsent(mirror.id(), mirror);
        }
        return new ArrayList<>(chosen.values());
    }

    /** What came of a synchronisation, and of looking at the refs that are watched. */
    private void print(MirrorReport.Sync sync) throws Failure {
        if (format.equals("json")) {
            json(List.of(sync));
            return;
        }
        Output.write(terminal, null,
                out -> new TextMirrors(out, terminal.palette(), terminal.clock().getZone()).sync(sync));
        WatchListCommand.print(terminal, format, new WatchReport.Looked(sync.looks()));
    }

    private void json(List<MirrorReport.Sync> syncs) throws Failure {
        Output.write(terminal, null, out -> new JsonMirrors(out, terminal.clock().getZone())
                .write(new MirrorReport.Syncs(syncs), !watch));
    }
}
