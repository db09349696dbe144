package org.lazymmu.cli;

import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.lazymmu.explore.Explorer;
import org.lazymmu.rule.Check;

/** Runs commands as a shell would, without a process. */
final class Session {
    /** What came of a run. */
    record Result(int status, String out, String err) {
    }

    private final Path folder;
    private CheckCommand.Engine engine = (memory, tree, options, progress) -> Check.run(tree, options, progress);
    private Map<String, String> environment = Map.of();
    private ModelEngine models = new ModelEngine(new MmuModels(), Explorer::explore, Effort.ofProcess());
    private boolean interactive;
    private String input = "";
    private Clock clock = Clock.systemUTC();

    Session(Path folder) {
        this.folder = folder;
    }

    Session with(CheckCommand.Engine other) {
        engine = other;
        return this;
    }

    Session with(ModelEngine other) {
        models = other;
        return this;
    }

    Session onTerminal(Map<String, String> variables) {
        interactive = true;
        environment = variables;
        return this;
    }

    /** With variables and a time, as a user's who looks at files instead of a terminal. */
    Session with(Map<String, String> variables, Clock time) {
        environment = variables;
        clock = time;
        return this;
    }

    Session withInput(String text) {
        input = text;
        return this;
    }

    Result run(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)), out,
                new PrintWriter(err, true), interactive, interactive, environment,
                folder, clock);
        int status = Main.run(terminal, engine, models, arguments);
        return new Result(status, out.toString(), err.toString());
    }
}
