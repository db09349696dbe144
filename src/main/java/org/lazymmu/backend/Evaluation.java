package org.lazymmu.backend;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Condition;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/** Values and cells of expressions in a run. */
final class Evaluation {
    private final Execution run;
    private final Storage storage;
    private final Calling calling;
    private final Meanings meanings = new Meanings();
    /** Scope brackets that are open; what each takes back at its end. */
    private final Deque<Integer> open = new ArrayDeque<>();
    /** Whether what nothing is known of is decided when it is tested. */
    private boolean asks = true;

    Evaluation(Execution run) {
        this.run = run;
        this.storage = new Storage(run, this::kept);
        this.calling = new Calling(run, this, storage);
    }

    Storage storage() {
        return storage;
    }

    Datum value(@Nullable Expr expression, Frame frame) {
        return switch (expression) {
            case null -> Datum.ZERO;
            case Expr.Name n -> name(n, frame);
            case Expr.Number n -> {
                OptionalLong number = Declarations.number(n.text());
                yield number.isPresent() ? new Datum.Whole(number.getAsLong()) : new Datum.Unknown(n.text());
            }
            case Expr.Text t -> new Datum.Unknown("\"…\"");
            case Expr.Call call -> calling.value(call, frame);
            case Expr.Member m -> member(m, frame, false);
            case Expr.Index i -> storage.read(cell(i, frame));
            case Expr.Unary u -> unary(u, frame);
            case Expr.Postfix p -> {
                String cell = cell(p.operand(), frame);
                Datum before = storage.read(cell);
                storage.store(cell, operation(p.operator().substring(1), before, Datum.ONE));
                yield before;
            }
            case Expr.Binary b -> binary(b, frame);
            case Expr.Conditional c -> conditional(c, frame);
            case Expr.Assign a -> assign(a, frame);
            case Expr.Cast c -> value(c.operand(), frame);
            case Expr.Unevaluated u -> new Datum.Unknown(u.text());
            case Expr.StatementExpr s -> run.valueOf(s.body(), frame);
            case Expr.Initializer i -> pieces(i, frame);
            case Expr.Generic g -> new Datum.Unknown("_Generic");
            case Expr.StatementArgument s -> new Datum.Unknown("code");
            case Expr.LabelAddress l -> new Datum.Unknown("&&" + l.label());
            case Expr.Opaque o -> new Datum.Unknown(o.text());
        };
    }

    /** The value of an argument: of an array in a variable of a CPU, the address of its first element. */
    Datum passed(Expr argument, Frame frame) {
        return argument instanceof Expr.Member m ? member(m, frame, true) : value(argument, frame);
    }

    private Datum member(Expr.Member m, Frame frame, boolean passed) {
        String cell = cell(m, frame);
        if (cell.isEmpty()) {
            return part(value(m.base(), frame), m.name());
        }
        boolean array = passed && storage.isShared(cell) && cell.endsWith("." + m.name())
                && run.bench().declarations().array(cell.split("[%.\\[]", 2)[0], m.name()).isPresent();
        return array ? new Datum.Pointer(cell + "[0]") : storage.read(cell);
    }

    /** The value of a test, if it says whether it is true without asking what nothing is known of. */
    Optional<Datum> valueIfKnown(Expr test, Frame frame) {
        boolean asking = asks;
        asks = false;
        try {
            Datum value = value(test, frame);
            return isOpen(value) ? Optional.empty() : Optional.of(value);
        } catch (Open unknown) {
            return Optional.empty();
        } finally {
            asks = asking;
        }
    }

    /** Whether an option is set. */
    boolean isSet(Condition option) {
        if (!asks && run.isOpen(option)) {
            throw new Open();
        }
        return run.decide(option);
    }

    /** A test within a test is open. */
    private static final class Open extends RuntimeException {
        private static final long serialVersionUID = 1;

        Open() {
            super("open", null, false, false);
        }
    }

    /** A member of a value that is in no cell. */
    private Datum part(Datum whole, String member) {
        return switch (whole) {
            case Datum.Pieces(var parts, boolean zeroed) ->
                    parts.getOrDefault("." + member, zeroed ? Datum.ZERO : new Datum.Unknown("?"));
            case Datum.Unknown(String text) -> {
                Datum part = new Datum.Unknown(text + "." + member);
                yield meanings.has(whole) ? meant(part, () -> part(settled(whole), member)) : part;
            }
            case Datum.Whole w -> w;
            case Datum.Pointer p -> new Datum.Unknown("?");
        };
    }

    private Datum name(Expr.Name n, Frame frame) {
        Frame.Bound bound = frame.bound(n.name());
        if (bound != null) {
            return value(bound.argument(), bound.frame());
        }
        String local = frame.cell(n.name());
        if (local != null) {
            return storage.read(local);
        }
        return switch (n.name()) {
            case "NULL", "false" -> Datum.ZERO;
            case "true" -> Datum.ONE;
            case Storage.TASK -> new Datum.Pointer(Storage.TASK);
            default -> {
                OptionalLong constant = isConstant(n.name()) ? constant(n.name(), frame) : OptionalLong.empty();
                yield constant.isPresent() ? new Datum.Whole(constant.getAsLong()) : calling.named(n, frame);
            }
        };
    }

