package org.lazymmu.cli;

import java.util.concurrent.Callable;
import org.lazymmu.report.Catalogue;
import org.lazymmu.report.JsonModel;
import org.lazymmu.report.TextCatalogue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lazymmu model list}: what there is to explore. */
@Command(name = "list", sortOptions = false, optionListHeading = "%n", description = "Lists scenarios, backends with the commits they can be taken at, eras and properties.")
final class ModelListCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final ModelEngine engine;

    @Option(names = "--format", paramLabel = "FORMAT", defaultValue = "text", description = "text (default) or json.")
    private String format = "text";

    @SuppressWarnings("UnusedVariable") // picocli looks at it
    @Option(names = { "-h", "--help" }, usageHelp = true, description = "Show this help.")
    private boolean help;

    ModelListCommand(Terminal terminal, ModelEngine engine) {
        this.terminal = terminal;
        this.engine = engine;
    }

    @Override
    public Integer call() throws Failure {
        Choice.format(format);
        Catalogue catalogue = engine.models().catalogue();
        Output.write(terminal, null, out -> {
            if (format.equals("json")) {
                new JsonModel(out).write(catalogue);
            } else {
                new TextCatalogue(out, terminal.palette(), catalogue).write(catalogue);
            }
        });
        return Exit.CLEAN;
    }
}
