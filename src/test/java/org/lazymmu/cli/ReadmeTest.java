package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.lazymmu.history.TinyHistory;

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

    @Test
    void aTraceOnThePageOfARulePrintsWhatTheReadmeShows() throws IOException {
        String printed = new Session(Path.of("")).run("explain", "stale-read").out();
        shows("explain stale-read", printed.substring(printed.indexOf("$ lazymmu "), printed.lastIndexOf("```")));
    }

    /** The two bundled trees as a history: the first, then what each patch of the series makes of it. */
    private static void demoHistory(Path folder) throws IOException {
        TinyHistory history = TinyHistory.in(folder);
        Map<String, String> files = new TreeMap<>(DemoTree.BEFORE.files());
        Map<String, String> after = DemoTree.AFTER.files();
        String tip = history.write(List.of(), files, "Linux 6.14");
        history.tag("v6.14", tip);
        for (List<String> patch : List.of(
                List.of("mm: fix lazy mmu docs and usage", "include/linux/pgtable.h", "arch/powerpc/mm/pgtable.c"),
                List.of("fs/proc/task_mmu: reduce scope of lazy mmu region", "fs/proc/task_mmu.c"),
                List.of("sparc/mm: disable preemption in lazy mmu mode", "arch/sparc/mm/tlb.c"),
                List.of("sparc/mm: avoid calling arch_enter/leave_lazy_mmu() in set_ptes",
                        "arch/sparc/include/asm/pgtable.h"),
                List.of("Revert \"x86/xen: allow nesting of same lazy mode\"", "arch/x86/xen/xen-ops.h"),
                List.of("Linux 6.15", "Makefile"))) {
            patch.subList(1, patch.size()).forEach(path -> files.put(path, after.getOrDefault(path, "")));
            tip = history.write(List.of(tip), files, patch.getFirst());
        }
        history.tag("v6.15", tip);
    }

    @Test
    void aHistoryPrintsWhatTheReadmeShows(@TempDir Path folder) throws IOException {
        demoHistory(folder.resolve("linux.git"));
        Map<String, String> environment = Map.of("XDG_DATA_HOME", folder.resolve("data").toString(), "XDG_CACHE_HOME",
                folder.resolve("cache").toString(), "PATH", System.getenv("PATH"));
        shows("history linux.git v6.14..v6.15", new Session(folder).with(environment, Clock.systemUTC())
                .run("history", "linux.git", "v6.14..v6.15").out());
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