    /** A value of which only its text is known at first, and what works it out if need be. */
    Datum meant(Datum value, Supplier<@Nullable Datum> meaning) {
        meanings.put(value, meaning);
        return value;
    }

    /** A value that the surroundings have no answer for, looked into as far as that is possible. */
    Datum settled(Datum value) {
        Datum now = value;
        while (now instanceof Datum.Unknown(String text) && !run.isDecided(text)
                && !run.surroundings().answers(text)) {
            Datum behind = meanings.of(now);
            if (behind.equals(now)) {
                return now;
            }
            now = behind;
        }
        return now;
    }

    /** A value as it is kept where others see it: what works it out does not go along. */
    private Datum kept(Datum value) {
        if (!meanings.has(value)) {
            return value;
        }
        Datum settled = settled(value);
        return settled instanceof Datum.Whole || settled instanceof Datum.Pointer ? settled : value;
    }

    private OptionalLong constant(String name, Frame frame) {
        OptionalLong here = run.surroundings().constant(name);
        return here.isPresent() ? here : run.bench().declarations().constant(name, frame.unit());
    }

    private static boolean isConstant(String name) {
        return name.equals(name.toUpperCase(java.util.Locale.ROOT));
    }

    private Datum unary(Expr.Unary u, Frame frame) {
        return switch (u.operator()) {
            case "&" -> {
                String cell = cell(u.operand(), frame);
                yield cell.isEmpty() ? new Datum.Unknown("&") : new Datum.Pointer(cell);
            }
            case "*" -> storage.read(cell(u, frame));
            case "!" -> Datum.of(!truth(value(u.operand(), frame)));
            case "++", "--" -> {
                String cell = cell(u.operand(), frame);
                Datum after = operation(u.operator().substring(1), storage.read(cell), Datum.ONE);
                storage.store(cell, after);
                yield after;
            }
            case "-" -> operation("-", Datum.ZERO, value(u.operand(), frame));
            case "~" -> complement(value(u.operand(), frame));
            default -> value(u.operand(), frame);
        };
    }

    private Datum complement(Datum datum) {
        if (datum instanceof Datum.Whole(long number)) {
            return new Datum.Whole(~number);
        }
        Datum value = new Datum.Unknown("~" + datum.text());
        return meanings.has(datum) ? meant(value, () -> complement(settled(datum))) : value;
    }

    private Datum binary(Expr.Binary b, Frame frame) {
        switch (b.operator()) {
            case "&&" :
                return Datum.of(truth(value(b.left(), frame)) && truth(value(b.right(), frame)));
            case "||" :
                return Datum.of(truth(value(b.left(), frame)) || truth(value(b.right(), frame)));
            case "," :
                value(b.left(), frame);
                return value(b.right(), frame);
            case "&" :
                Datum word = value(b.left(), frame);
                Datum mask = value(b.right(), frame);
                String flag = flag(word, b.right(), mask);
                return flag != null ? storage.read(flag) : operation("&", word, mask);
            default :
                return operation(b.operator(), value(b.left(), frame), value(b.right(), frame));
        }
    }

    /** The cell of a flag in a word of flags of the task, {@code thread_info->flags & _TIF_X}; null for other masks. */
    private @Nullable String flag(Datum word, Expr mask, Datum value) {
        String written = Flags.name(mask);
        String name = written == null ? Flags.masked(value) : written;
        return name != null && settled(word) instanceof Datum.Unknown(String text)
                && text.startsWith(Storage.TASK + ".")
                        ? Flags.cell(name)
                        : null;
    }

    Datum operation(String operator, Datum left, Datum right) {
        if (left instanceof Datum.Whole(long first) && right instanceof Datum.Whole(long second)) {
            OptionalLong result = Arithmetic.apply(operator, first, second);
            if (result.isPresent()) {
                return new Datum.Whole(result.getAsLong());
            }
        }
        if (operator.equals("&") && (left.equals(Datum.ZERO) || right.equals(Datum.ZERO))) {
            return Datum.ZERO;
        }
        boolean equality = operator.equals("==") || operator.equals("!=");
        if (left instanceof Datum.Pointer && (operator.equals("+") || operator.equals("-"))) {
            return left;
        }
        if (equality && left.text().equals(right.text())) {
            return Datum.of(operator.equals("=="));
        }
        if (equality && left instanceof Datum.Pointer
                && (right instanceof Datum.Pointer || right.equals(Datum.ZERO))) {
            return Datum.of(operator.equals("!="));
        }
        if (operator.equals("!=") && right.equals(Datum.ZERO)) {
            return left;
        }
        Datum value = new Datum.Unknown("(" + left.text() + " " + operator + " " + right.text() + ")");
        return meanings.has(left) || meanings.has(right)
                ? meant(value, () -> operation(operator, settled(left), settled(right)))
                : value;
    }

