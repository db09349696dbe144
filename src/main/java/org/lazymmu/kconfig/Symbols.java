package org.lazymmu.kconfig;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** All options of one architecture: what the files say, reached from the one at the top of the tree. */
final class Symbols {
    /** The option that allows modules. */
    static final String MODULES = "MODULES";

    private static final int DEPTH = 100;
    /** Entries of all files together; 6.12 has 35,000. */
    private static final int MOST = 2_000_000;

    private final Map<String, Symbol> symbols = new LinkedHashMap<>();
    private final Macros macros;
    private final boolean asksForChoices;
    private final Function<String, FileParser.@Nullable Parsed> files;
    private final List<Problem> problems = new ArrayList<>();
    private final Set<String> open = new HashSet<>();
    private final Set<String> choices = new HashSet<>();
    private int entries;

    /** Where an entry stands. */
    private record Around(String file, @Nullable Demand demand, @Nullable Demand visible, @Nullable Choice choice) {
        Around with(@Nullable Demand changed) {
            return new Around(file, changed, visible, choice);
        }
    }

    private Symbols(Macros macros, boolean asksForChoices, Function<String, FileParser.@Nullable Parsed> files) {
        this.macros = macros;
        this.asksForChoices = asksForChoices;
        this.files = files;
    }

    /**
     * Reads the options.
     *
     * @param asksForChoices whether the members of a choice are there only if the user is asked for the choice, as before v6.11
     * @param files gives a parsed file by its path, or null when there is none
     */
    static Symbols read(Macros macros, boolean asksForChoices, Function<String, FileParser.@Nullable Parsed> files) {
        Symbols symbols = new Symbols(macros, asksForChoices, files);
        symbols.file("Kconfig", new Around("Kconfig", null, null, null), "Kconfig", 1);
        return symbols;
    }

    /** The option of that name, or null when no file mentions it as one. */
    @Nullable
    Symbol find(String name) {
        return symbols.get(name);
    }

    Collection<Symbol> all() {
        return symbols.values();
    }

    Macros macros() {
        return macros;
    }

    /** The option that allows modules, or null. */
    @Nullable
    Symbol modules() {
        return symbols.get(MODULES);
    }

    /** What could not be read. */
    List<Problem> problems() {
        return problems;
    }

    private Symbol symbol(String name) {
        Symbol known = symbols.get(name);
        if (known == null) {
            known = new Symbol(name, symbols.size());
            symbols.put(name, known);
        }
        return known;
    }

    private void file(String path, Around around, String from, int line) {
        FileParser.Parsed parsed = files.apply(path);
        if (parsed == null) {
            problems.add(new Problem(from, line, path + " cannot be read"));
        } else if (open.size() >= DEPTH || !open.add(path)) {
            problems.add(new Problem(from, line, path + " is read from within itself, or too deeply"));
        } else {
            problems.addAll(parsed.problems());
            entries(parsed.entries(), around);
            open.remove(path);
        }
    }

    private void entries(List<Entry> list, Around around) {
        for (Entry entry : list) {
            if (++entries > MOST) {
                if (entries == MOST + 1) {
                    problems.add(new Problem(around.file(), 1, "more than " + MOST + " entries"));
                }
                return;
            }
            switch (entry) {
                case Entry.Config config -> config(config, around);
                case Entry.Choice choice -> choice(choice, around);
                case Entry.Menu menu -> menu(menu, around);
                case Entry.If(Expression condition, List<Entry> inner) ->
                        entries(inner, around.with(Demand.and(around.demand(), condition)));
                case Entry.Source source -> source(source, around);
                case Entry.Assignment(String name, String value, boolean appends) ->
                        macros.define(name, value, appends);
            }
        }
    }

    private void source(Entry.Source source, Around around) {
        String path = macros.exactly(source.path());
        if (path == null) {
            problems.add(new Problem(around.file(), source.line(), source.path() + " is not known"));
            return;
        }
        if (source.relative() && around.file().contains("/")) {
            path = around.file().substring(0, around.file().lastIndexOf('/') + 1) + path;
        }
        if (!source.optional() || files.apply(path) != null) {
            file(path, new Around(path, around.demand(), around.visible(), around.choice()), around.file(),
                    source.line());
        }
    }

