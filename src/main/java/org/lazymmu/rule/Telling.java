package org.lazymmu.rule;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.lazymmu.backend.Places;
import org.lazymmu.finding.Place;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.flow.Site;
import org.lazymmu.flow.Trail;

/** Tells a path as a chain of steps that a reader can follow from line to line. */
final class Telling {
    /** Branches told before the end of a path. */
    private static final int BRANCHES = 2;

    private Telling() {
    }

    static Place place(Site site) {
        return Places.of(site);
    }

    static TraceStep step(Site site, String text) {
        return new TraceStep(place(site), site.function(), text);
    }

    /** The steps of a path since the bracket was opened or paused that is at its end: brackets, locks and the last branches. */
    static List<TraceStep> path(@Nullable Trail last) {
        List<Trail> steps = new ArrayList<>(Trail.steps(last));
        int from = begin(steps);
        if (from < 0) {
            return List.of();
        }
        List<Trail> telling = new ArrayList<>();
        for (int i = from - 1; i >= 0; i--) {
            Trail.Kind kind = steps.get(i).kind();
            if (kind == Trail.Kind.ACQUIRE) {
                telling.addFirst(steps.get(i));
            } else if (kind != Trail.Kind.BRANCH) {
                break;
            }
        }
        telling.addAll(steps.subList(from, steps.size()));
        return tell(telling);
    }

    /** Where the last bracket or pause began that stands in no other. */
    private static int begin(List<Trail> steps) {
        int from = -1;
        int open = 0;
        for (int i = 0; i < steps.size(); i++) {
            Trail.Kind kind = steps.get(i).kind();
            if (kind == Trail.Kind.OPEN || kind == Trail.Kind.PAUSE) {
                from = open == 0 ? i : from;
                open++;
            } else if ((kind == Trail.Kind.CLOSE || kind == Trail.Kind.RESUME) && open > 0) {
                open--;
            }
        }
        return from;
    }

    private static List<TraceStep> tell(List<Trail> steps) {
        List<TraceStep> told = new ArrayList<>();
        long branches = steps.stream().filter(step -> step.kind() == Trail.Kind.BRANCH).count();
        for (Trail step : steps) {
            if (step.kind() == Trail.Kind.BRANCH) {
                if (branches-- <= BRANCHES) {
                    told.add(step(step.site().outermost(), step.what().equals("true") ? "taken when this is true"
                            : "taken when this is false"));
                }
            } else {
                add(step, told);
            }
        }
        return told;
    }

    /** A step and, if it is a call, the steps inside. */
    static void add(Trail step, List<TraceStep> into) {
        addExpansion(step.site(), into);
        String text = text(step);
        if (!text.isEmpty()) {
            into.add(step(step.site(), text));
        }
        step.inside().forEach(inner -> add(inner, into));
    }

    /** For code of a macro: where it is used. */
    static void addExpansion(Site site, List<TraceStep> into) {
        Site user = site.user();
        if (user != null) {
            addExpansion(user, into);
            into.add(step(user, "macro " + site.function() + "() is used here"));
        }
    }

    private static String text(Trail step) {
        boolean callee = !step.inside().isEmpty();
        return switch (step.kind()) {
            case OPEN ->
                    callee ? step.what() + "() is called and enters" : "region entered here by " + step.what() + "()";
            case CLOSE ->
                    callee ? step.what() + "() is called and leaves" : "region left here by " + step.what() + "()";
            case PAUSE -> "region paused here by " + step.what() + "()";
            case RESUME -> "region resumed here by " + step.what() + "()";
            case ACQUIRE -> "page table lock taken here by " + step.what() + "()";
            case RELEASE -> "page table lock released here by " + step.what() + "()";
            case MASK -> callee ? step.what() + "() is called and switches bottom halves off"
                    : "in_interrupt() is true from here on, by " + step.what() + "()";
            case UNMASK -> callee ? step.what() + "() is called and switches bottom halves on"
                    : "in_interrupt() is no longer true, by " + step.what() + "()";
            case CALL -> step.what() + "() is called here";
            case CALLBACK -> "the function passed in is called here";
            case PASSED -> step.what() + "() is passed here";
            case DEFER -> callee ? step.what() + "() is called and writes the entry"
                    : "entry written here by " + step.what() + "(), which may take effect later";
            case READ -> callee ? step.what() + "() is called and reads the entry"
                    : step.what().isEmpty() ? "entry read here" : "entry read here by " + step.what() + "()";
            case RELY -> callee ? step.what() + "() is called and relies on the write"
                    : step.what().isEmpty() ? "relied on here" : "relied on here by " + step.what() + "()";
            case BRANCH, EXIT -> "";
        };
    }
}
