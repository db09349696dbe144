package org.lazymmu.backend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Condition;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.Site;

/** One run of some code, statement by statement. Tests of values that nothing is known of are answered by {@link Choices}. */
final class Execution {
    private static final int STEPS = 4000;
    private static final int DEEPEST = 32;
    /** Statements of code that is run for a value only. */
    private static final int MOST_COMPUTED = 200;

    /** Ends a run from within. */
    static final class End extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Ending.How how;

        End(Ending.How how) {
            super(how.name(), null, false, false);
            this.how = how;
        }
    }

    private final Bench bench;
    private final Surroundings surroundings;
    private final Evaluation evaluation;
    private final Control control;
    private final TreeMap<String, Datum> memory;
    private final TreeMap<String, Boolean> decisions;
    private final Map<String, Definition> mentioned = new HashMap<>();
    private int presence;
    private int frames;
    /** What is being run, outermost first. */
    private final Deque<Definition> running = new ArrayDeque<>();
    private int steps;
    /** The statement that is run. */
    private @Nullable Frame current;
    private int at;

    /**
     * @param memory cells of data that are no state of the mode
     * @param decisions tests of unknown values and how they were answered
     * @param presence the configurations in which it is run
     */
    Execution(Bench bench, Surroundings surroundings, Map<String, Datum> memory, Map<String, Boolean> decisions,
            int presence) {
        this.bench = bench;
        this.surroundings = surroundings;
        this.memory = new TreeMap<>(memory);
        this.decisions = new TreeMap<>(decisions);
        this.presence = presence;
        this.evaluation = new Evaluation(this);
        this.control = new Control(this, evaluation);
    }

    Bench bench() {
        return bench;
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Map<String, Boolean> decisions() {
        return decisions;
    }

    int presence() {
        return presence;
    }

    /** Comes to a statement. */
    void at(Frame frame, int offset) {
        current = frame;
        at = offset;
    }

    /** Counts what is run. */
    void step() {
        if (++steps > STEPS) {
            throw new End(Ending.How.LOST);
        }
    }

    int depth() {
        return running.size();
    }

    /** Back from calls and macros that have been left before their end. */
    void backTo(int outer) {
        while (running.size() > outer) {
            running.removeLast();
        }
    }

    /** The value of a block that is an expression. */
    Datum valueOf(Stmt.Block block, Frame frame) {
        return control.valueOf(block, frame);
    }

    void within(int configurations) {
        presence = configurations;
    }

    NavigableMap<String, Datum> memory() {
        return memory;
    }

    void did(Deed.Kind kind, String what, List<Datum> arguments, Frame frame, int offset) {
        surroundings.did(kind, what, "", arguments, frame.site(offset));
    }

    /** The place of the statement that is run. */
    Site site() {
        return Objects.requireNonNull(current).site(at);
    }

    /** The answer to a test of something unknown; the same test has the same answer. */
    boolean decide(String test) {
        Boolean known = decisions.get(test);
        if (known == null) {
            known = surroundings.answer(test);
            decisions.put(test, known);
        }
        return known;
    }

    /** Whether a configuration with an option is run; one without it is run another time, if both are possible. */
    boolean decide(Condition option) {
        if (surroundings.knowsOptions()) {
            return holds(option);
        }
        Presence conditions = bench.view().presence();
        int with = conditions.and(presence, bench.view().presenceOf(option));
        int without = conditions.and(presence, conditions.not(bench.view().presenceOf(option)));
        boolean set = without == Presence.NEVER
                || with != Presence.NEVER && !surroundings.answer("!" + Condition.text(option));
        presence = set ? with : without;
        return set;
    }

    /** Whether nothing says yet if an option is set in the configuration that is run. */
    boolean isOpen(Condition option) {
        int with = bench.view().presence().and(presence, bench.view().presenceOf(option));
        return with != presence && with != Presence.NEVER && !surroundings.answers(Condition.text(option));
    }

    /** Whether a condition holds in the configuration that is run, as far as it is decided already option by option. */
    boolean holds(Condition condition) {
        Presence conditions = bench.view().presence();
        int with = conditions.and(presence, bench.view().presenceOf(condition));
        if (with == presence || with == Presence.NEVER) {
            return with == presence;
        }
        return switch (condition) {
            case Condition.Not(Condition inner) -> !holds(inner);
            case Condition.All(List<Condition> parts) -> parts.stream().allMatch(this::holds);
            case Condition.Any(List<Condition> parts) -> parts.stream().anyMatch(this::holds);
            case Condition.Defined d -> holds(d, with);
            case Condition.Test t -> holds(t, with);
        };
    }

    private boolean holds(Condition test, int with) {
        boolean set = surroundings.answer(Condition.text(test));
        presence = set ? with : bench.view().presence().and(presence, bench.view().presence().not(with));
        return set;
    }

    boolean isDecided(String test) {
        return decisions.containsKey(test);
    }

    /** Runs a function to its end. */
    Ending.How run(Definition definition, List<Datum> arguments) {
        return run(definition, arguments, frame -> control.body(definition, frame));
    }

    /** Runs the part of a function that follows where it goes over to another task, there or in a function that it calls. */
    Ending.How runAfter(Definition definition, List<Datum> arguments) {
        return run(definition, arguments, frame -> control.afterSwitch(definition, frame));
    }

    private Ending.How run(Definition definition, List<Datum> arguments, Function<Frame, Datum> body) {
        try {
            call(definition, arguments, body);
            return Ending.How.RETURNS;
        } catch (End end) {
            if (end.how == Ending.How.LOST) {
                surroundings.lost(site());
            }
            return end.how;
        }
    }

    boolean isOfState(String cell) {
        return evaluation.storage().isOfState(cell);
    }

    /** Runs a branch. */
    void branch(Stmt.If branch, Frame frame) {
        control.branch(branch, frame);
    }

    /** A function whose address is taken: it is called by that name even where others do not see it. */
    void mentions(Definition.Function function) {
        mentioned.put(function.name(), function);
    }

    List<Definition> mentioned(String name) {
        Definition function = mentioned.get(name);
        return function == null ? List.of() : List.of(function);
    }

    /** Whether a definition is being run, so that it would call itself. */
    boolean isRunning(Definition definition) {
        return running.contains(definition);
    }

    /** A frame of a function that is not run. */
    Frame frame(Definition definition) {
        return new Frame(++frames, definition, null, null);
    }

    /** Runs a function with values, and has what it returns. */
    Datum call(Definition definition, List<Datum> arguments) {
        return call(definition, arguments, frame -> control.body(definition, frame));
    }

    /** Runs some of a function with values. */
    Datum call(Definition definition, List<Datum> arguments, Function<Frame, Datum> body) {
        Frame frame = frame(definition);
        pass(definition, arguments, frame);
        Frame caller = current;
        int calledAt = at;
        enter(frame, definition.at());
        Datum returned = body.apply(frame);
        back(caller, calledAt);
        return returned;
    }

    /** What a function or macro computes of values that are no places; null if that is too much. */
    @Nullable
    Datum computed(Definition definition, List<Datum> arguments, Frame from) {
        Frame caller = current;
        int calledAt = at;
        int deep = running.size();
        int before = steps;
        try {
            steps = Math.max(steps, STEPS - MOST_COMPUTED);
            return switch (definition) {
                case Definition.Function function -> call(function, arguments);
                case Definition.Macro macro -> {
                    Frame frame = new Frame(++frames, macro, from, from.site(calledAt));
                    pass(macro, arguments, frame);
                    enter(frame, macro.at());
                    yield control.valueOf(macro.body().block(), frame);
                }
            };
        } catch (End | Control.Leaves tooMuch) {
            return null;
        } finally {
            steps = before;
            backTo(deep);
            current = caller;
            at = calledAt;
        }
    }

    private void pass(Definition definition, List<Datum> arguments, Frame frame) {
        List<String> parameters = definition.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            frame.declare(parameters.get(i));
            String cell = String.valueOf(frame.cell(parameters.get(i)));
            evaluation.storage().store(cell,
                    i < arguments.size() ? arguments.get(i) : new Datum.Unknown(parameters.get(i)));
        }
    }

    /** Expands a macro, whose value is that of its last expression. */
    Datum expand(Definition.Macro macro, List<Expr> arguments, Frame from, int at) {
        return inside(macro, arguments, from, at, frame -> control.valueOf(macro.body().block(), frame));
    }

    /** Does something in a macro that is used with some arguments. */
    <T> T inside(Definition.Macro macro, List<Expr> arguments, Frame from, int at, Function<Frame, T> what) {
        Frame frame = new Frame(++frames, macro, from, from.site(at));
        List<String> parameters = macro.parameters();
        for (int i = 0; i < parameters.size() && i < arguments.size(); i++) {
            frame.bind(parameters.get(i), arguments.get(i), from);
        }
        Frame caller = current;
        int usedAt = this.at;
        enter(frame, macro.at());
        T result = what.apply(frame);
        back(caller, usedAt);
        return result;
    }

    private void enter(Frame frame, int offset) {
        current = frame;
        at = offset;
        running.addLast(frame.definition());
        if (running.size() > DEEPEST) {
            throw new End(Ending.How.LOST);
        }
    }

    private void back(@Nullable Frame caller, int calledAt) {
        running.removeLast();
        current = caller;
        at = calledAt;
    }
}