    private static @Nullable Demand dependencies(List<Entry.Property> properties, @Nullable Demand around) {
        Demand all = around;
        for (Entry.Property property : properties) {
            if (property instanceof Entry.Depends(Expression condition)) {
                all = new Demand(all, condition);
            }
        }
        return all;
    }

    private void menu(Entry.Menu menu, Around around) {
        Demand visible = around.visible();
        for (Entry.Property property : menu.properties()) {
            if (property instanceof Entry.Visible(Expression condition)) {
                visible = new Demand(visible, condition);
            }
        }
        entries(menu.entries(), new Around(around.file(), dependencies(menu.properties(), around.demand()), visible,
                around.choice()));
    }

    private void choice(Entry.Choice entry, Around around) {
        Demand demand = dependencies(entry.properties(), around.demand());
        // One that is named and continued elsewhere is not bound to have a member in each of its parts.
        boolean named = !entry.name().isEmpty();
        Choice choice = new Choice(demand,
                entry.properties().contains(new Entry.Optional()) || named && !choices.add(entry.name()));
        Demand ofMembers = demand;
        for (Entry.Property property : entry.properties()) {
            if (property instanceof Entry.Prompt(Expression condition)) {
                choice.prompts().add(visible(Demand.and(demand, condition), around.visible()));
                ofMembers = asksForChoices ? Demand.and(demand, condition) : demand;
            } else if (property instanceof Entry.Default(Expression value, Expression condition)) {
                choice.defaults().add(new Symbol.Default(value, Demand.and(demand, condition)));
            }
        }
        entries(entry.entries(), new Around(around.file(), ofMembers, around.visible(), choice));
    }

    /** A demand, and what the menus around demand for questions only. */
    private static @Nullable Demand visible(@Nullable Demand demand, @Nullable Demand visible) {
        Demand both = demand;
        for (Demand menu = visible; menu != null; menu = menu.outer()) {
            both = new Demand(both, menu.own());
        }
        return both;
    }

    private void config(Entry.Config config, Around around) {
        Symbol symbol = symbol(config.name());
        Demand demand = dependencies(config.properties(), around.demand());
        symbol.dependencies().add(demand);
        boolean asks = false;
        for (Entry.Property property : config.properties()) {
            switch (property) {
                case Entry.Typed(Entry.Type type) -> symbol.typed(type);
                case Entry.Prompt(Expression condition) -> {
                    symbol.prompts().add(visible(Demand.and(demand, condition), around.visible()));
                    asks = true;
                }
                case Entry.Default(Expression value, Expression condition) ->
                        symbol.defaults().add(new Symbol.Default(value, Demand.and(demand, condition)));
                case Entry.Select(String target, Expression condition, boolean weak) -> {
                    Symbol selected = symbol(target);
                    (weak ? selected.implications() : selected.selections())
                            .add(new Symbol.Selection(symbol, Demand.and(demand, condition)));
                }
                case Entry.Range range -> symbol.ranged();
                case Entry.Depends inDemand -> {
                }
                case Entry.Visible ofMenus -> {
                }
                case Entry.Optional ofChoices -> {
                }
            }
        }
        Choice choice = around.choice();
        if (choice != null && asks && symbol.choice() == null && !dependsOnMember(config, choice)) {
            symbol.memberOf(choice);
            choice.members().add(symbol);
        }
    }

    /** One that depends on an earlier member is a question of its own under that member, before v6.11. */
    private static boolean dependsOnMember(Entry.Config config, Choice choice) {
        for (Entry.Property property : config.properties()) {
            if (property instanceof Entry.Depends(Expression condition) && choice.members().stream()
                    .anyMatch(member -> Expression.mentions(condition, member.name()))) {
                return true;
            }
        }
        return false;
    }
}
