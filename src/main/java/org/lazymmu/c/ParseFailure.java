package org.lazymmu.c;

/**
 * What stops a parser inside one body: code it does not understand, an {@code #if} that does not align with the statements, or a
 * limit. Never leaves the front end; it becomes a {@link CFile.Problem}.
 */
@SuppressWarnings("serial")
class ParseFailure extends RuntimeException {
    /** The token at which it was noticed. */
    final int token;

    ParseFailure(String reason, int token) {
        super(reason, null, false, false);
        this.token = token;
    }

    /** A text that is always there. */
    String reason() {
        return String.valueOf(getMessage());
    }

    /** An {@code #if} group begins or ends where no statement does. */
    static final class Misaligned extends ParseFailure {
        final int group;

        Misaligned(int group, int token) {
            super("#if does not align with statements", token);
            this.group = group;
        }
    }

    /** Nesting, work or variants beyond the limit: no other reading is tried. */
    static final class Limit extends ParseFailure {
        Limit(String reason, int token) {
            super(reason, token);
        }
    }
}
