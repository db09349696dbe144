package org.lazymmu.c;

import java.util.List;
import java.util.Set;
import org.lazymmu.source.FileText;

/**
 * A file under analysis: its file-level contents, and the bodies of its functions and macros parsed when asked for. Immutable as
 * seen from outside, safe to use from several threads.
 */
public interface CSource {
    /**
     * Lexes and scans a file. The text is copied, so the buffer may be used again.
     *
     * @param path the file, relative to the root of the tree
     */
    static CSource of(String path, FileText text) {
        return new ParsedSource(path, text);
    }

    CFile file();

    /** The body of one of {@code file().functions()}. */
    Body body(CFile.Function function);

    /** The replacement of one of {@code file().macros()}. */
    Body body(CFile.Macro macro);

    /** How an identifier is used. */
    enum Use {
        /** In any way. */
        ANY,
        /** Before a parenthesis, and not as a member of a structure. */
        CALLED,
        /** Otherwise, and not as a member of a structure. */
        BARE,
        /** As a member of a structure before a parenthesis: a call through a pointer. */
        MEMBER_CALLED,
        /** As a member of a structure that is assigned to, counted up or down. */
        MEMBER_STORED
    }

    /** The distinct identifiers in the body of a function, in order of first use. Cheaper than parsing it. */
    List<String> identifiers(CFile.Function function, Use use);

    /** The distinct identifiers in the replacement of a macro, its parameters left out. */
    List<String> identifiers(CFile.Macro macro, Use use);

    /**
     * What stands at file level, in order, without bodies of functions and without macros: declarations, variables, macro calls and
     * heads of functions, each up to its semicolon, closing brace or body, with single spaces and without comments and directives.
     */
    List<String> declarations();

    /** The names of structures that the file declares with a member of that name which may be a pointer to a function. */
    Set<String> structuresWith(String member);
}
