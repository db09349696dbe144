package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.lazymmu.mmu.Commit;
import org.lazymmu.mmu.Environment;
import org.lazymmu.mmu.History;
import org.lazymmu.mmu.Variants;

/** The history of the mode, for people: an overview with one sign for each verdict, then the verdicts, then the repairs. */
public final class TextHistory {
    private static final int WIDTH = 120;
    private static final String INDENT = "  ";

    private static final List<Grid.Paint> PAIR = List.of(text -> text, text -> text);
    private static final List<Grid.Paint> PLAIN = List.of(text -> text, text -> text, text -> text);

    private final Writer out;
    private final Palette palette;

    public TextHistory(Writer out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    /** Writes all of it. */
    public void write(History.Table table) throws IOException {
        overview(table);
        line("");
        legend();
        for (Variants.Architecture architecture : table.architectures()) {
            line("");
            line(palette.place(architecture.id() + ": what changed"));
            changes(table, architecture);
        }
        line("");
        line(palette.place("Repairs: what is broken just before, and with it"));
        for (History.Row row : table.rows()) {
            List<History.Repair> repairs = table.repairs().stream()
                    .filter(repair -> repair.commit().equals(row.commit())).toList();
            if (!repairs.isEmpty()) {
                repairs(row.commit(), repairs);
            }
        }
    }

    private void overview(History.Table table) throws IOException {
        StringBuilder names = new StringBuilder(head("as of", "since", "changed"));
        StringBuilder letters = new StringBuilder(head("", "", ""));
        String environments = List.of(Environment.values()).stream().map(TextHistory::letter)
                .collect(Collectors.joining());
        for (Variants.Architecture architecture : table.architectures()) {
            names.append(String.format(Locale.ROOT, "%-" + (environments.length() + 2) + "s", architecture.id()));
            letters.append(environments).append(INDENT);
        }
        line(palette.place(names.toString().stripTrailing()));
        line(palette.place(letters.toString().stripTrailing()));
        for (History.Row row : table.rows()) {
            Commit commit = row.commit();
            StringBuilder cells = new StringBuilder(head(commit.id(), commit.since(), commit.component().id()));
            for (Variants.Architecture architecture : table.architectures()) {
                Map<Environment, History.Outcome> outcomes = row.outcomes().get(architecture);
                for (Environment environment : Environment.values()) {
                    cells.append(sign(outcomes == null ? null : outcomes.get(environment)));
                }
                cells.append(INDENT);
            }
            line(cells.toString().stripTrailing());
        }
    }

    private static String head(String commit, String since, String component) {
        return String.format(Locale.ROOT, "%-14s%-10s%-10s", commit, since, component);
    }

    private static String letter(Environment environment) {
        return switch (environment) {
            case USERS -> "U";
            case KERNEL -> "K";
            case RT_USERS -> "u";
            case RT_KERNEL -> "k";
            case INTERRUPTS -> "I";
            case FLUSH -> "F";
            case MADVISE -> "M";
            case PAGEMAP -> "P";
            case PAGEALLOC -> "A";
        };
    }

    private String sign(History.@Nullable Outcome outcome) {
        if (outcome == null) {
            return " ";
        }
        if (outcome.breaks().isEmpty()) {
            return outcome.holds() ? "." : palette.note("?");
        }
        return switch (outcome.breaks().getFirst().kind()) {
            case MISBEHAVIOUR -> palette.wrong("X");
            case BATCH -> palette.note("b");
            case NESTING, WARNING, BATCHING -> palette.note("n");
        };
    }

    private void legend() throws IOException {
        Grid grid = new Grid(2);
        for (Environment environment : Environment.values()) {
            grid.row(List.of(letter(environment) + " " + environment.id(), environment.text()), PAIR);
        }
        grid.row(List.of(".", "holds: no reachable step breaks a property"), PAIR);
        grid.row(List.of("X", "misbehaves: an update is lost, late or stale, somebody sleeps who must not, or a BUG"),
                PAIR);
        grid.row(List.of("b", "a batch is not what it should be, without harm to anybody"), PAIR);
        grid.row(List.of("n", "breaks the contract only: regions nest, the kernel warns, or batching ends too early"),
                PAIR);
        grid.row(List.of("?", "a limit was met"), PAIR);
        grid.row(List.of("(blank)", "there is nothing of the kind"), PAIR);
        write(grid);
        line("After a property: the steps of the shortest way to break it. After holds: the states stored.");
    }

    /** What differs from one commit to the next. */
    private void changes(History.Table table, Variants.Architecture architecture) throws IOException {
        Map<Environment, String> before = new LinkedHashMap<>();
        Grid grid = new Grid(3);
        for (History.Row row : table.rows()) {
            Map<String, List<String>> changed = new LinkedHashMap<>();
            row.outcomes().getOrDefault(architecture, Map.of()).forEach((environment, outcome) -> {
                String now = outcome(outcome);
                if (!now.equals(before.put(environment, now))) {
                    changed.computeIfAbsent(now, _ -> new ArrayList<>()).add(environment.id());
                }
            });
            String commit = row.commit().id();
            for (Map.Entry<String, List<String>> entry : changed.entrySet()) {
                grid.row(List.of(commit, String.join(", ", entry.getValue()), entry.getKey()),
                        PLAIN);
                commit = "";
            }
        }
        write(grid);
    }

    private static String outcome(History.Outcome outcome) {
        if (outcome.limit().isPresent()) {
            return "inconclusive: " + outcome.limit().get();
        }
        if (outcome.holds()) {
            return "holds (" + outcome.states() + ")";
        }
        return outcome.breaks().stream().map(each -> each.property().id() + " " + each.steps())
                .collect(Collectors.joining(", "));
    }

    private void repairs(Commit commit, List<History.Repair> repairs) throws IOException {
        line("");
        line(palette.place(commit.id()) + " " + commit.since() + " " + Visible.of(commit.title()));
        Grid grid = new Grid(3);
        List<History.Repair> effects = repairs.stream().filter(History.Repair::changes).toList();
        if (effects.isEmpty()) {
            line(INDENT + "By itself it changes nothing: what it repairs had been taken out of reach before.");
            effects = repairs.stream().filter(History.Repair::wasOutOfReach).toList();
        }
        for (Map.Entry<List<String>, List<String>> entry : stories(effects, commit.repairs().orElse("")).entrySet()) {
            List<String> story = entry.getKey();
            String where = where(story.getFirst(), entry.getValue());
            for (String line : story.subList(1, story.size())) {
                int verdict = line.indexOf(':') + 2;
                grid.row(List.of(where, line.substring(0, verdict), line.substring(verdict)), PLAIN);
                where = "";
            }
        }
        for (boolean sound : List.of(true, false)) {
            Map<String, List<String>> alike = new LinkedHashMap<>();
            for (History.Repair repair : repairs) {
                if (!effects.contains(repair) && repair.after().holds() == sound) {
                    alike.computeIfAbsent(repair.architecture().id(), _ -> new ArrayList<>())
                            .add(repair.environment().id());
                }
            }
            alike.forEach((architecture, environments) -> grid.row(List.of(where(architecture, environments), "",
                    sound ? "hold before and after" : "are broken before and after alike"), PLAIN));
        }
        write(grid);
    }

    private static String where(String architecture, List<String> environments) {
        return architecture + " " + String.join(", ", environments);
    }

    private void write(Grid grid) throws IOException {
        for (String line : grid.lines(WIDTH - INDENT.length())) {
            line(INDENT + line);
        }
    }

    /** Architecture and what came of it, with the environments in which it is so. */
    private static Map<List<String>, List<String>> stories(List<History.Repair> repairs, String defect) {
        Map<List<String>, List<String>> stories = new LinkedHashMap<>();
        for (History.Repair repair : repairs) {
            List<String> story = new ArrayList<>(List.of(repair.architecture().id()));
            String before = outcome(repair.before());
            repair.came().map(TextHistory::outcome).filter(came -> !came.equals(before))
                    .ifPresent(came -> story.add("as of " + defect + ": " + came));
            story.add("before: " + before);
            story.add("with it: " + outcome(repair.after()));
            stories.computeIfAbsent(story, _ -> new ArrayList<>()).add(repair.environment().id());
        }
        return stories;
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
