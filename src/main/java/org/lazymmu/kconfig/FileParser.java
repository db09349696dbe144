package org.lazymmu.kconfig;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Parses the text of one Kconfig file. The grammar is that of scripts/kconfig/lexer.l and parser.y, with the words that older
 * kernels and other programs know besides.
 */
final class FileParser {
    /** Menus, choices and conditions within each other. */
    private static final int DEPTH = 100;
    /** Problems that are kept of one file. */
    private static final int MOST = 20;

    /** What one file holds. */
    record Parsed(String path, List<Entry> entries, List<Problem> problems) {
    }

    /** A block that is open, with the word that ends it. */
    private record Block(String end, List<Entry> entries, int line) {
    }

    private final String path;
    private final String text;
    private final Deque<Block> blocks = new ArrayDeque<>();
    private final List<Problem> problems = new ArrayList<>();
    private int at;
    private int line;
    /** Where properties go that follow; null at the start and behind what takes none. */
    private @Nullable List<Entry.Property> properties;

    private FileParser(String path, String text) {
        this.path = path;
        this.text = text;
    }

    static Parsed parse(String path, String text) {
        FileParser parser = new FileParser(path, text);
        parser.blocks.push(new Block("", new ArrayList<>(), 1));
        parser.lines();
        while (parser.blocks.size() > 1) {
            Block open = parser.blocks.pop();
            parser.problem(open.line(), open.end() + " is missing");
        }
        return new Parsed(path, parser.blocks.pop().entries(), List.copyOf(parser.problems));
    }

    private void problem(int where, String reason) {
        if (problems.size() < MOST) {
            problems.add(new Problem(path, where, reason));
        }
    }

    private void lines() {
        while (at < text.length()) {
            int first = line + 1;
            String logical = logicalLine();
            if (logical.isEmpty()) {
                continue;
            }
            try {
                statement(new Line(logical), first);
            } catch (Line.Malformed malformed) {
                problem(first, String.valueOf(malformed.getMessage()));
            }
        }
    }

    /** The next line without its indentation, joined with those it is continued by; empty for comments. */
    private String logicalLine() {
        StringBuilder joined = null;
        while (true) {
            int end = endOfLine();
            line++;
            int from = at;
            while (from < end && (text.charAt(from) == ' ' || text.charAt(from) == '\t')) {
                from++;
            }
            at = Math.min(text.length(), end + 1);
            if (joined == null && (from == end || text.charAt(from) == '#')) {
                return "";
            }
            boolean continued = end > from && text.charAt(end - 1) == '\\' && at < text.length();
            String part = text.substring(from, continued ? end - 1 : end);
            if (joined == null && !continued) {
                return part;
            }
            joined = joined == null ? new StringBuilder() : joined.append(' ');
            joined.append(part);
            if (!continued) {
                return joined.toString();
            }
        }
    }

    private int endOfLine() {
        int end = text.indexOf('\n', at);
        return end < 0 ? text.length() : end;
    }

    private List<Entry> entries() {
        return blocks.getFirst().entries();
    }

    private void statement(Line read, int first) throws Line.Malformed {
        String word = read.word();
        switch (word) {
            case "config", "menuconfig" :
                config(named(read));
                break;
            case "choice" :
                Entry.Choice choice = new Entry.Choice(read.word(), new ArrayList<>(), new ArrayList<>());
                entries().add(choice);
                open("endchoice", choice.entries(), choice.properties(), first);
                break;
            case "menu" :
                Entry.Menu menu = new Entry.Menu(new ArrayList<>(), new ArrayList<>());
                entries().add(menu);
                open("endmenu", menu.entries(), menu.properties(), first);
                break;
            case "if" :
                Entry.If block = new Entry.If(toTheEnd(read), new ArrayList<>());
                entries().add(block);
                open("endif", block.entries(), null, first);
                break;
            case "endchoice", "endmenu", "endif" :
                close(word, first);
                break;
            case "source", "rsource", "osource", "orsource" :
                entries().add(new Entry.Source(read.quoted(), word.startsWith("o"), word.contains("rs"), first));
                properties = null;
                break;
            case "comment" :
                properties = new ArrayList<>();
                break;
            case "mainmenu" :
                properties = null;
                break;
            case "help", "---help---" :
                skipHelp();
                break;
            case "" :
                if (!read.rest().startsWith("$(")) {
                    throw new Line.Malformed("statement expected");
                }
                break; // $(error-if,…) and the like
            default :
                if (!assignment(word, read)) {
                    property(word, read);
                }
                break;
        }
    }

    private static Expression toTheEnd(Line read) throws Line.Malformed {
        Expression condition = read.demand();
        if (!read.isAtEnd()) {
            throw new Line.Malformed("unexpected text behind the condition");
        }
        return condition;
    }

