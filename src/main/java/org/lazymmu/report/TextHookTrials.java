package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.lazymmu.finding.HookTrials;
import org.lazymmu.finding.HookTrials.Outcome;

/** What came of a tree's own hooks in the model, as text: a verdict for each trial, and the trace below what is broken. */
public final class TextHookTrials {
    private static final int WIDTH = 120;
    private static final String INDENT = "  ";

    private final Writer out;
    private final Palette palette;

    public TextHookTrials(Writer out, Palette palette) {
        this.out = out;
        this.palette = palette;
    }

    public void write(HookTrials hooks) throws IOException {
        for (HookTrials.Trial trial : hooks.trials()) {
            line(palette.place(trial.id()) + ": " + trial.text()
                    + (trial.demanded() ? "" : " (the contract does not demand that it holds)"));
            for (HookTrials.Case tried : trial.cases()) {
                write(tried);
            }
            line("");
        }
        for (String line : Grid.wrap(Visible.of(hooks.architecture()) + " of " + Visible.of(hooks.treeName())
                + (hooks.treeVersion().isEmpty() ? "" : ": Linux ") + Visible.of(hooks.treeVersion()) + ", hooks "
                + Visible.of(hooks.hooks().file()) + ":" + hooks.hooks().line() + ", contract " + hooks.era() + " ("
                + Visible.of(hooks.eraEvidence()) + ")", WIDTH)) {
            line(line);
        }
    }

    private void write(HookTrials.Case tried) throws IOException {
        String given = tried.given().isEmpty() ? "" : ", if " + given(tried.given());
        switch (tried.outcome()) {
            case Outcome.Holds(long states) ->
                    line(INDENT + palette.right("holds") + ": " + Counted.of(states, "state", "states") + given);
            case Outcome.Broken broken -> {
                line(INDENT + palette.wrong("broken") + ": " + broken.property() + ", "
                        + Counted.of(broken.trace().size(), "step", "steps") + given);
                trace(broken.trace());
                text(broken.property() + ": " + broken.text());
                text(Visible.of(broken.message()));
            }
            case Outcome.Unfinished(String why, var place, String function) -> {
                line(INDENT + palette.note("unfinished") + ": " + Visible.of(why) + given);
                if (place.isPresent()) {
                    text(Visible.of(place.get().file()) + ":" + place.get().line() + " " + Visible.of(function) + "()");
                }
            }
        }
    }

    private static String given(Map<String, Boolean> tests) {
        return String.join(" and ", tests.entrySet().stream()
                .map(test -> Visible.of(test.getKey()) + " is " + test.getValue()).toList());
    }

    private void trace(List<HookTrials.Step> steps) throws IOException {
        Grid grid = new Grid(4);
        for (int i = 0; i < steps.size(); i++) {
            HookTrials.Step step = steps.get(i);
            String place = step.place().map(at -> Visible.of(at.file()) + ":" + at.line() + " ").orElse("");
            String function = step.function().isEmpty() ? "" : Visible.of(step.function()) + "(): ";
            grid.row(List.of("", String.format("%2d", i + 1), Visible.of(step.who()),
                    place + function + Visible.of(step.what())),
                    List.of(text -> text, palette::faint, text -> text, text -> text));
        }
        lines(grid);
    }

    private void text(String text) throws IOException {
        Grid grid = new Grid(2);
        grid.row(List.of("", text), Collections.nCopies(2, each -> each));
        lines(grid);
    }

    private void lines(Grid grid) throws IOException {
        for (String line : grid.lines(WIDTH - INDENT.length())) {
            line(INDENT + line);
        }
    }

    private void line(String text) throws IOException {
        out.write(text.stripTrailing());
        out.write('\n');
    }
}
