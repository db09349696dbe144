package org.lazymmu.cli;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.lazymmu.mmu.Board;
import org.lazymmu.mmu.Commit;
import org.lazymmu.mmu.Commits;
import org.lazymmu.mmu.Era;
import org.lazymmu.mmu.Properties;
import org.lazymmu.mmu.Selection;
import org.lazymmu.mmu.Variants;
import org.lazymmu.mmu.Workload;
import org.lazymmu.report.Catalogue;
import org.lazymmu.report.Recording;

/** The models of {@code mmu}. */
final class MmuModels implements Models {
    @Override
    public Catalogue catalogue() {
        Commits commits = Commits.read();
        Set<String> backends = new LinkedHashSet<>(Variants.backends());
        return new Catalogue(
                Workload.all().stream().map(each -> new Catalogue.Entry(each.name(), each.text())).toList(),
                Stream.of(Variants.Architecture.values()).map(each -> backend(each, commits)).toList(),
                entries(commits.all().stream().filter(commit -> !backends.contains(commit.component().id()))),
                Stream.of(Era.values()).map(each -> new Catalogue.Entry(each.id(), each.text())).toList(),
                Properties.all().stream().map(each -> new Catalogue.Entry(each.id(), each.text())).toList());
    }

    private static Catalogue.Backend backend(Variants.Architecture architecture, Commits commits) {
        return new Catalogue.Backend(architecture.id(), architecture.text(),
                entries(architecture.commits(commits).stream()));
    }

    private static List<Catalogue.Entry> entries(Stream<Commit> commits) {
        return commits.map(commit -> new Catalogue.Entry(commit.id(), commit.since() + ": " + commit.change()))
                .toList();
    }

    @Override
    public Configuration configure(Map<String, String> settings) throws Failure {
        suggest(settings);
        try {
            Selection selection = Selection.of(settings);
            return new Configuration(selection.settings(), selection.properties(), selection.model(),
                    lanes(new Board(selection.model()), selection.cpus()));
        } catch (IllegalArgumentException e) {
            throw Failure.usage(String.valueOf(e.getMessage()));
        }
    }

    /** Names that are not known, with what somebody may have meant. */
    private void suggest(Map<String, String> settings) throws Failure {
        Catalogue catalogue = catalogue();
        String backend = settings.getOrDefault("backend", "powerpc").replaceFirst("@.*", "");
        Choice.check("backend", backend, catalogue.backends().stream().map(Catalogue.Backend::name).toList());
        check("scenario", settings, catalogue.scenarios());
        check("era", settings, catalogue.eras());
        check("property", settings, catalogue.properties());
    }

    private static void check(String name, Map<String, String> settings, List<Catalogue.Entry> known) throws Failure {
        String value = settings.get(name);
        if (value != null) {
            Choice.checkAll(name, List.of(value.split(",", -1)), known.stream().map(Catalogue.Entry::name).toList());
        }
    }

    static List<Lane> lanes(Board board, int cpus) {
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < cpus; i++) {
            int cpu = i;
            lanes.add(new Lane("cpu" + cpu, Recording.Kind.CPU,
                    board.interrupts().isEmpty() ? List.of() : List.of(board.interrupts().get(cpu)),
                    now -> board.occupant(now, cpu)));
        }
        board.tasks().forEach(
                task -> lanes.add(new Lane(task.name(), Recording.Kind.TASK, List.of(task), _ -> "")));
        return lanes;
    }
}
