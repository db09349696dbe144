package org.lazymmu.flow;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Body;
import org.lazymmu.c.Condition;
import org.lazymmu.c.Expr;
import org.lazymmu.c.Stmt;

/**
 * Builds the control-flow graph of a function or macro in one view. Macros that matter are inlined, all {@code #if} sides are
 * kept as branches on the configuration. Expressions are handled by {@link Lowering}.
 */
final class CfgBuilder {
    private record Target(int node, Scope scope) {
    }

    private static final class Switch {
        private final List<@Nullable Term> labels = new ArrayList<>();
        private final List<Integer> nodes = new ArrayList<>();
    }

    private final View view;
    private final Meaning meaning;
    private final Cfg cfg = new Cfg();
    private final Lowering lowering;
    private final Map<String, Target> labels = new HashMap<>();
    private final List<Runnable> pendingGotos = new ArrayList<>();
    private final List<Integer> addressTaken = new ArrayList<>();
    private final Deque<Target> breaks = new ArrayDeque<>();
    private final Deque<Target> continues = new ArrayDeque<>();
    private final Deque<Switch> switches = new ArrayDeque<>();
    private final Map<String, Integer> used = new HashMap<>();
    private int current;
    private int temporaries;

    /**
     * @param inline tells whether a macro's replacement is to be followed in place
     */
    CfgBuilder(View view, Meaning meaning, Predicate<Definition> inline) {
        this.view = view;
        this.meaning = meaning;
        this.lowering = new Lowering(this, view, meaning, inline);
    }

    /** The graph of a definition. The value of a macro that is an expression is what it returns. */
    Cfg build(Definition definition) {
        Scope scope = Scope.ofFunction(definition.unit(), definition.name());
        current = cfg.add(new Instruction.Skip(), scope.site(definition.at())).id();
        definition.parameters().forEach(name -> scope.declare(name, unique(name)));
        Body body = definition.body();
        List<Stmt> statements = body.block().statements();
        Term value = null;
        if (definition instanceof Definition.Macro) {
            value = lowering.block(statements, scope);
        } else {
            block(statements, scope);
        }
        scope.leave(null);
        emit(new Instruction.Return(value), scope.site(Math.max(body.block().end(), definition.at())));
        pendingGotos.forEach(Runnable::run);
        return cfg;
    }

    // --- building blocks for this class and Lowering

    int emit(Instruction instruction, Site site) {
        int id = cfg.add(instruction, site).id();
        if (current >= 0) {
            cfg.node(current).addNext(id);
        }
        current = instruction instanceof Instruction.Return ? -1 : id;
        return id;
    }

    int label(Site site) {
        return cfg.add(new Instruction.Skip(), site).id();
    }

    void place(int label) {
        if (current >= 0) {
            cfg.node(current).addNext(label);
        }
        current = label;
    }

    void jump(int label) {
        if (current >= 0) {
            cfg.node(current).addNext(label);
        }
        current = -1;
    }

    /** Starts a branch of the node: what is emitted next is its next successor. */
    void from(int node) {
        current = node;
    }

    void stop() {
        current = -1;
    }

    String unique(String name) {
        int uses = used.merge(name, 1, Integer::sum);
        return uses == 1 ? name : name + "#" + uses;
    }

    Term.Variable temporary() {
        return new Term.Variable("%" + temporaries++);
    }

    // --- statements

    void block(List<Stmt> statements, Scope outer) {
        Scope scope = outer.block();
        statements.forEach(statement -> statement(statement, scope));
        if (current >= 0) {
            scope.leave(outer);
        }
    }

