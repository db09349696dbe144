package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.lazymmu.golden.Golden;
import org.lazymmu.rule.Rule;
import org.lazymmu.rule.Rules;

/** Help, version and the pages of the rules. */
class HelpTest {
    private final Session session = new Session(Path.of(""));

    @Test
    void helpIsAsItHasAlwaysBeen() {
        Golden.check("help/lazymmu.txt", help("--help"));
        for (String command : List.of("check", "matrix", "explain", "series", "history", "demo")) {
            Golden.check("help/" + command + ".txt", help(command, "--help"));
        }
        Golden.check("help/watch.txt", help("watch", "--help"));
        for (String command : List.of("add", "run", "list", "remove")) {
            Golden.check("help/watch-" + command + ".txt", help("watch", command, "--help"));
        }
        Golden.check("help/model.txt", help("model", "--help"));
        for (String command : List.of("list", "explore", "run", "replay", "history", "cost")) {
            Golden.check("help/model-" + command + ".txt", help("model", command, "--help"));
        }
        Golden.check("help/mirror.txt", help("mirror", "--help"));
        for (String command : List.of("add", "sync", "list", "status", "remove")) {
            Golden.check("help/mirror-" + command + ".txt", help("mirror", command, "--help"));
        }
    }

    @Test
    void helpFitsATerminal() {
        assertThat(help("check", "--help").lines()).allMatch(line -> line.length() <= 100);
        assertThat(help("history", "--help").lines()).allMatch(line -> line.length() <= 100);
        assertThat(help("model", "explore", "--help").lines()).allMatch(line -> line.length() <= 100);
        for (String command : List.of("add", "sync", "list", "status", "remove")) {
            assertThat(help("mirror", command, "--help").lines()).allMatch(line -> line.length() <= 100);
        }
    }

    @Test
    void theVersionIsOneLine() {
        assertThat(help("--version")).matches("lazymmu \\S+\n");
    }

    @Test
    void explainListsTheRules() {
        Golden.check("explain/rules.txt", help("explain"));
        assertThat(help("explain").lines()).hasSameSizeAs(Rules.all());
    }

    @Test
    void explainPrintsThePageOfEachRule() {
        for (Rule rule : Rules.all()) {
            assertThat(help("explain", rule.id())).startsWith("# " + rule.id() + ": ").contains("## Silence it");
        }
    }

    @Test
    void explainSuggestsARule() {
        Session.Result result = session.run("explain", "lock-ordr");
        assertThat(result.status()).isEqualTo(Exit.USAGE);
        assertThat(result.err()).contains("did you mean lock-order?");
    }

    private String help(String... arguments) {
        Session.Result result = session.run(arguments);
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        return result.out();
    }
}
