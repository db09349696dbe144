package org.lazymmu.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The pointers that an instruction reads through, as terms. */
final class Dereferences {
    private final List<Term> read = new ArrayList<>();

    private Dereferences() {
    }

    static List<Term> of(Instruction instruction) {
        Dereferences found = new Dereferences();
        switch (instruction) {
            case Instruction.Assign(Term place, @Nullable Term value) -> {
                if (value != null) {
                    found.read(value);
                }
                found.place(place);
            }
            case Instruction.Call(Term.Variable result, Term callee, List<Term> arguments, boolean asTest) -> {
                found.read(callee);
                arguments.forEach(found::read);
            }
            case Instruction.Branch(Term test) -> found.read(test);
            case Instruction.Select(Term value, List<@Nullable Term> labels) -> found.read(value);
            case Instruction.Return(@Nullable Term value) -> {
                if (value != null) {
                    found.read(value);
                }
            }
            case Instruction.Skip skip -> {
            }
            case Instruction.Fork fork -> {
            }
            case Instruction.Present present -> {
            }
            case Instruction.Dispatch dispatch -> {
            }
        }
        return List.copyOf(found.read);
    }

    private void read(Term term) {
        switch (term) {
            case Term.Dereference(Term pointer) -> {
                read(pointer);
                read.add(pointer);
            }
            case Term.Element(Term place, Term index) -> {
                place(place);
                read(index);
                read.add(element(place, index));
            }
            case Term.Field(Term place, String name) -> read(place);
            case Term.Address(Term place) -> place(place);
            case Term.Operation(String operator, List<Term> operands) -> operands.forEach(this::read);
            case Term.Variable variable -> {
            }
            case Term.Global global -> {
            }
            case Term.Literal literal -> {
            }
        }
    }

    /** A place that is named but not read: only the way to it is. */
    private void place(Term place) {
        switch (place) {
            case Term.Dereference(Term pointer) -> read(pointer);
            case Term.Field(Term inner, String name) -> place(inner);
            case Term.Element(Term inner, Term index) -> {
                place(inner);
                read(index);
            }
            case Term.Variable variable -> {
            }
            case Term.Global global -> {
            }
            case Term.Literal literal -> {
            }
            case Term.Address address -> read(address);
            case Term.Operation operation -> read(operation);
        }
    }

    /** {@code p[i]} is read through {@code p + i}. */
    static Term element(Term place, Term index) {
        return new Term.Operation("+", List.of(place, index));
    }
}
