package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Condition;
import org.lazymmu.c.Expr;
import org.lazymmu.flow.Definition;
import org.lazymmu.flow.Meaning;
import org.lazymmu.flow.Presence;

/** Calls in a run: understood by their name, followed into their definition, or remembered by what they are called. */
final class Calling {
    private final Execution run;
    private final Evaluation evaluation;
    private final Storage storage;
    private final Assertions assertions;
    private final TableCalls tables;

    Calling(Execution run, Evaluation evaluation, Storage storage) {
        this.run = run;
        this.evaluation = evaluation;
        this.storage = storage;
        this.assertions = new Assertions(run, evaluation);
        this.tables = new TableCalls(run);
    }

    Datum value(Expr.Call call, Frame frame) {
        String name = call.name();
        if (name == null) {
            return unnamed(call, frame);
        }
        Frame.Bound bound = frame.bound(name);
        if (bound != null && bound.argument() instanceof Expr.Name(String passed, int at)) {
            return value(new Expr.Call(bound.argument(), call.arguments(), at), frame);
        }
        if (frame.cell(name) != null && evaluation.value(call.callee(), frame) instanceof Datum.Unknown(String function)
                && !function.equals(name) && !callees(function, frame).isEmpty()) {
            return value(new Expr.Call(new Expr.Name(function, call.at()), call.arguments(), call.at()), frame);
        }
        if (run.surroundings().knows(name)) {
            assertions.of(callee(name, frame));
            Datum known = run.surroundings().call(name, resolved(call, frame), run.site());
            if (known != null) {
                return known;
            }
        }
        Meaning.Idiom idiom = run.bench().facts().idiom(name);
        if (idiom == Meaning.Idiom.STOPS || idiom == Meaning.Idiom.STOPS_IF) {
            if (idiom == Meaning.Idiom.STOPS || stops(argument(call, 0, frame))) {
                run.did(Deed.Kind.STOP, name, List.of(), frame, call.at());
                throw new Execution.End(Ending.How.STOPS);
            }
            return Datum.ZERO;
        }
        Optional<Primitives.Role> role = run.bench().role(name, frame.unit(), run.presence());
        if (role.isPresent()) {
            return primitive(role.get(), name, call, frame);
        }
        if (idiom == Meaning.Idiom.PASSES_ARGUMENT) {
            return argument(call, 0, frame);
        }
        if (idiom == Meaning.Idiom.PRESENCE) {
            return Datum.of(evaluation.isSet(new Condition.Defined(Members.path(call.arguments().getFirst()))));
        }
        return follow(name, call, frame);
    }

    /** The arguments, with what a local variable holds in place of its address. */
    private List<Datum> resolved(Expr.Call call, Frame frame) {
        List<Datum> arguments = values(call.arguments(), 0, frame);
        arguments.replaceAll(argument -> argument instanceof Datum.Pointer(String cell) && cell.startsWith("@")
                ? storage.read(cell)
                : argument);
        return arguments;
    }

    private Datum unnamed(Expr.Call call, Frame frame) {
        if (call.callee() instanceof Expr.Call head && "guard".equals(head.name())) {
            evaluation.openGuard(head);
            return Datum.ZERO;
        }
        if (call.callee() instanceof Expr.Unary(String operator, Expr pointer, int at) && operator.equals("*")) {
            return value(new Expr.Call(pointer, call.arguments(), call.at()), frame);
        }
        String path = Members.path(call.callee());
        return path.isEmpty() || call.callee() instanceof Expr.Member member && member.arrow()
                ? new Datum.Unknown("(*)()")
                : tables.call(path, values(call.arguments(), 0, frame), frame, call.at());
    }

    private Datum argument(Expr.Call call, int number, Frame frame) {
        return number < call.arguments().size() ? evaluation.value(call.arguments().get(number), frame) : Datum.ZERO;
    }

    private List<Datum> values(List<Expr> arguments, int from, Frame frame) {
        List<Datum> values = new ArrayList<>();
        for (int i = from; i < arguments.size(); i++) {
            values.add(evaluation.passed(arguments.get(i), frame));
        }
        return values;
    }

