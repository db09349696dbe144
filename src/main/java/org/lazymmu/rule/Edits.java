package org.lazymmu.rule;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CSource;
import org.lazymmu.c.Condition;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.finding.Unanalysed;
import org.lazymmu.finding.Undecided;
import org.lazymmu.kernel.TreeLayout;
import org.lazymmu.source.FileText;
import org.lazymmu.source.KernelTree;

/** What differs between the sources of two trees, definition by definition, and where the other definitions went. */
final class Edits {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_]\\w*");
    /** A macro call that tells others of something, which is defined elsewhere. */
    private static final Pattern NOTE = Pattern.compile("(EXPORT_|MODULE_)\\w+ \\(.*");
    private static final Pattern CALL = Pattern.compile("\\w+ \\(.*");

    /** A definition that is the same in both trees: its offsets, and its lines in the first. */
    private record Move(String name, int from, int to, int firstLine, int lastLine, int lines) {
    }

    /**
     * What differs in a file.
     *
     * @param names      what may stand for something else
     * @param mentions   what is mentioned where something differs
     * @param everything whether it cannot be told what depends on it
     * @param before     the text in the first tree
     * @param after      the text in the second
     */
    private record Edit(Set<String> names, Set<String> mentions, boolean everything, List<Move> moves, String before,
            String after) {
        boolean concerns(String name) {
            return mentions.contains(name) || before.contains(name) != after.contains(name);
        }
    }

    /** A definition as it is compared: all that says what it is, but not where it is. */
    private record Part(String name, List<Object> head, String text, int at, int firstLine, int lastLine,
            Function<CSource.Use, List<String>> identifiers) {
        boolean isSameAs(Part other) {
            return head.equals(other.head) && text.equals(other.text);
        }
    }

    private final SortedMap<String, Edit> files = new TreeMap<>();

    private Edits() {
    }

    /** What differs in the touched files of two trees with the same numbers. */
    static Edits between(KernelTree before, KernelTree after, SortedSet<Integer> touched) {
        Edits edits = new Edits();
        for (int file : touched) {
            String path = after.paths().get(file);
            if (path.endsWith(".c") || path.endsWith(".h")) {
                edits.files.put(path, edit(source(before, file, path), source(after, file, path)));
            }
        }
        return edits;
    }

    private record Source(CSource source, FileText text) {
    }

    private static Source source(KernelTree tree, int file, String path) {
        FileText text = new FileText();
        try {
            tree.read(file, text);
        } catch (IOException unreadable) {
            text = FileText.of(""); // listed as a loss when it is loaded
        }
        return new Source(CSource.of(path, text), text);
    }

    /** What differs in the files that a view shows. */
    Seen in(String view) {
        List<Edit> edits = files.entrySet().stream()
                .filter(entry -> TreeLayout.isInView(entry.getKey(), view)).map(Map.Entry::getValue).toList();
        return new Seen(edits.stream().flatMap(edit -> edit.names().stream()).collect(Collectors.toSet()),
                edits.stream().anyMatch(Edit::everything));
    }

    /**
     * What differs, as a view shows it.
     *
     * @param names      what may stand for something else
     * @param everything whether it cannot be told what depends on it
     */
    record Seen(Set<String> names, boolean everything) {
    }

    /** Whether a name is mentioned where something differs, or only one of the trees mentions it in some file. */
    boolean concern(String name) {
        return files.values().stream().anyMatch(edit -> edit.concerns(name));
    }

    /** The files that differ. */
    Set<String> files() {
        return files.keySet();
    }

    /** Says where things of the first tree are in the second one. */
    Moving moving() {
        return new Moving();
    }

    /** Moves several things that only matter together. */
    final class Moving {
        private boolean whole = true;

        /** Whether everything up to now is in the second tree as it was. */
        boolean isWhole() {
            return whole;
        }

        Where moved(Where where) {
            Edit edit = files.get(where.file());
            return edit == null ? where
                    : found(where, edit.moves().stream()
                            .filter(move -> move.from() == where.at() && move.name().equals(where.name()))
                            .map(move -> new Where(where.file(), move.to(), where.name())));
        }

        Place moved(Place place) {
            Edit edit = files.get(place.file());
            return edit == null ? place
                    : found(place, edit.moves().stream()
                            .filter(move -> move.firstLine() <= place.line() && place.line() <= move.lastLine())
                            .map(move -> new Place(place.file(), place.line() + move.lines(), place.column())));
        }

        private <T> T found(T before, Stream<T> after) {
            Optional<T> first = after.findFirst();
            whole &= first.isPresent();
            return first.orElse(before);
        }

        List<Place> places(List<Place> places) {
            return places.stream().map(this::moved).toList();
        }

        List<TraceStep> steps(List<TraceStep> steps) {
            return steps.stream().map(step -> new TraceStep(moved(step.place()), step.function(), step.text()))
                    .toList();
        }

        SortedSet<Where> definitions(SortedSet<Where> definitions) {
            return definitions.stream().map(this::moved).collect(Collectors.toCollection(TreeSet::new));
        }

        List<Undecided> undecided(List<Undecided> all) {
            return all.stream().map(
                    one -> new Undecided(moved(one.place()), one.function(), one.rule(), one.reason())).toList();
        }

        List<Unanalysed> unanalysed(List<Unanalysed> all) {
            return all.stream().map(
                    one -> new Unanalysed(moved(one.place()), one.function(), one.reason(), one.canHide())).toList();
        }
    }

    private static Edit edit(Source before, Source after) {
        Map<String, List<Part>> left = new HashMap<>();
        parts(before).forEach(part -> left.computeIfAbsent(part.name(), name -> new ArrayList<>(1)).add(part));
        List<Move> moves = new ArrayList<>();
        List<Part> changed = new ArrayList<>();
        for (Part now : parts(after)) {
            List<Part> namesakes = left.getOrDefault(now.name(), List.of());
            Part same = namesakes.stream().filter(now::isSameAs).findFirst().orElse(null);
            if (same == null) {
                changed.add(now);
            } else {
                namesakes.remove(same);
                moves.add(new Move(now.name(), same.at(), now.at(), same.firstLine(), same.lastLine(),
                        now.firstLine() - same.firstLine()));
            }
        }
        left.values().forEach(changed::addAll);
        Set<String> names = new HashSet<>();
        Set<String> mentions = new HashSet<>();
        for (Part part : changed) {
            names.add(part.name());
            // Which functions a file stores in a member is asked by the member's name.
            names.addAll(part.identifiers().apply(CSource.Use.MEMBER_STORED));
            mentions.addAll(part.identifiers().apply(CSource.Use.ANY));
        }
        boolean everything = declarations(before.source(), after.source(), names, mentions);
        return new Edit(names, mentions, everything, moves, before.text().text(0, before.text().length()),
                after.text().text(0, after.text().length()));
    }

    /** What differs at file level; whether it cannot be told what depends on that. */
    private static boolean declarations(CSource before, CSource after, Set<String> names, Set<String> mentions) {
        boolean everything = !conditions(before.file()).equals(conditions(after.file()));
        for (String text : onOneSide(before.declarations(), after.declarations())) {
            Set<String> words = new HashSet<>();
            for (Matcher word = NAME.matcher(text); word.find();) {
                words.add(word.group());
            }
            mentions.addAll(words);
            boolean initialised = text.contains("=");
            everything |= text.startsWith("typedef ") || text.contains("{") && !initialised;
            if (initialised || CALL.matcher(text).matches() && !NOTE.matcher(text).matches()) {
                names.addAll(words);
            }
        }
        return everything;
    }

    /** The texts that one list has more often than the other. */
    private static Set<String> onOneSide(List<String> before, List<String> after) {
        Map<String, Integer> more = new TreeMap<>();
        before.forEach(text -> more.merge(text, -1, Integer::sum));
        after.forEach(text -> more.merge(text, 1, Integer::sum));
        more.values().removeIf(difference -> difference == 0);
        return more.keySet();
    }

    /** Under which conditions variables and macro calls stand at file level that stand under any. */
    private static Map<String, List<Condition>> conditions(CFile file) {
        Map<String, List<Condition>> conditions = new TreeMap<>();
        file.variables().forEach(variable -> add(variable.name(), variable.condition(), conditions));
        file.invocations().forEach(call -> add(call.call().name() + "()", call.condition(), conditions));
        return conditions;
    }

    private static void add(String name, Condition condition, Map<String, List<Condition>> into) {
        if (!condition.equals(Condition.ALWAYS)) {
            into.computeIfAbsent(name, key -> new ArrayList<>()).add(condition);
        }
    }

    private static List<Part> parts(Source of) {
        CSource source = of.source();
        CFile file = source.file();
        List<Part> parts = new ArrayList<>();
        for (CFile.Function function : file.functions()) {
            parts.add(part(of, function.name(), List.of(function.isStatic(), function.isInline(), function.returns(),
                    function.parameters(), String.valueOf(function.definer()), function.condition()), function.at(),
                    function.bodyTo(), use -> source.identifiers(function, use)));
        }
        for (CFile.Macro macro : file.macros()) {
            parts.add(part(of, macro.name(), List.of(String.valueOf(macro.parameters()), macro.condition()),
                    macro.at(), macro.bodyTo(), use -> source.identifiers(macro, use)));
        }
        return parts;
    }

    private static Part part(Source of, String name, List<Object> head, int at, int to,
            Function<CSource.Use, List<String>> identifiers) {
        var lines = of.source().file().lines();
        List<Object> whole = new ArrayList<>(head);
        whole.add(lines.column(at));
        return new Part(name, whole, of.text().text(at, to), at, lines.line(at), lines.line(Math.max(at, to - 1)),
                identifiers);
    }
}
