package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README shows what the program prints, and links to what is there. */
class ReadmeTest {
    private static final Path README = Path.of("README.md");
    private static final String EXPLORE = "model explore --backend powerpc@b9ef323ea168^ --users 1";
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)\\)");
    private static final List<String> SHOWN = List.of("==== ", "include/linux/pgtable.h: In function 'set_ptes'",
            "fs/proc/task_mmu.c: In function", "demo-");

    @Test
    void theDemoPrintsWhatTheReadmeShows() throws IOException {
        shows("demo", excerpt(new Session(Path.of("")).run("demo").out()));
    }

    @Test
    void anExplorationPrintsWhatTheReadmeShows() throws IOException {
        String printed = new Session(Path.of("")).run(EXPLORE.split(" ")).out();
        shows(EXPLORE, printed.substring(0, printed.indexOf("\n\nmodel ") + 1));
    }

    private static void shows(String command, String shown) throws IOException {
        Pattern block = Pattern.compile("(?<=" + Pattern.quote("<!-- output: ./lazymmu " + command + " -->\n```\n")
                + ").*?(?=```\n)", Pattern.DOTALL);
        String readme = Files.readString(README, StandardCharsets.UTF_8);
        if (Boolean.getBoolean("golden.update")) {
            readme = block.matcher(readme).replaceFirst(Matcher.quoteReplacement(shown));
            Files.writeString(README, readme, StandardCharsets.UTF_8);
        }
        assertThat(block.matcher(readme).results().map(match -> match.group())).as("rewrite with -Dgolden.update=true")
                .containsExactly(shown);
    }

    @Test
    void linksLeadSomewhere() throws IOException {
        for (Path page : List.of(README, Path.of("ARCHITECTURE.md"), Path.of("CONTRIBUTING.md"))) {
            try (Stream<String> targets = LINK.matcher(Files.readString(page)).results().map(match -> match.group(1))) {
                assertThat(targets).as(page.toString()).allMatch(target -> Files.exists(Path.of(target)));
            }
        }
    }

    /** The headings, two findings and the summaries; what lies between is an ellipsis. */
    private static String excerpt(String output) {
        List<String> parts = new ArrayList<>();
        for (String part : output.strip().split("\n\n")) {
            if (SHOWN.stream().anyMatch(part::startsWith)) {
                parts.add(part);
            } else if (!parts.isEmpty() && !parts.getLast().equals("…")) {
                parts.add("…");
            }
        }
        if (parts.getLast().equals("…")) {
            parts.removeLast();
        }
        return String.join("\n\n", parts) + "\n";
    }
}