    private Datum primitive(Primitives.Role role, String name, Expr.Call call, Frame frame) {
        return switch (role) {
            case PREEMPT_OFF -> preempt(1);
            case PREEMPT_ON -> preempt(-1);
            case IRQ_OFF -> interrupts(1);
            case IRQ_ON -> interrupts(-1);
            case PREEMPTIBLE -> Datum.of(run.surroundings().isPreemptible(run.site()));
            case IN_INTERRUPT -> Datum.of(run.surroundings().inInterrupt());
            case IN_TASK -> Datum.of(!run.surroundings().inInterrupt());
            case KERNEL_PTE -> Datum.of(run.surroundings().ofKernel());
            case USER_PTE -> Datum.of(!run.surroundings().ofKernel());
            case TASK -> new Datum.Pointer(Storage.TASK);
            case LOWCORE -> new Datum.Pointer("lowcore");
            case FLAG_WORD -> new Datum.Unknown(Storage.TASK + ".flags");
            case FLAG_SET, FLAG_CLEAR, FLAG_TEST, FLAG_TAKE, FLAG_PUT -> flag(role, call, frame);
            case PERCPU_ADDRESS, PERCPU_GET_ADDRESS, PERCPU_GET_VARIABLE, PERCPU_VARIABLE, PERCPU_READ, PERCPU_WRITE,
                    PERCPU_INC, PERCPU_DEC, PERCPU_PUT ->
                    perCpu(role, call, frame);
            case MASK -> {
                String flag = Flags.name(call);
                yield flag != null ? Flags.mask(flag)
                        : new Datum.Unknown(name + "(" + argument(call, 0, frame).text() + ")");
            }
            case STORE -> store(call, frame);
            case ATOMIC -> atomic(name, call, frame);
            case WARN -> warn(name, call, frame);
            case INDIRECT, INDIRECT_VALUE -> indirect(call, frame);
            case ENTERS -> did(Deed.Kind.ENTER, name, call, frame);
            case WRITE -> did(Deed.Kind.WRITE, name, call, frame);
            case ISSUE -> did(Deed.Kind.ISSUE, name, call, frame);
            case BARRIER -> did(Deed.Kind.BARRIER, name, call, frame);
            case INVALIDATE -> {
                Definition callee = callee(name, frame);
                if (callee == null || !callee.body().block().statements().isEmpty()) {
                    run.did(Deed.Kind.INVALIDATE, name, List.of(), frame, call.at());
                }
                yield follow(name, call, frame);
            }
            case IGNORED -> Datum.ZERO;
        };
    }

    private Datum preempt(int change) {
        run.surroundings().preempt(change, run.site());
        return Datum.ZERO;
    }

    private Datum interrupts(int off) {
        run.surroundings().interruptsOff(off, run.site());
        return Datum.ZERO;
    }

    private Datum flag(Primitives.Role role, Expr.Call call, Frame frame) {
        Expr last = call.arguments().isEmpty() ? null : call.arguments().getLast();
        while (last instanceof Expr.Name(String name, int at)) {
            Frame.Bound bound = frame.bound(name);
            if (bound == null) {
                break;
            }
            last = bound.argument();
        }
        if (!(last instanceof Expr.Name(String flag, int at))) {
            return new Datum.Unknown("flag");
        }
        String cell = Flags.cell(flag);
        boolean sets = role == Primitives.Role.FLAG_SET || role == Primitives.Role.FLAG_PUT;
        boolean clears = role == Primitives.Role.FLAG_CLEAR || role == Primitives.Role.FLAG_TAKE;
        return sets || clears ? storage.change(cell, before -> Datum.of(sets)) : storage.read(cell);
    }

    private Datum perCpu(Primitives.Role role, Expr.Call call, Frame frame) {
        if (role == Primitives.Role.PERCPU_PUT) {
            return preempt(-1);
        }
        if (role == Primitives.Role.PERCPU_ADDRESS || role == Primitives.Role.PERCPU_GET_ADDRESS) {
            if (role == Primitives.Role.PERCPU_GET_ADDRESS) {
                preempt(1);
            }
            Datum address = argument(call, 0, frame);
            Datum pointer = address instanceof Datum.Unknown(String text) ? new Datum.Pointer(text) : address;
            return pointer instanceof Datum.Pointer(String variable) && storage.isOfState(variable)
                    ? new Datum.Pointer(run.surroundings().own(variable, run.site()))
                    : pointer;
        }
        String cell = cell(call, frame);
        if (role == Primitives.Role.PERCPU_READ || role == Primitives.Role.PERCPU_VARIABLE
                || role == Primitives.Role.PERCPU_GET_VARIABLE) {
            return storage.read(cell);
        }
        UnaryOperator<Datum> change = switch (role) {
            case PERCPU_WRITE -> {
                Datum value = argument(call, 1, frame);
                yield before -> value;
            }
            case PERCPU_INC -> before -> evaluation.operation("+", before, Datum.ONE);
            case PERCPU_DEC -> before -> evaluation.operation("-", before, Datum.ONE);
            default -> before -> before;
        };
        return change.apply(storage.change(cell, change));
    }

