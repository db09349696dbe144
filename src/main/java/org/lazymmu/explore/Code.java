package org.lazymmu.explore;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The code of a process, built from the factories here. Only {@link Step} and {@link Decide} take a step; everything between
 * them happens at once, at the end of the step before, and may use nothing but the slots of its own process.
 */
public sealed interface Code {
    /** One atomic step. */
    record Step(String text, Consumer<Context> action) implements Code {
    }

    /** One atomic step whose result decides how to go on. */
    record Decide(String text, Predicate<Context> action, Code then, Code otherwise) implements Code {
    }

    /** A computation on the locals of the process; no step of its own. */
    record Local(Consumer<Context> action) implements Code {
    }

    /** One after the other. */
    record Seq(List<Code> parts) implements Code {
        public Seq {
            parts = List.copyOf(parts);
        }
    }

    /** Any of these, as far as their first steps are enabled. Each begins with a step, perhaps behind a {@link Branch}. */
    record Choose(List<Code> alternatives) implements Code {
        public Choose {
            alternatives = List.copyOf(alternatives);
        }
    }

    /** A test of the locals of the process; no step of its own. */
    record Branch(Predicate<Context> test, Code then, Code otherwise) implements Code {
    }

    /** Repeats its body while a test of the locals holds; every round takes a step. */
    record Loop(Predicate<Context> test, Code body) implements Code {
    }

    /** The body of a function: its steps are shown under its name. */
    record Function(Source source, Code body) implements Code {
    }

    /** Within {@link Choose}, an alternative that is not there. */
    record Never() implements Code {
    }

    static Code step(String text, Consumer<Context> action) {
        return new Step(text, action);
    }

    static Code decide(String text, Predicate<Context> action, Code then, Code otherwise) {
        return new Decide(text, action, then, otherwise);
    }

    static Code local(Consumer<Context> action) {
        return new Local(action);
    }

    static Code seq(Code... parts) {
        return new Seq(List.of(parts));
    }

    static Code seq(List<Code> parts) {
        return new Seq(parts);
    }

    static Code choose(Code... alternatives) {
        return new Choose(List.of(alternatives));
    }

    static Code choose(List<Code> alternatives) {
        return new Choose(alternatives);
    }

    static Code branch(Predicate<Context> test, Code then, Code otherwise) {
        return new Branch(test, then, otherwise);
    }

    /** An alternative of {@link #choose} that is there only while a test of the locals holds. */
    static Code when(Predicate<Context> test, Code then) {
        return new Branch(test, then, new Never());
    }

    static Code loop(Predicate<Context> test, Code body) {
        return new Loop(test, body);
    }

    static Code forever(Code body) {
        return new Loop(c -> true, body);
    }

    static Code function(Source source, Code body) {
        return new Function(source, body);
    }

    /** Nothing at all. */
    static Code nothing() {
        return new Seq(List.of());
    }
}
