package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Condition;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Presence;
import org.lazymmu.flow.Site;

/** One run of some code, statement by statement. Tests of values that nothing is known of are answered by {@link Choices}. */
final class Execution {
    /** Iterations of a loop whose end is not known, and jumps back; then it is taken to end. */
    private static final int ROUNDS = 2;
    private static final int STEPS = 4000;
    private static final int DEEPEST = 14;

    /** How a statement hands on control. */
    private enum Signal {
        NEXT, BREAK, CONTINUE, RETURN,
        /** To the label that was noted. */
        JUMP
    }

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
    private final TreeMap<String, Datum> memory;
    private final TreeMap<String, Boolean> decisions;
    private int presence;
    private int frames;
    private int depth;
    private int steps;
    /** The statement that is run. */
    private @Nullable Frame current;
    private int at;
    private String jump = "";
    private Datum returned = Datum.ZERO;

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

    /** Whether a condition holds in the configuration that is run, as far as it is decided already option by option. */
    private boolean holds(Condition condition) {
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
        return run(definition, arguments, definition.body().block());
    }

    private Ending.How run(Definition definition, List<Datum> arguments, Stmt.Block body) {
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
        return evaluation.isOfState(cell);
    }

    /**
     * Runs the part of a function that follows the statement with a call.
     *
     * @param goesOn whether that call is of a name
     */
    Ending.How runAfter(Definition definition, List<Datum> arguments, Predicate<String> goesOn) {
        return run(definition, arguments, rest(definition.body().block(), goesOn));
    }

    /** A frame of a function that is not run. */
    Frame frame(Definition definition) {
        return new Frame(++frames, definition, null, null);
    }

    /** Runs a function with values, and has what it returns. */
    Datum call(Definition definition, List<Datum> arguments) {
        return call(definition, arguments, definition.body().block());
    }

    private Datum call(Definition definition, List<Datum> arguments, Stmt.Block body) {
        Frame frame = frame(definition);
        List<String> parameters = definition.parameters();
        for (int i = 0; i < parameters.size(); i++) {
            frame.declare(parameters.get(i));
            String cell = String.valueOf(frame.cell(parameters.get(i)));
            evaluation.store(cell, i < arguments.size() ? arguments.get(i) : new Datum.Unknown(parameters.get(i)));
        }
        Frame caller = current;
        int calledAt = at;
        enter(frame, definition.at());
        returned = Datum.ZERO;
        statement(body, frame);
        back(caller, calledAt);
        return returned;
    }

    /** The declarations of a block, and what follows the statement with a call. */
    private static Stmt.Block rest(Stmt.Block block, Predicate<String> goesOn) {
        List<Stmt> rest = new ArrayList<>();
        boolean behind = false;
        for (Stmt statement : block.statements()) {
            if (behind || statement instanceof Stmt.Declaration) {
                rest.add(statement);
            }
            behind |= Search.any(statement, inner -> false, inner -> inner instanceof Expr.Call call
                    && call.name() != null && goesOn.test(call.name()));
        }
        return new Stmt.Block(rest, block.at(), block.end());
    }

    /** Expands a macro, whose value is that of its last expression. */
    Datum expand(Definition.Macro macro, List<Expr> arguments, Frame from, int at) {
        return inside(macro, arguments, from, at, frame -> valueOf(macro.body().block(), frame));
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
        if (++depth > DEEPEST) {
            throw new End(Ending.How.LOST);
        }
    }

    private void back(@Nullable Frame caller, int calledAt) {
        depth--;
        current = caller;
        at = calledAt;
    }

    /** Runs a block as an expression: its value is that of the last one in it. */
    Datum valueOf(Stmt.Block block, Frame frame) {
        List<Stmt> statements = block.statements();
        for (int i = 0; i < statements.size(); i++) {
            if (i == statements.size() - 1 && statements.get(i) instanceof Stmt.Expression(Expr last, int offset)) {
                current = frame;
                at = offset;
                return evaluation.value(last, frame);
            }
            statement(statements.get(i), frame);
        }
        return Datum.ZERO;
    }