    private Datum conditional(Expr.Conditional c, Frame frame) {
        Datum test = value(c.test(), frame);
        if (truth(test)) {
            return c.then() == null ? test : value(c.then(), frame);
        }
        return value(c.otherwise(), frame);
    }

    private Datum assign(Expr.Assign a, Frame frame) {
        if (a.operator().equals("=")) {
            Datum value = value(a.right(), frame);
            storage.store(cell(a.left(), frame), value);
            return value;
        }
        String operator = a.operator().substring(0, a.operator().length() - 1);
        String cell = cell(a.left(), frame);
        Datum before = storage.read(cell);
        boolean clears = operator.equals("&") && a.right() instanceof Expr.Unary u && u.operator().equals("~");
        Expr mask = clears ? ((Expr.Unary) a.right()).operand() : a.right();
        String flag = clears || operator.equals("|") ? flag(before, mask, value(mask, frame)) : null;
        if (flag != null) {
            storage.store(flag, Datum.of(!clears));
            return Datum.ONE;
        }
        Datum value = operation(operator, before, value(a.right(), frame));
        storage.store(cell, value);
        return value;
    }

    private Datum pieces(Expr.Initializer initializer, Frame frame) {
        if (initializer.items().size() == 1 && initializer.items().getFirst().designator() == null) {
            return value(initializer.items().getFirst().value(), frame); // of a structure with one member
        }
        TreeMap<String, Datum> parts = new TreeMap<>();
        for (Expr.Initializer.Item item : initializer.items()) {
            Datum value = value(item.value(), frame);
            if (item.designator() != null) {
                parts.put(item.designator(), value);
            }
        }
        return new Datum.Pieces(parts, true);
    }

    /** The place of an expression that has one; an empty text where it is not known. */
    String cell(Expr expression, Frame frame) {
        return switch (expression) {
            case Expr.Name n -> {
                Frame.Bound bound = frame.bound(n.name());
                if (bound != null) {
                    yield cell(bound.argument(), bound.frame());
                }
                String local = frame.cell(n.name());
                yield local == null ? calling.cell(n, frame) : local;
            }
            case Expr.Member m -> {
                String base = m.arrow() ? target(value(m.base(), frame)) : cell(m.base(), frame);
                yield base.isEmpty() ? "" : base + "." + m.name();
            }
            case Expr.Index i -> {
                String array = cell(i.base(), frame);
                String base = !storage.isShared(array) && run.memory().get(array) instanceof Datum.Pointer(String to)
                        ? to
                        : array;
                yield base.isEmpty() ? "" : base + "[" + kept(value(i.index(), frame)).text() + "]";
            }
            case Expr.Unary u when u.operator().equals("*") -> target(value(u.operand(), frame));
            case Expr.Cast c -> cell(c.operand(), frame);
            case Expr.Call call -> calling.cell(call, frame);
            case Expr.StatementExpr s -> "";
            default -> "";
        };
    }

    private static String target(Datum pointer) {
        return switch (pointer) {
            case Datum.Pointer(String cell) -> cell;
            case Datum.Unknown(String text) -> "*" + text;
            case Datum.Whole w -> "";
            case Datum.Pieces p -> "";
        };
    }

    /** Whether a value does not say whether it is true. */
    boolean isOpen(Datum datum) {
        return settled(datum) instanceof Datum.Unknown(String text) && !run.isDecided(text);
    }

    boolean truth(Datum datum) {
        return switch (settled(datum)) {
            case Datum.Whole(long value) -> value != 0;
            case Datum.Pointer p -> true;
            case Datum.Pieces p -> true;
            case Datum.Unknown(String text) -> {
                if (!asks && !run.isDecided(text)) {
                    throw new Open();
                }
                yield run.decide(text);
            }
        };
    }

    /** An assembler statement that is given the Storage.PTE itself, not only its address, writes it. */
    void assembly(Stmt.Asm asm, Frame frame) {
        for (Expr operand : asm.operands()) {
            if (operand instanceof Expr.Unary u && u.operator().equals("*") && Storage.isPte(cell(operand, frame))) {
                run.surroundings().assembly(cell(operand, frame), run.site());
                return;
            }
            value(operand, frame);
        }
    }

    int guards() {
        return open.size();
    }

    /** Opens {@code guard(preempt)} or {@code scoped_guard(preempt)}. */
    void openGuard(Expr.Call head) {
        if (!head.arguments().isEmpty() && head.arguments().getFirst() instanceof Expr.Name(String name, int at)
                && (name.equals("preempt") || name.equals("preempt_notrace"))) {
            run.surroundings().preempt(1, run.site());
            open.push(1);
        }
    }

    void closeGuards(int until) {
        while (open.size() > until) {
            run.surroundings().preempt(-open.pop(), run.site());
        }
    }
}
