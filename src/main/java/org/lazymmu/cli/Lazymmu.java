package org.lazymmu.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command without a command: help and version. */
@Command(name = "lazymmu", versionProvider = Lazymmu.Version.class, synopsisSubcommandLabel = "COMMAND", description = "Checks how a Linux kernel tree uses the lazy MMU mode, and runs the mode as a model.", optionListHeading = "%n", commandListHeading = "%nCommands:%n", footer = {
        "", "Try 'lazymmu demo' first, or 'lazymmu COMMAND --help'.", "",
        "Exit status: 0 nothing (new) found, 1 findings or a property that is broken, 2 wrong usage,",
        "3 inconclusive: nothing found, but a limit was met or something that could hide a finding",
        "was not understood, 4 the disk or the system failed, 70 a defect of lazymmu." })
final class Lazymmu implements Callable<Integer> {
    @SuppressWarnings("NullAway.Init") // set by picocli before the call
    @Spec
    private CommandSpec spec;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-V", "--version" }, versionHelp = true, description = "Show the version.")
    private boolean version;

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(),
                "name a command: check, matrix, explain, model, mirror, commits, series, history, watch or demo");
    }

    static String version() {
        String version = Lazymmu.class.getPackage().getImplementationVersion();
        return version == null ? "(development)" : version;
    }

    /** What {@code --version} prints. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[]{ "lazymmu " + version() };
        }
    }
}