    private Signal statement(@Nullable Stmt statement, Frame frame) {
        if (statement != null) {
            current = frame;
            at = statement.at();
        }
        if (++steps > STEPS) {
            throw new End(Ending.How.LOST);
        }
        return switch (statement) {
            case null -> Signal.NEXT;
            case Stmt.Block block -> block(block.statements(), frame);
            case Stmt.Expression(Expr expression, int offset) -> {
                evaluation.value(expression, frame);
                yield Signal.NEXT;
            }
            case Stmt.Declaration declaration -> declare(declaration, frame);
            case Stmt.If s -> branch(s, frame);
            case Stmt.While s -> loop(s.test(), null, s.body(), false, frame);
            case Stmt.DoWhile s -> loop(s.test(), null, s.body(), true, frame);
            case Stmt.For s -> {
                statement(s.init(), frame);
                yield loop(s.test(), s.step(), s.body(), false, frame);
            }
            case Stmt.Switch s -> select(s, frame);
            case Stmt.Return s -> {
                returned = s.value() == null ? Datum.ZERO : evaluation.value(s.value(), frame);
                yield Signal.RETURN;
            }
            case Stmt.Goto(String label, int offset) -> {
                jump = label;
                yield Signal.JUMP;
            }
            case Stmt.Break s -> Signal.BREAK;
            case Stmt.Continue s -> Signal.CONTINUE;
            case Stmt.MacroBlock s -> headed(s, frame);
            case Stmt.Asm s -> {
                evaluation.assembly(s, frame);
                yield Signal.NEXT;
            }
            case Stmt.StaticIf s -> block(chosen(s, frame), frame);
            case Stmt.Empty s -> Signal.NEXT;
            case Stmt.Case s -> Signal.NEXT;
            case Stmt.Default s -> Signal.NEXT;
            case Stmt.Label s -> Signal.NEXT;
            case Stmt.ComputedGoto s -> throw new End(Ending.How.LOST);
        };
    }

    private Signal block(List<Stmt> statements, Frame frame) {
        int guards = evaluation.guards();
        Signal signal = run(statements, 0, frame);
        int jumps = 0;
        while (signal == Signal.JUMP && label(statements, jump) >= 0) {
            if (++jumps > ROUNDS) {
                throw new End(Ending.How.LOST);
            }
            signal = run(statements, label(statements, jump), frame);
        }
        evaluation.closeGuards(guards);
        return signal;
    }

    private Signal run(List<Stmt> statements, int from, Frame frame) {
        for (int i = from; i < statements.size(); i++) {
            Signal signal = statement(statements.get(i), frame);
            if (signal != Signal.NEXT) {
                return signal;
            }
        }
        return Signal.NEXT;
    }

    private static int label(List<Stmt> statements, String name) {
        for (int i = 0; i < statements.size(); i++) {
            if (statements.get(i) instanceof Stmt.Label(String label, int at) && label.equals(name)) {
                return i;
            }
        }
        return -1;
    }

    private Signal declare(Stmt.Declaration declaration, Frame frame) {
        for (Stmt.Variable variable : declaration.variables()) {
            Expr init = variable.init();
            Datum value = init == null ? null : evaluation.value(init, frame);
            frame.declare(variable.name());
            if (value != null) {
                evaluation.store(String.valueOf(frame.cell(variable.name())), value);
            }
        }
        return Signal.NEXT;
    }

    private Signal branch(Stmt.If s, Frame frame) {
        boolean matters = matters(s, frame);
        Optional<Datum> known = matters ? Optional.of(evaluation.value(s.test(), frame))
                : evaluation.valueIfKnown(s.test(), frame);
        if (known.isEmpty()) {
            return Signal.NEXT;
        }
        Datum test = known.get();
        return evaluation.truth(test) ? statement(s.then(), frame) : statement(s.otherwise(), frame);
    }

    /** Whether it can make a difference which way an undecided branch goes, or whether a loop is run. */
    private boolean matters(Stmt statement, Frame frame) {
        return Search.any(statement, inner -> inner instanceof Stmt.Return || inner instanceof Stmt.Goto,
                expression -> switch (expression) {
                    case Expr.Name name -> isOfMode(name.name(), frame);
                    case Expr.Member member -> bench.isState(member.name());
                    case Expr.Call call -> call.name() != null && matters(call.name(), frame);
                    default -> false;
                });
    }

    private boolean isOfMode(String name, Frame frame) {
        String cell = frame.cell(name);
        return bench.isState(name) || cell != null && evaluation.pointsToState(memory.get(cell));
    }