    /** The cell that a call stands for: a CPU's variable by name. */
    String cell(Expr.Call call, Frame frame) {
        String name = call.name();
        Primitives.Role role = name == null ? null : run.bench().primitives().role(name).orElse(null);
        if (role == Primitives.Role.PERCPU_GET_VARIABLE) {
            preempt(1);
        }
        boolean variable = role == Primitives.Role.PERCPU_GET_VARIABLE || role == Primitives.Role.PERCPU_VARIABLE
                || role == Primitives.Role.PERCPU_READ || role == Primitives.Role.PERCPU_WRITE
                || role == Primitives.Role.PERCPU_INC || role == Primitives.Role.PERCPU_DEC;
        if (variable && !call.arguments().isEmpty()) {
            String cell = evaluation.cell(call.arguments().getFirst(), frame);
            boolean address = role == Primitives.Role.PERCPU_GET_VARIABLE || role == Primitives.Role.PERCPU_VARIABLE;
            return address && storage.isOfState(cell) ? run.surroundings().own(cell, run.site()) : cell;
        }
        if (role == null && name != null && callee(name, frame) instanceof Definition.Macro macro
                && macro.macro().parameters() != null && macro.body().onlyExpression() instanceof Expr.Member place) {
            // A macro that stands for a place: pte_val(x) is ((x).pte).
            return run.inside(macro, call.arguments(), frame, call.at(), inner -> evaluation.cell(place, inner));
        }
        return value(call, frame) instanceof Datum.Pointer(String cell) ? cell : "";
    }

    private Datum store(Expr.Call call, Frame frame) {
        Datum value = argument(call, 1, frame);
        boolean byAddress = "smp_store_release".equals(call.name());
        Expr target = call.arguments().getFirst();
        String cell = byAddress && evaluation.value(target, frame) instanceof Datum.Pointer(String to) ? to
                : evaluation.cell(target, frame);
        storage.store(cell, value);
        return value;
    }

    private Datum atomic(String name, Expr.Call call, Frame frame) {
        List<Datum> arguments = values(call.arguments(), 0, frame);
        for (Datum argument : arguments) {
            if (argument instanceof Datum.Pointer(String cell) && Storage.isPte(cell)) {
                return storage.change(cell, before -> written(name, arguments, before));
            }
        }
        return new Datum.Unknown(name + "()");
    }

    /** What an atomic operation leaves behind: an exchange its last operand but for the values it compares with, others bits. */
    private static Datum written(String name, List<Datum> arguments, Datum before) {
        return name.contains("xchg") ? arguments.getLast() : new Datum.Unknown(before.text() + "'");
    }

    private boolean stops(Datum condition) {
        return (run.surroundings().stopsOnUnknown() || !evaluation.isOpen(condition)) && evaluation.truth(condition);
    }

    private Datum warn(String name, Expr.Call call, Frame frame) {
        Datum condition = argument(call, 0, frame);
        if (!evaluation.isOpen(condition) && evaluation.truth(condition)) {
            run.did(Deed.Kind.WARN, name, List.of(), frame, call.at());
        }
        return condition;
    }

    private Datum did(Deed.Kind kind, String name, Expr.Call call, Frame frame) {
        run.did(kind, name, values(call.arguments(), 0, frame), frame, call.at());
        return kind == Deed.Kind.ISSUE ? Datum.ZERO : new Datum.Unknown(name + "()");
    }

    /** A name that is no variable and no number: of a function, or a macro without parameters. */
    Datum named(Expr.Name name, Frame frame) {
        Definition definition = run.bench().isState(name.name()) ? null : callee(name.name(), frame);
        return switch (definition) {
            case Definition.Macro macro when macro.macro().parameters() == null -> {
                if (run.bench().acts(macro)) {
                    yield run.expand(macro, List.of(), frame, name.at());
                }
                yield evaluation.meant(storage.read(name.name()), () -> run.computed(macro, List.of(), frame));
            }
            case Definition.Function function -> {
                run.mentions(function);
                yield storage.read(name.name());
            }
            case null, default -> storage.read(name.name());
        };
    }

    /** The place that a name is, which is no local variable: a macro may stand for it. */
    String cell(Expr.Name name, Frame frame) {
        if (!run.bench().isState(name.name()) && callee(name.name(), frame) instanceof Definition.Macro macro
                && macro.macro().parameters() == null && run.bench().acts(macro)) {
            Expr place = macro.body().onlyExpression();
            if (place != null) {
                return run.inside(macro, List.of(), frame, name.at(), inner -> evaluation.cell(place, inner));
            }
        }
        return name.name();
    }