    void statement(Stmt statement, Scope scope) {
        switch (statement) {
            case Stmt.Block b -> block(b.statements(), scope);
            case Stmt.Expression(Expr expression, int at) -> lowering.effect(expression, scope);
            case Stmt.Empty(int at) -> {
                Scope.Hole hole = at == Body.HOLE ? scope.hole() : null;
                if (hole != null) {
                    statement(hole.statement(), hole.scope());
                }
            }
            case Stmt.Declaration(List<Stmt.Variable> variables, int at) ->
                    variables.forEach(variable -> declare(variable, scope));
            case Stmt.If s -> branch(s, scope);
            case Stmt.While(Expr test, Stmt body, int at) -> loop(null, test, null, body, scope, at);
            case Stmt.DoWhile s -> doWhile(s, scope);
            case Stmt.For s -> {
                Scope inner = scope.block();
                loop(s.init(), s.test(), s.step(), s.body(), inner, s.at());
            }
            case Stmt.Switch s -> choose(s, scope);
            case Stmt.Case(Expr low, @Nullable Expr high, int at) ->
                    caseLabel(high == null ? lowering.value(low, scope) : new Term.Operation("?", List.of()),
                            scope.site(at));
            case Stmt.Default(int at) -> caseLabel(null, scope.site(at));
            case Stmt.Label(String name, int at) -> {
                int node = label(scope.site(at));
                labels.put(name, new Target(node, scope));
                place(node);
            }
            case Stmt.Goto(String name, int at) -> jumpTo(name, scope, at);
            case Stmt.ComputedGoto(Expr target, int at) -> {
                lowering.effect(target, scope);
                emit(new Instruction.Fork(), scope.site(at));
                int fork = current;
                pendingGotos.add(() -> addressTaken.forEach(node -> cfg.node(fork).addNext(node)));
                stop();
            }
            case Stmt.Break(int at) -> leaveTo(breaks.peek(), scope);
            case Stmt.Continue(int at) -> leaveTo(continues.peek(), scope);
            case Stmt.Return(@Nullable Expr value, int at) -> {
                Term result = value == null ? null : lowering.value(value, scope);
                scope.leave(null);
                emit(new Instruction.Return(result), scope.site(at));
            }
            case Stmt.MacroBlock s -> lowering.macroBlock(s, scope);
            case Stmt.Asm s -> asm(s, scope);
            case Stmt.StaticIf s -> staticIf(s, scope);
        }
    }

    private void declare(Stmt.Variable variable, Scope scope) {
        String unique = unique(variable.name());
        Term.Variable place = new Term.Variable(unique);
        cfg.declare(place, variable.type());
        Expr init = variable.init();
        Site site = scope.site(variable.at());
        if (init instanceof Expr.Initializer initializer) {
            scope.declare(variable.name(), unique);
            emit(new Instruction.Assign(place, null), site);
            lowering.initialise(place, initializer, scope);
        } else {
            Term value = init == null ? null : lowering.value(init, scope);
            scope.declare(variable.name(), unique);
            emit(new Instruction.Assign(place, value), site);
        }
        String cleanup = variable.cleanup();
        if (cleanup != null) {
            scope.onLeave(() -> lowering.cleanup(cleanup, place, scope, site));
        }
    }

    private void branch(Stmt.If s, Scope scope) {
        int yes = label(scope.site(s.then().at() == Body.HOLE ? s.at() : s.then().at()));
        int no = label(scope.site(s.at()));
        int end = label(scope.site(s.at()));
        lowering.condition(s.test(), yes, no, scope);
        place(yes);
        statement(s.then(), scope.block());
        jump(end);
        place(no);
        Stmt otherwise = s.otherwise();
        if (otherwise != null) {
            statement(otherwise, scope.block());
        }
        place(end);
    }

    private void loop(@Nullable Stmt init, @Nullable Expr test, @Nullable Expr step, Stmt body, Scope scope, int at) {
        if (init != null) {
            statement(init, scope);
        }
        int head = label(scope.site(at));
        int into = label(scope.site(at));
        int again = label(scope.site(at));
        int end = label(scope.site(at));
        place(head);
        if (test == null) {
            jump(into);
        } else {
            lowering.condition(test, into, end, scope);
        }
        place(into);
        breaks.push(new Target(end, scope));
        continues.push(new Target(again, scope));
        statement(body, scope.block());
        breaks.pop();
        continues.pop();
        place(again);
        if (step != null) {
            lowering.effect(step, scope);
        }
        jump(head);
        place(end);
    }

