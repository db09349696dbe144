package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lazymmu.golden.Golden;
import org.lazymmu.report.Schemas;

/** {@code lazymmu model cost}. */
class ModelCostTest {
    @TempDir
    private Path folder;

    private Session.Result run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("model", "cost"));
        all.addAll(List.of(arguments));
        return new Session(folder).run(all.toArray(String[]::new));
    }

    @Test
    void costsAreATable() {
        Session.Result result = run("--ptes", "1k");
        assertThat(result.err()).isEmpty();
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        Golden.check("cost/table.txt", result.out());
        assertThat(result.out().lines()).allMatch(line -> line.length() <= 120);
    }

    @Test
    void sizesThatCostTheSameShareALine() {
        Golden.check("cost/sizes.txt",
                run("--ptes=512", "--batch=192,1,32", "--workload=vfree", "--backend=xen,powerpc,sparc64").out());
    }

    @Test
    void allCountersCanBeShown() {
        Golden.check("cost/all.txt", run("--ptes=1000", "--workload=fork", "--backend=sparc64", "--all").out());
    }

    @Test
    void asWithPreemptRt() {
        Golden.check("cost/rt.txt", run("--ptes=1000", "--workload=munmap", "--backend=xen,powerpc", "--rt").out());
    }

    @Test
    void jsonFollowsItsSchema() throws IOException {
        String json = run("--ptes=100", "--workload=fork", "--backend=arm64,xen", "--format=json").out();
        assertThat(Schemas.violations("cost-1.json", json)).isEmpty();
        Golden.check("cost/fork.json", json);
    }

    @Test
    void drawsBars() throws Exception {
        Session.Result result = run("--ptes=1000", "--workload=vmalloc,munmap,fork", "--svg=bars.svg");
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        Golden.check("cost/bars.svg", drawing("bars.svg"));
    }

    @Test
    void drawsCurvesOverTheSizeOfTheBatch() throws Exception {
        run("--ptes=1000", "--workload=vmalloc,munmap", "--batch=1,8,32,192", "--svg=curves.svg");
        Golden.check("cost/curves.svg", drawing("curves.svg"));
    }

    private String drawing(String file) throws Exception {
        Path path = folder.resolve(file);
        DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(path.toFile());
        return Files.readString(path);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "--workload=vmaloc|unknown workload 'vmaloc', did you mean vmalloc?",
            "--backend=arm|unknown backend 'arm', did you mean arm64?", "--ptes=many|--ptes many: not a number",
            "--ptes=0|--ptes 0: not a number", "--ptes=11g|--ptes 11000000000: more than 10000000000",
            "--batch=0|--batch 0: not a number", "--batch=5000|--batch 5000: more than 4096",
            "--format=yaml|unknown format 'yaml'" })
    void wrongUsageIsSaid(String argument, String message) {
        Session.Result result = run(argument);
        assertThat(result.status()).isEqualTo(Exit.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(message);
    }

    @Test
    void aDrawingThatCannotBeWrittenIsAFailureOfTheWorld() {
        Session.Result result = run("--ptes=1", "--workload=vfree", "--backend=none", "--svg=missing/cost.svg");
        assertThat(result.status()).isEqualTo(Exit.WORLD);
        assertThat(result.err()).contains("missing/cost.svg");
    }

    @Test
    void saysOnATerminalHowFarItIs() {
        Session.Result result = new Session(folder).onTerminal(Map.of("NO_COLOR", "1")).run("model", "cost",
                "--ptes=200k",
                "--workload=vfree", "--backend=powerpc,xen");
        assertThat(result.status()).isEqualTo(Exit.CLEAN);
        assertThat(result.err()).contains("vfree, ").endsWith("\r\u001b[K");
    }
}