    private boolean matters(String call, Frame frame) {
        Optional<Primitives.Role> role = bench.primitives().role(call);
        if (role.isPresent()) {
            return role.get().actsByItself();
        }
        return bench.facts().bracket(call) != null
                || bench.callees(call, frame.unit(), presence).stream().anyMatch(bench::concerns);
    }

    private Signal loop(@Nullable Expr test, @Nullable Expr step, Stmt body, boolean bodyFirst, Frame frame) {
        boolean first = bodyFirst;
        int rounds = surroundings.rounds();
        for (int round = 0; round < rounds; round++) {
            if (!first && test != null) {
                Datum value = evaluation.value(test, frame);
                boolean known = !(value instanceof Datum.Unknown);
                if (!known && round >= ROUNDS
                        || evaluation.isOpen(value) && (round > 0 || !matters(body, frame))
                        || !evaluation.truth(value)) {
                    return Signal.NEXT;
                }
            }
            first = false;
            Signal signal = statement(body, frame);
            if (signal == Signal.BREAK) {
                return Signal.NEXT;
            }
            if (signal != Signal.NEXT && signal != Signal.CONTINUE) {
                return signal;
            }
            if (step != null) {
                evaluation.value(step, frame);
            }
        }
        if (rounds > ROUNDS) {
            throw new End(Ending.How.LOST);
        }
        return Signal.NEXT;
    }

    private Signal select(Stmt.Switch s, Frame frame) {
        Datum value = evaluation.value(s.value(), frame);
        List<Stmt> statements = s.body() instanceof Stmt.Block block ? block.statements() : List.of(s.body());
        int from = -1;
        for (int i = 0; i < statements.size() && from < 0; i++) {
            if (statements.get(i) instanceof Stmt.Case(Expr low, Expr high, int at) && evaluation
                    .truth(evaluation.operation("==", value, evaluation.value(low, frame)))) {
                from = i;
            }
        }
        for (int i = 0; i < statements.size() && from < 0; i++) {
            if (statements.get(i) instanceof Stmt.Default) {
                from = i;
            }
        }
        Signal signal = from < 0 ? Signal.NEXT : run(statements, from, frame);
        return signal == Signal.BREAK ? Signal.NEXT : signal;
    }

    /** {@code scoped_guard(preempt) …} is a bracket; other heads are loops or conditions, whose body is run once. */
    private Signal headed(Stmt.MacroBlock s, Frame frame) {
        int guards = evaluation.guards();
        evaluation.openGuard(s.head());
        Signal signal = statement(s.body(), frame);
        evaluation.closeGuards(guards);
        return signal == Signal.BREAK || signal == Signal.CONTINUE ? Signal.NEXT : signal;
    }

    private static List<Stmt> first(List<Stmt.StaticIf.Branch> branches) {
        return branches.stream().map(branch -> branch.body().statements()).filter(body -> !body.isEmpty()).findFirst()
                .orElse(List.of());
    }

    private List<Stmt> chosen(Stmt.StaticIf s, Frame frame) {
        Presence conditions = bench.view().presence();
        List<Stmt.StaticIf.Branch> possible = new ArrayList<>();
        for (Stmt.StaticIf.Branch branch : s.branches()) {
            if (conditions.and(presence, bench.view().presenceOf(branch.condition())) != Presence.NEVER) {
                possible.add(branch);
            }
        }
        if (surroundings.knowsOptions()) {
            return possible.stream().filter(branch -> possible.size() == 1 || matters(branch.body(), frame))
                    .findAny().isEmpty() ? first(possible)
                            : possible.stream().filter(branch -> holds(branch.condition())).findFirst()
                                    .map(branch -> branch.body().statements()).orElse(List.of());
        }
        List<Stmt.StaticIf.Branch> weighty = possible.stream().filter(branch -> matters(branch.body(), frame)).toList();
        if (weighty.isEmpty()) {
            // Declarations and other things that make no difference: no configuration is ruled out for them.
            return first(possible);
        }
        possible.sort(Comparator.comparing(branch -> !weighty.contains(branch)));
        for (int i = 0; i < possible.size(); i++) {
            if (i == possible.size() - 1
                    || !surroundings.answer("!(" + Condition.text(possible.get(i).condition()) + ")")) {
                presence = conditions.and(presence, bench.view().presenceOf(possible.get(i).condition()));
                return possible.get(i).body().statements();
            }
        }
        return List.of();
    }
}