    private static String named(Line read) throws Line.Malformed {
        String name = read.word();
        if (name.isEmpty() || !read.isAtEnd()) {
            throw new Line.Malformed("name expected");
        }
        return name;
    }

    private void config(String name) {
        Entry.Config config = new Entry.Config(name, new ArrayList<>(4));
        entries().add(config);
        properties = config.properties();
    }

    private void open(String end, List<Entry> content, @Nullable List<Entry.Property> itsProperties, int first)
            throws Line.Malformed {
        properties = itsProperties;
        if (blocks.size() > DEPTH) {
            throw new Line.Malformed("nested too deeply");
        }
        blocks.push(new Block(end, content, first));
    }

    private void close(String word, int first) {
        properties = null;
        if (blocks.getFirst().end().equals(word)) {
            blocks.pop();
        } else {
            problem(first, word + " does not fit");
        }
    }

    private boolean assignment(String name, Line read) {
        boolean appends = read.take("+=");
        if (!appends && !read.take(":=") && !read.take("=")) {
            return false;
        }
        entries().add(new Entry.Assignment(name, read.rest(), appends));
        return true;
    }

    private void property(String word, Line read) throws Line.Malformed {
        List<Entry.Property> into = properties;
        if (into == null) {
            throw new Line.Malformed("unknown statement " + word);
        }
        switch (word) {
            case "bool", "boolean" :
                typed(Entry.Type.BOOL, read, into);
                break;
            case "tristate" :
                typed(Entry.Type.TRISTATE, read, into);
                break;
            case "string" :
                typed(Entry.Type.STRING, read, into);
                break;
            case "int" :
                typed(Entry.Type.INT, read, into);
                break;
            case "hex" :
                typed(Entry.Type.HEX, read, into);
                break;
            case "def_bool" :
                into.add(new Entry.Typed(Entry.Type.BOOL));
                into.add(new Entry.Default(read.or(), read.condition()));
                break;
            case "def_tristate" :
                into.add(new Entry.Typed(Entry.Type.TRISTATE));
                into.add(new Entry.Default(read.or(), read.condition()));
                break;
            case "default" :
                into.add(new Entry.Default(read.or(), read.condition()));
                break;
            case "prompt" :
                read.quoted();
                into.add(new Entry.Prompt(read.condition()));
                break;
            case "depends" :
                into.add(depends(read));
                break;
            case "select", "imply" :
                into.add(new Entry.Select(selected(read), read.condition(), word.equals("imply")));
                break;
            case "visible" :
                Expression shown = read.condition();
                into.add(new Entry.Visible(shown == null ? Expression.YES : shown));
                break;
            case "range" :
                read.value();
                read.value();
                read.condition();
                into.add(new Entry.Range());
                break;
            case "optional" :
                into.add(new Entry.Optional());
                break;
            case "modules", "transitional" :
                break; // says that this is MODULES; v6.18: is known to read old configurations only
            case "option" :
                option(read, into);
                break;
            default :
                throw new Line.Malformed("unknown statement " + word);
        }
    }

    private static void typed(Entry.Type type, Line read, List<Entry.Property> into) throws Line.Malformed {
        into.add(new Entry.Typed(type));
        if (!read.isAtEnd()) {
            read.quoted();
            into.add(new Entry.Prompt(read.condition()));
        }
    }

    private static String selected(Line read) throws Line.Malformed {
        String name = read.word();
        if (name.isEmpty()) {
            throw new Line.Malformed("name expected");
        }
        return name;
    }

    /** {@code depends on A}, and {@code depends on A if B} of newer kernels: A has to hold only where B does. */
    private static Entry.Depends depends(Line read) throws Line.Malformed {
        if (!read.word().equals("on")) {
            throw new Line.Malformed("on expected");
        }
        Expression needed = read.demand();
        Expression when = read.condition();
        return new Entry.Depends(
                when == null ? needed : new Expression.Or(List.of(needed, new Expression.Not(when))));
    }

    /** {@code option} of kernels before v5.15. */
    private static void option(Line read, List<Entry.Property> into) throws Line.Malformed {
        String name = read.word();
        if (name.equals("env") && read.take("=")) {
            into.add(new Entry.Default(new Expression.Macro("$(" + read.quoted() + ")"), null));
        }
    }

    /** Help ends at a line that is indented less than its first; blank lines belong to it. */
    private void skipHelp() {
        int indentation = -1;
        while (at < text.length()) {
            int end = endOfLine();
            int column = 0;
            int first = at;
            while (first < end && (text.charAt(first) == ' ' || text.charAt(first) == '\t')) {
                column = text.charAt(first) == '\t' ? (column & ~7) + 8 : column + 1;
                first++;
            }
            if (first < end) {
                if (column == 0 || column < indentation) {
                    return;
                }
                indentation = indentation < 0 ? column : indentation;
            }
            line++;
            at = Math.min(text.length(), end + 1);
        }
    }
}
