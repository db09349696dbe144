package org.lazymmu.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Stream;

/** The list of models, one a line. */
public final class TextCatalogue {
    private static final int WIDTH = 120;

    private final Writer out;
    private final Palette palette;
    private final int names;

    public TextCatalogue(Writer out, Palette palette, Catalogue catalogue) {
        this.out = out;
        this.palette = palette;
        names = Stream.of(catalogue.scenarios(), catalogue.eras(), catalogue.properties()).flatMap(List::stream)
                .mapToInt(entry -> entry.name().length()).max().orElse(0);
    }

    /** Writes all of it. */
    public void write(Catalogue catalogue) throws IOException {
        section("Scenarios: --scenario NAME", catalogue.scenarios());
        line(palette
                .place("Backends: --backend NAME as it is now, NAME@COMMIT as of a commit, NAME@COMMIT^ as before it, "
                        + "NAME@v6.6 as of a release"));
        for (Catalogue.Backend backend : catalogue.backends()) {
            entry("  ", backend.name(), backend.text());
            for (Catalogue.Entry variant : backend.variants()) {
                entry("    ", "@" + variant.name(), variant.text());
            }
        }
        line("");
        line(palette
                .place("Commits of what they share: every backend can be taken as of them, and as of one another's"));
        for (Catalogue.Entry commit : catalogue.history()) {
            entry("    ", "@" + commit.name(), commit.text());
        }
        line("");
        section("Eras of the contract: --era NAME", catalogue.eras());
        line(palette.place("Properties: --property NAME,NAME"));
        for (Catalogue.Entry entry : catalogue.properties()) {
            entry("  ", entry.name(), entry.text());
        }
    }

    private void section(String title, List<Catalogue.Entry> entries) throws IOException {
        line(palette.place(title));
        for (Catalogue.Entry entry : entries) {
            entry("  ", entry.name(), entry.text());
        }
        line("");
    }

    private void entry(String indent, String name, String text) throws IOException {
        int width = names + 2 - (indent.length() - 2);
        String head = indent + name + " ".repeat(Math.max(2, width - name.length()));
        List<String> lines = Grid.wrap(text, WIDTH - head.length());
        line(head + lines.getFirst());
        for (String more : lines.subList(1, lines.size())) {
            line(" ".repeat(head.length()) + more.strip());
        }
    }

    private void line(String text) throws IOException {
        out.write(text);
        out.write('\n');
    }
}
