package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.TraceStep;

/**
 * What the comments of a C file expect of a rule on the line that follows them.
 *
 * <ul>
 * <li>{@code expect}: a finding stands there;
 * <li>{@code chain}: a finding stands there, or its chain or its further places pass there;
 * <li>{@code allow}: a finding may stand there.
 * </ul>
 * A finding that stands anywhere else in the file is wrong.
 */
final class Marks {
    private static final Pattern MARK = Pattern.compile("/\\* (expect|chain|allow): ([a-z-]+)[ *]");
    private static final Pattern ERA = Pattern.compile("/\\* era: ([a-z-]+) \\*/");

    private record Mark(String kind, String rule, int line) {
    }

    private final String text;
    private final List<Mark> marks = new ArrayList<>();

    Marks(String text) {
        this.text = text;
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            Matcher mark = MARK.matcher(lines.get(i));
            if (mark.find()) {
                marks.add(new Mark(mark.group(1), mark.group(2), lineBelow(lines, i)));
            }
        }
    }

    private static int lineBelow(List<String> lines, int mark) {
        int line = mark + 1;
        while (MARK.matcher(lines.get(line)).find()) {
            line++;
        }
        return line + 1;
    }

    String era() {
        Matcher era = ERA.matcher(text);
        return era.find() ? era.group(1) : "no-nesting";
    }

    int count() {
        return marks.size();
    }

    /** What is wrong with a report, one line each; empty when it is as expected. */
    List<String> wrong(String rule, Report report) {
        Set<Integer> allowed = lines(rule, "expect", "chain", "allow");
        Set<Integer> places = new HashSet<>();
        Set<Integer> passed = new HashSet<>();
        List<String> wrong = new ArrayList<>();
        for (Finding finding : report.findings()) {
            places.addAll(linesOf(Stream.of(finding.place())));
            passed.addAll(linesOf(places(finding)));
            if (!isAllowed(finding, allowed)) {
                wrong.add("not expected: " + at(finding.place()) + " in " + finding.function() + ": "
                        + finding.message());
            }
        }
        passed.addAll(places);
        lines(rule, "expect").stream().filter(line -> !places.contains(line))
                .forEach(line -> wrong.add("missing: " + rule + " at line " + line + ": " + line(line)));
        lines(rule, "chain").stream().filter(line -> !passed.contains(line))
                .forEach(line -> wrong.add("missing in the chain: " + rule + " at line " + line + ": " + line(line)));
        return wrong;
    }

    /** The lines of functions whose findings and expectations are looked at one by one, for known wrong answers. */
    Set<Integer> expected(String rule) {
        return lines(rule, "expect");
    }

    private boolean isAllowed(Finding finding, Set<Integer> allowed) {
        if (finding.place().file().equals(MiniKernel.CASE)) {
            return allowed.contains(finding.place().line());
        }
        return linesOf(places(finding)).stream().anyMatch(allowed::contains);
    }

    private Set<Integer> lines(String rule, String... kinds) {
        Set<Integer> result = new TreeSet<>();
        marks.stream().filter(mark -> mark.rule().equals(rule) && List.of(kinds).contains(mark.kind()))
                .forEach(mark -> result.add(mark.line()));
        return result;
    }

    private static Stream<Place> places(Finding finding) {
        return Stream.concat(finding.trace().stream(), finding.also().stream()).map(TraceStep::place);
    }

    private static Set<Integer> linesOf(Stream<Place> places) {
        Set<Integer> result = new HashSet<>();
        places.filter(place -> place.file().equals(MiniKernel.CASE)).forEach(place -> result.add(place.line()));
        return result;
    }

    private String line(int number) {
        return text.lines().skip(number - 1L).findFirst().orElse("").strip();
    }

    private String at(Place place) {
        return place.file() + ":" + place.line();
    }
}
