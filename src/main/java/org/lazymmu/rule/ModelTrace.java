package org.lazymmu.rule;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.lazymmu.kernel.Table;

/**
 * The model that shows what breaking a rule comes to, by {@code traces.tsv}: its shortest trace to a broken property.
 *
 * @param settings select the model, as {@code lazymmu model explore} takes them: names of options without dashes, and their
 * values, {@code true} for one that has none
 * @param property the id of the property that belongs to the rule, and of the only one that is checked
 * @param text     which version of the hooks it is and what happens, for people; one paragraph with code between backquotes
 */
public record ModelTrace(Map<String, String> settings, String property, String text) {
    private static final String TABLE = "traces.tsv";
    private static final String OPTION = "--";
    private static final String COMMAND = "lazymmu model explore";

    public ModelTrace {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** The trace of a rule; every rule has one. */
    public static ModelTrace of(Rule rule) {
        return Table.rows(ModelTrace.class, TABLE).stream().filter(row -> row.getFirst().equals(rule.id())).findFirst()
                .map(row -> row(row.get(1), row.get(2), row.get(3)))
                .orElseThrow(() -> new IllegalStateException(TABLE + " has no row for " + rule.id()));
    }

    /** The rules that the table speaks of. */
    static List<String> rules() {
        return Table.rows(ModelTrace.class, TABLE).stream().map(List::getFirst).toList();
    }

    private static ModelTrace row(String property, String options, String text) {
        Map<String, String> settings = new LinkedHashMap<>();
        String name = "";
        for (String word : (options + " " + OPTION + "property " + property).split(" ")) {
            if (word.startsWith(OPTION)) {
                name = word.substring(OPTION.length());
                settings.put(name, Boolean.toString(true));
            } else {
                settings.put(name, word);
            }
        }
        return new ModelTrace(settings, property, text);
    }

    /** What to type to have the model explored, and the same trace shown. */
    public String command() {
        StringBuilder command = new StringBuilder(COMMAND);
        settings.forEach((name, value) -> command.append(' ').append(OPTION).append(name)
                .append(value.equals(Boolean.toString(true)) ? "" : " " + value));
        return command.toString();
    }
}