    private void doWhile(Stmt.DoWhile s, Scope scope) {
        int head = label(scope.site(s.at()));
        int again = label(scope.site(s.at()));
        int end = label(scope.site(s.at()));
        place(head);
        breaks.push(new Target(end, scope));
        continues.push(new Target(again, scope));
        statement(s.body(), scope.block());
        breaks.pop();
        continues.pop();
        place(again);
        lowering.condition(s.test(), head, end, scope);
        place(end);
    }

    private void choose(Stmt.Switch s, Scope scope) {
        Term value = lowering.value(s.value(), scope);
        int select = current;
        int end = label(scope.site(s.at()));
        Switch context = new Switch();
        switches.push(context);
        breaks.push(new Target(end, scope));
        stop();
        statement(s.body(), scope.block());
        jump(end);
        breaks.pop();
        switches.pop();
        if (!context.labels.contains(null)) {
            context.labels.add(null);
            context.nodes.add(end);
        }
        from(select);
        int node = emit(new Instruction.Select(value, context.labels), scope.site(s.at()));
        context.nodes.forEach(target -> cfg.node(node).addNext(target));
        stop();
        place(end);
    }

    private void caseLabel(@Nullable Term value, Site site) {
        int node = label(site);
        place(node);
        Switch context = switches.peek();
        if (context != null && !(value == null && context.labels.contains(null))) {
            context.labels.add(value);
            context.nodes.add(node);
        }
    }

    private void leaveTo(@Nullable Target target, Scope scope) {
        if (target == null) {
            stop();
            return;
        }
        leaveScopes(scope, target.scope());
        jump(target.node());
    }

    private void jumpTo(String name, Scope scope, int at) {
        Target known = labels.get(name);
        if (known != null) {
            leaveScopes(scope, known.scope());
            jump(known.node());
            return;
        }
        int here = emit(new Instruction.Skip(), scope.site(at));
        stop();
        pendingGotos.add(() -> {
            Target target = labels.get(name);
            if (target != null) {
                from(here);
                leaveScopes(scope, target.scope());
                jump(target.node());
            }
        });
    }

    private void leaveScopes(Scope from, Scope to) {
        Scope common = to;
        while (common != null && !from.isInside(common)) {
            common = common.parent();
        }
        from.leave(common);
    }

    private void asm(Stmt.Asm s, Scope scope) {
        s.operands().forEach(operand -> lowering.effect(operand, scope));
        if (!s.labels().isEmpty()) {
            int fork = emit(new Instruction.Fork(), scope.site(s.at()));
            for (String target : s.labels()) {
                from(fork);
                jumpTo(target, scope, s.at());
            }
            from(fork);
        }
    }

    private void staticIf(Stmt.StaticIf s, Scope scope) {
        List<Condition> conditions = s.branches().stream().map(Stmt.StaticIf.Branch::condition).toList();
        int end = label(scope.site(s.at()));
        int node = emit(new Instruction.Present(conditions), scope.site(s.at()));
        for (Stmt.StaticIf.Branch branch : s.branches()) {
            int start = label(scope.site(branch.body().at()));
            from(node);
            jump(start);
            place(start);
            // A preprocessor branch is no scope: what it declares is seen behind it.
            branch.body().statements().forEach(statement -> statement(statement, scope));
            jump(end);
        }
        place(end);
    }

    /** A loop that may run its body any number of times. */
    void anyTimes(Stmt body, Scope scope, int at) {
        int head = label(scope.site(at));
        int end = label(scope.site(at));
        place(head);
        int fork = emit(new Instruction.Fork(), scope.site(at));
        breaks.push(new Target(end, scope));
        continues.push(new Target(head, scope));
        statement(body, scope.block());
        breaks.pop();
        continues.pop();
        jump(head);
        from(fork);
        place(end);
    }

    /** Takes the address of a label. */
    void takeAddress(String name) {
        pendingGotos.addFirst(() -> {
            Target target = labels.get(name);
            if (target != null) {
                addressTaken.add(target.node());
            }
        });
    }

    View view() {
        return view;
    }

    Meaning meaning() {
        return meaning;
    }

    int current() {
        return current;
    }
}
