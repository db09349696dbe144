package org.lazymmu.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.lazymmu.mirror.Address;
import org.lazymmu.mirror.Mirror;
import org.lazymmu.mirror.RefChoice;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lazymmu mirror add}. */
@Command(name = "add", sortOptions = false, abbreviateSynopsis = true, parameterListHeading = "%n", description = "Adds a mirror. Nothing is fetched before the first sync.", footer = {
        "", "Git fetches with your own credentials, ssh keys and proxies, but never asks: what needs a",
        "password must be able to get it from a credential helper or an agent. A password in the URL is",
        "never shown; it is stored where only you can read it.", "",
        "Exit status: 0 it is added, 2 wrong usage or a name that is taken, 4 the system failed." })
final class MirrorAddCommand implements Callable<Integer> {
    private final Terminal terminal;

    @SuppressWarnings("NullAway.Init") // picocli demands it
    @Parameters(index = "0", paramLabel = "NAME", description = "Letters, digits, '.', '_' and '-'; 64 at most.")
    private String name;

    @SuppressWarnings("NullAway.Init") // picocli demands it
    @Parameters(index = "1", paramLabel = "URL", description = "https, http, ssh, git or file, USER@HOST:PATH, or a folder.")
    private String url;

    @Option(names = "--ref", paramLabel = "PATTERN", description = "Only these refs: names of branches and tags, or full names, in which * stands for anything. Can be given more than once. Default: all branches and tags; 'refs/*' is everything that the server offers.")
    private List<String> refs = List.of();

    @Option(names = "--interval", paramLabel = "TIME", description = "How often sync --watch synchronises it, such as 15m. Default: 1h.")
    private @Nullable String interval;

    @Option(names = "--deadline", paramLabel = "TIME", description = "How long one sync may take, such as 30m. Default: 2h.")
    private @Nullable String deadline;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    MirrorAddCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Failure, IOException {
        Mirror mirror = Mirror.of(name, Address.parse(url, terminal.folder()), RefChoice.parse(refs),
                time("--interval", interval, Mirror.USUAL_INTERVAL),
                time("--deadline", deadline, Mirror.USUAL_DEADLINE),
                terminal.clock().instant());
        try (OpenedMirrors opened = OpenedMirrors.open(terminal)) {
            opened.mirrors().add(mirror);
        }
        Output.write(terminal, null, out -> out.write("added " + mirror.name() + ", mirror of "
                + mirror.address().shown() + "; fetch it with: lazymmu mirror sync " + mirror.name() + "\n"));
        return Exit.CLEAN;
    }

    private static Duration time(String option, @Nullable String value, Duration usual) throws Failure {
        return value == null ? usual : Duration.ofMillis(Quantity.millis(option, value));
    }
}
