package org.lazymmu.explore;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Compiled {@link Code}: locations where a program rests, and for each the steps that lead away from it. */
final class Program {
    /** A point of the code. */
    sealed interface Node {
    }

    /** A step; {@code otherwise} is where a {@link Code.Decide} goes on when it came out false. */
    record StepNode(Label label, Predicate<Context> action, boolean decides, Node next, Node otherwise)
            implements Node {
    }

    private record LocalNode(Consumer<Context> action, Node next) implements Node {
    }

    private record BranchNode(Predicate<Context> test, Node then, Node otherwise) implements Node {
    }

    private record ChooseNode(List<Node> alternatives) implements Node {
    }

    private record EndNode() implements Node {
    }

    private record NeverNode() implements Node {
    }

    /** The head of a loop, known before its body is. */
    private static final class LoopNode implements Node {
        private @Nullable Node target;

        Node target() {
            return Objects.requireNonNull(target);
        }
    }

    /** A test of locals on the way to a step. */
    private record Test(Predicate<Context> test, boolean expected) {
    }

    /** One step that may lead away from a location. */
    record Alternative(List<Test> tests, StepNode step) {
        Label label() {
            return step.label;
        }
    }

    /**
     * What a step is called in traces.
     *
     * @param id a number of its own in its program
     */
    record Label(int id, String text, Source source) {
    }

    private static final EndNode END = new EndNode();
    private static final NeverNode NEVER = new NeverNode();
    /** More computations than this between two steps are taken for an endless loop. */
    private static final int LONGEST = 10_000;

    private final Node root;
    private final List<Label> labels = new ArrayList<>();
    private int steps;
    private final List<Rest> rests = new ArrayList<>();
    private final IdentityHashMap<Node, Integer> indexes = new IdentityHashMap<>();

    /** Where a program rests between steps: a location. */
    private record Rest(Node node, List<Alternative> alternatives) {
    }

    private Program(Code code) {
        root = node(code, END, Source.NONE);
        visit(root);
    }

    static Program compile(Code code) {
        return new Program(code);
    }

    private Node node(Code code, Node next, Source source) {
        return switch (code) {
            case Code.Step step -> new StepNode(label(step.text(), source), c -> {
                step.action().accept(c);
                return true;
            }, false, next, next);
            case Code.Decide decide -> new StepNode(label(decide.text(), source), decide.action(), true,
                    node(decide.then(), next, source), node(decide.otherwise(), next, source));
            case Code.Local local -> new LocalNode(local.action(), next);
            case Code.Seq seq -> {
                Node first = next;
                for (Code part : seq.parts().reversed()) {
                    first = node(part, first, source);
                }
                yield first;
            }
            case Code.Choose choose -> new ChooseNode(
                    choose.alternatives().stream().map(a -> node(a, next, source)).toList());
            case Code.Branch branch -> new BranchNode(branch.test(), node(branch.then(), next, source),
                    node(branch.otherwise(), next, source));
            case Code.Loop loop -> {
                LoopNode head = new LoopNode();
                head.target = new BranchNode(loop.test(), node(loop.body(), head, source), next);
                yield head;
            }
            case Code.Function function -> node(function.body(), next, function.source());
            case Code.Never() -> NEVER;
        };
    }

    private Label label(String text, Source source) {
        return new Label(steps++, text, source);
    }

    /** Numbers the locations that are reached from a node. */
    private void visit(Node start) {
        Deque<Node> open = new ArrayDeque<>(List.of(start));
        Set<Node> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!open.isEmpty()) {
            Node node = open.pop();
            if (!seen.add(node)) {
                continue;
            }
            switch (node) {
                case LocalNode local -> open.push(local.next);
                case BranchNode branch -> {
                    open.push(branch.otherwise);
                    open.push(branch.then);
                }
                case LoopNode loop -> open.push(loop.target());
                case StepNode _,ChooseNode _,EndNode _ -> {
                    List<Alternative> alternatives = new ArrayList<>();
                    collect(node, List.of(), alternatives);
                    indexes.put(node, rests.size());
                    rests.add(new Rest(node, alternatives));
                    alternatives.stream().map(Alternative::label).filter(label -> !labels.contains(label))
                            .forEach(labels::add);
                    for (Alternative alternative : alternatives.reversed()) {
                        open.push(alternative.step.otherwise);
                        open.push(alternative.step.next);
                    }
                }
                case NeverNode _ -> throw new ModelError("a branch leads nowhere outside a choice");
            }
        }
    }

    /** The first steps behind a node, each with the tests before it. */
    private static void collect(Node node, List<Test> tests, List<Alternative> into) {
        switch (node) {
            case StepNode step -> into.add(new Alternative(tests, step));
            case ChooseNode choose -> choose.alternatives.forEach(a -> collect(a, tests, into));
            case BranchNode branch -> {
                collect(branch.then, and(tests, new Test(branch.test, true)), into);
                collect(branch.otherwise, and(tests, new Test(branch.test, false)), into);
            }
            case LoopNode loop -> collect(loop.target(), tests, into);
            case EndNode _,NeverNode _ -> {
            }
            case LocalNode _ ->
                    throw new ModelError("an alternative of a choice begins with a computation, not with a step");
        }
    }

    private static List<Test> and(List<Test> tests, Test test) {
        List<Test> all = new ArrayList<>(tests);
        all.add(test);
        return all;
    }

    /** The steps that may lead away from a location. */
    List<Alternative> alternatives(int location) {
        return rests.get(location).alternatives;
    }

    /** Whether a program that rests at a location has come to its end. */
    boolean ends(int location) {
        return rests.get(location).node instanceof EndNode;
    }

    /** All steps of the program, in the order of its code. */
    List<Label> labels() {
        return Collections.unmodifiableList(labels);
    }

    /** Where it rests before its first step. */
    int start(StepContext context) {
        return rest(root, context);
    }

    /**
     * Takes one step, and what follows it at once.
     *
     * @return the location where the program rests then
     */
    int run(Alternative alternative, StepContext context) {
        for (Test test : alternative.tests) {
            context.require(context.test(test.test) == test.expected);
        }
        context.tries(alternative.step.label);
        boolean result = alternative.step.action.test(context);
        if (alternative.step.decides) {
            context.goes(alternative.step.label, alternative.step.label.text, result);
        }
        return rest(result ? alternative.step.next : alternative.step.otherwise, context);
    }

    private int rest(Node start, StepContext context) {
        Node node = start;
        for (int i = 0; i < LONGEST; i++) {
            switch (node) {
                case LocalNode local -> {
                    context.local(local.action);
                    node = local.next;
                }
                case BranchNode branch -> node = context.test(branch.test) ? branch.then : branch.otherwise;
                case LoopNode loop -> node = loop.target();
                case StepNode _,ChooseNode _,EndNode _ -> {
                    return Objects.requireNonNull(indexes.get(node));
                }
                case NeverNode _ -> throw new ModelError("a branch leads nowhere outside a choice");
            }
        }
        throw new ModelError("a program computes on and on without a step");
    }

    /** Rejects code of more than one step in a row. */
    void requireSingleSteps() {
        for (Alternative alternative : rests.getFirst().alternatives) {
            if (!(alternative.step.next instanceof EndNode && alternative.step.otherwise instanceof EndNode)) {
                throw new ModelError("what happens at any time must be a single step: " + alternative.label().text());
            }
        }
    }
}
