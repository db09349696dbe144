package org.lazymmu.flow;

import java.util.List;

/**
 * An expression without calls, assignments and short cuts, over variables that are unique in their graph: what
 * {@link CfgBuilder} makes of source expressions. Calls have become instructions that leave their result in a variable.
 */
public sealed interface Term {
    /** A local variable, parameter or temporary, renamed so that inner scopes and inlined macros do not collide. */
    record Variable(String name) implements Term {
        /** The name as the source has it. */
        String sourceName() {
            int renamed = name.indexOf('#');
            return renamed < 0 ? name : name.substring(0, renamed);
        }
    }

    /** A name that is not local: a function, a global variable, an enumerator or an object-like macro. */
    record Global(String name) implements Term {
    }

    /** A literal. */
    record Literal(String text) implements Term {
    }

    record Dereference(Term pointer) implements Term {
    }

    record Address(Term place) implements Term {
    }

    record Field(Term place, String name) implements Term {
    }

    record Element(Term place, Term index) implements Term {
    }

    /** An operator applied to terms; {@code ?} stands for anything that is not modelled. */
    record Operation(String operator, List<Term> operands) implements Term {
    }
}
