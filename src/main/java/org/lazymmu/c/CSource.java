package org.lazymmu.c;

/**
 * A file under analysis: its file-level contents, and the bodies of its functions and macros parsed when asked for. Immutable as
 * seen from outside, safe to use from several threads.
 */
public interface CSource {
    CFile file();

    /** The body of one of {@code file().functions()}. */
    Body body(CFile.Function function);

    /** The replacement of one of {@code file().macros()}. */
    Body body(CFile.Macro macro);

    /** The distinct identifiers in the body of a function, in order of first use. Cheaper than parsing it. */
    java.util.List<String> identifiers(CFile.Function function);

    /** The distinct identifiers in the replacement of a macro, its parameters left out. */
    java.util.List<String> identifiers(CFile.Macro macro);
}