    private Datum follow(String name, Expr.Call call, Frame frame) {
        Definition callee = callee(name, frame);
        Expr target = callee instanceof Definition.Macro macro && macro.macro().parameters() == null
                ? macro.body().onlyExpression()
                : null;
        if (target != null) {
            return value(new Expr.Call(target, call.arguments(), call.at()), frame);
        }
        if (callee instanceof Definition.Macro macro && macro.macro().parameters() != null
                && (run.bench().acts(macro) || run.bench().worksOnPtes(macro) || run.bench().isCode(macro)
                        || pointsSomewhere(call, frame) || isOfKnown(call, frame))) {
            return run.expand(macro, call.arguments(), frame, call.at());
        }
        List<Datum> arguments = values(call.arguments(), 0, frame);
        boolean given = arguments.stream().anyMatch(storage::pointsSomewhere)
                || arguments.stream().anyMatch(this::isActingFunction)
                || callee != null && arguments.stream().anyMatch(argument -> !Identity.of(argument).isEmpty())
                        && run.bench().worksOnPtes(callee);
        boolean constant = run.surroundings().knowsOptions() && areKnown(arguments);
        if (callee instanceof Definition.Function
                && (constant || (given || run.bench().acts(callee)) && !isAgain(callee))) {
            narrow(callee);
            return run.call(callee, arguments);
        }
        if (run.bench().facts().bracket(name) != null) {
            run.did(Deed.Kind.HOOK, name, arguments, frame, call.at());
        } else if (callee == null && arguments.stream()
                .anyMatch(a -> a instanceof Datum.Pointer(String cell) && Storage.isPte(cell))) {
            run.did(Deed.Kind.HANDED_ON, name, arguments, frame, call.at());
        }
        Datum value = Datum.ofCall(name, arguments);
        return callee == null || run.isRunning(callee) ? value
                : evaluation.meant(value, () -> run.computed(callee, arguments, frame));
    }

    /** Whether a function calls itself. What it does for the mode then is lost; a value is only called what it is. */
    private boolean isAgain(Definition callee) {
        if (!run.isRunning(callee)) {
            return false;
        }
        if (run.bench().concerns(callee)) {
            throw new Execution.End(Ending.How.LOST);
        }
        return true;
    }

    /** The member that is called is the first argument that is one; a type or the table itself stand in front of it. */
    private Datum indirect(Expr.Call call, Frame frame) {
        int first = TableCalls.member(call);
        if (first < 0) {
            return new Datum.Unknown("?");
        }
        return tables.call(Members.path(call.arguments().get(first)), values(call.arguments(), first + 1, frame), frame,
                call.at());
    }

    private boolean isActingFunction(Datum argument) {
        return argument instanceof Datum.Unknown(String name) && run.mentioned(name).stream()
                .anyMatch(function -> run.bench().acts(function) || run.bench().worksOnPtes(function)
                        || function.parameters().isEmpty());
    }

    /** Whether a value is all that is needed to compute what a call computes: not only of what it is, as of a PTE in use. */
    private static boolean areKnown(List<Datum> arguments) {
        return arguments.stream().anyMatch(Datum.Whole.class::isInstance)
                && arguments.stream().noneMatch(Datum.Unknown.class::isInstance);
    }

    private boolean isOfKnown(Expr.Call call, Frame frame) {
        return run.surroundings().knowsOptions()
                && call.arguments().stream().allMatch(a -> a instanceof Expr.Name || a instanceof Expr.Number)
                && areKnown(values(call.arguments(), 0, frame));
    }

    private boolean pointsSomewhere(Expr.Call call, Frame frame) {
        return call.arguments().stream().anyMatch(a -> a instanceof Expr.Name && storage
                .pointsToState(evaluation.value(a, frame)));
    }

    private void narrow(Definition callee) {
        Presence conditions = run.bench().view().presence();
        int both = conditions.and(run.presence(), run.bench().view().presenceOf(callee.condition()));
        if (both != Presence.NEVER) {
            run.within(both);
        }
    }

    private List<Definition> callees(String name, Frame frame) {
        List<Definition> callees = run.bench().callees(name, frame.unit(), run.presence());
        return callees.isEmpty() ? run.mentioned(name) : callees;
    }

    /** The definition that is meant: of several the first that concerns the mode. */
    private @Nullable Definition callee(String name, Frame frame) {
        List<Definition> callees = callees(name, frame);
        return callees.stream().filter(run.bench()::concerns).findFirst()
                .or(() -> callees.stream().filter(run.bench()::acts).findFirst())
                .orElse(callees.isEmpty() ? null : callees.getFirst());
    }
}
