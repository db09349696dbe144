package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Condition;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Presence;

/** Statements in a run: what comes after what, and which of several ways is taken. */
final class Control {
    /** Iterations of a loop whose end is not known; then it is taken to end. */
    private static final int ROUNDS = 2;

    /** How a statement hands on control. */
    enum Signal {
        NEXT, BREAK, CONTINUE, RETURN,
        /** To the label that was noted. */
        JUMP
    }

    /** A statement in an expression leaves it: a macro that returns. */
    static final class Leaves extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final Signal signal;

        Leaves(Signal signal) {
            super(signal.name(), null, false, false);
            this.signal = signal;
        }
    }

    private final Execution run;
    private final Evaluation evaluation;
    private String jump = "";
    /** Whether statements are left out until the label is reached. */
    private boolean seeking;
    private Datum returned = Datum.ZERO;

    Control(Execution run, Evaluation evaluation) {
        this.run = run;
        this.evaluation = evaluation;
    }

    /** Runs the body of a function; what it returns. */
    Datum body(Definition definition, Frame frame) {
        returned = Datum.ZERO;
        statement(definition.body().block(), frame);
        return returned;
    }

    /** Runs a block as an expression: its value is that of the last one in it. */
    Datum valueOf(Stmt.Block block, Frame frame) {
        List<Stmt> statements = block.statements();
        for (int i = 0; i < statements.size(); i++) {
            if (i == statements.size() - 1 && statements.get(i) instanceof Stmt.Expression(Expr last, int offset)) {
                run.at(frame, offset);
                return evaluation.value(last, frame);
            }
            Signal signal = statement(statements.get(i), frame);
            if (signal != Signal.NEXT) {
                throw new Leaves(signal);
            }
        }
        return Datum.ZERO;
    }

    private Signal statement(@Nullable Stmt statement, Frame frame) {
        if (statement != null) {
            run.at(frame, statement.at());
        }
        run.step();
        int depth = run.depth();
        try {
            return seeking ? sought(statement, frame) : run(statement, frame);
        } catch (Leaves leaves) {
            run.backTo(depth);
            run.at(frame, statement == null ? 0 : statement.at());
            return leaves.signal;
        }
    }

    /** Goes into a statement to a label in it. */
    private Signal sought(@Nullable Stmt statement, Frame frame) {
        return switch (statement) {
            case Stmt.Label s -> {
                seeking = false;
                yield Signal.NEXT;
            }
            case Stmt.Block block -> block(block.statements(), frame);
            case Stmt.If s -> statement(label(List.of(s.then()), jump) == 0 ? s.then() : s.otherwise(), frame);
            case Stmt.While s -> loop(s.test(), null, s.body(), true, frame);
            case Stmt.DoWhile s -> loop(s.test(), null, s.body(), true, frame);
            case Stmt.For s -> loop(s.test(), s.step(), s.body(), true, frame);
            case Stmt.Switch s -> {
                Signal signal = statement(s.body(), frame);
                yield signal == Signal.BREAK ? Signal.NEXT : signal;
            }
            case Stmt.MacroBlock s -> statement(s.body(), frame);
            case Stmt.StaticIf s -> block(s.branches().stream().map(branch -> branch.body().statements())
                    .filter(branch -> label(branch, jump) >= 0).findFirst().orElseThrow(), frame);
            case null, default -> throw new IllegalStateException("no label " + jump);
        };
    }

    private Signal run(@Nullable Stmt statement, Frame frame) {
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
            case Stmt.ComputedGoto s -> throw new Execution.End(Ending.How.LOST);
        };
    }

    private Signal block(List<Stmt> statements, Frame frame) {
        return block(statements, seeking ? label(statements, jump) : 0, frame);
    }

    private Signal block(List<Stmt> statements, int from, Frame frame) {
        int guards = evaluation.guards();
        Signal signal = jumped(run(statements, from, frame), statements, frame);
        evaluation.closeGuards(guards);
        return signal;
    }

    /** Goes on in a block after a jump to a label that is in it. */
    private Signal jumped(Signal first, List<Stmt> statements, Frame frame) {
        Signal signal = first;
        int jumps = 0;
        while (signal == Signal.JUMP && label(statements, jump) >= 0) {
            if (++jumps > run.surroundings().rounds()) {
                throw new Execution.End(Ending.How.LOST);
            }
            seeking = true;
            signal = run(statements, label(statements, jump), frame);
        }
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

    /** Which of some statements is a label, or has it in it; negative if none is. */
    private static int label(List<Stmt> statements, String name) {
        for (int i = 0; i < statements.size(); i++) {
            if (Search.any(statements.get(i),
                    inner -> inner instanceof Stmt.Label(String label, int at) && label.equals(name), inner -> false)) {
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
                evaluation.storage().store(String.valueOf(frame.cell(variable.name())), value);
            }
        }
        return Signal.NEXT;
    }

    Signal branch(Stmt.If s, Frame frame) {
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
                    case Expr.Member member -> run.bench().isState(member.name());
                    case Expr.Call call -> call.name() != null && matters(call.name(), frame);
                    default -> false;
                });
    }

    private boolean isOfMode(String name, Frame frame) {
        String cell = frame.cell(name);
        return run.bench().isState(name) || cell != null && evaluation.storage().pointsToState(run.memory().get(cell));
    }

    private boolean matters(String call, Frame frame) {
        Optional<Primitives.Role> role = run.bench().role(call, frame.unit(), run.presence());
        if (role.isPresent()) {
            return role.get().actsByItself();
        }
        return run.bench().facts().bracket(call) != null
                || run.bench().callees(call, frame.unit(), run.presence()).stream()
                        .anyMatch(callee -> run.bench().acts(callee) || run.bench().worksOnPtes(callee)
                                || callee instanceof Definition.Macro macro && run.bench().isCode(macro));
    }

    private Signal loop(@Nullable Expr test, @Nullable Expr step, Stmt body, boolean bodyFirst, Frame frame) {
        boolean first = bodyFirst;
        int rounds = run.surroundings().rounds();
        for (int round = 0; round < rounds; round++) {
            if (!first && test != null) {
                Datum value = evaluation.value(test, frame);
                boolean known = !(evaluation.settled(value) instanceof Datum.Unknown);
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
            throw new Execution.End(Ending.How.LOST);
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
        Presence conditions = run.bench().view().presence();
        List<Stmt.StaticIf.Branch> possible = new ArrayList<>();
        for (Stmt.StaticIf.Branch branch : s.branches()) {
            if (conditions.and(run.presence(), run.bench().view().presenceOf(branch.condition())) != Presence.NEVER) {
                possible.add(branch);
            }
        }
        if (run.surroundings().knowsOptions()) {
            return possible.stream().filter(branch -> possible.size() == 1 || matters(branch.body(), frame))
                    .findAny().isEmpty() ? first(possible)
                            : possible.stream().filter(branch -> run.holds(branch.condition())).findFirst()
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
                    || !run.surroundings().answer("!(" + Condition.text(possible.get(i).condition()) + ")")) {
                run.within(conditions.and(run.presence(),
                        run.bench().view().presenceOf(possible.get(i).condition())));
                return possible.get(i).body().statements();
            }
        }
        return List.of();
    }

    /** Runs what follows where a function goes over to another task. */
    Datum afterSwitch(Definition definition, Frame frame) {
        returned = Datum.ZERO;
        after(definition.body().block(), frame);
        return returned;
    }

    /** Runs what follows in a block, in which nothing is done before that but to declare variables. */
    private Signal after(List<Stmt> statements, Frame frame) {
        for (int i = 0; i < statements.size(); i++) {
            if (goesOver(statements.get(i), frame)) {
                int guards = evaluation.guards();
                Signal signal = after(statements.get(i), frame);
                signal = jumped(signal == Signal.NEXT ? run(statements, i + 1, frame) : signal, statements, frame);
                evaluation.closeGuards(guards);
                return signal;
            }
            if (statements.get(i) instanceof Stmt.Declaration) {
                statement(statements.get(i), frame);
            }
        }
        return Signal.NEXT;
    }

    private Signal after(@Nullable Stmt statement, Frame frame) {
        return switch (statement) {
            case Stmt.Block block -> after(block.statements(), frame);
            case Stmt.If s when goesOver(s.then(), frame) -> after(s.then(), frame);
            case Stmt.If s when goesOver(s.otherwise(), frame) -> after(s.otherwise(), frame);
            case Stmt.DoWhile s -> after(s.body(), frame);
            case Stmt.While s -> after(s.body(), frame);
            case Stmt.For s -> after(s.body(), frame);
            case Stmt.MacroBlock s -> after(s.body(), frame);
            case Stmt.StaticIf s -> s.branches().stream().map(Stmt.StaticIf.Branch::body)
                    .filter(body -> goesOver(body, frame)).findFirst().map(body -> after(body, frame))
                    .orElse(Signal.NEXT);
            case null, default -> {
                Search.any(statement, inner -> false, inner -> inner instanceof Expr.Call call && afterIn(call, frame));
                yield statement instanceof Stmt.Return ? Signal.RETURN : Signal.NEXT;
            }
        };
    }

    /** Runs what follows in the function that a call is of, if that goes over. */
    private boolean afterIn(Expr.Call call, Frame frame) {
        String name = call.name();
        if (name == null || run.bench().isSwitch(name)) {
            return false;
        }
        for (Definition callee : run.bench().callees(name, frame.unit(), run.presence())) {
            if (callee instanceof Definition.Function && run.bench().goesOver(callee)) {
                List<Datum> arguments = call.arguments().stream().map(one -> evaluation.value(one, frame)).toList();
                run.call(callee, arguments, inner -> afterSwitch(callee, inner));
                return true;
            }
        }
        return false;
    }

    private boolean goesOver(@Nullable Stmt statement, Frame frame) {
        return Search.any(statement, inner -> false, inner -> inner instanceof Expr.Call call && call.name() != null
                && (run.bench().isSwitch(call.name()) || run.bench().callees(call.name(), frame.unit(), run.presence())
                        .stream().anyMatch(run.bench()::goesOver)));
    }
}
