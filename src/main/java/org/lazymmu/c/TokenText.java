package org.lazymmu.c;

/** Text of several tokens with white space, comments and line splices normalised. */
final class TokenText {
    private TokenText() {
    }

    /** The tokens from one up to another, a space where the source has any white space or comment. */
    static String join(Tokens tokens, int from, int to) {
        if (to - from == 1) {
            return tokens.text(from);
        }
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            if (Kind.isDirective(tokens.kind(i))) {
                continue;
            }
            if (i > from && tokens.start(i) > tokens.end(i - 1)) {
                text.append(' ');
            }
            text.append(tokens.text(i));
        }
        return text.toString();
    }

    /** The given tokens, a space between two that do not touch. */
    static String join(Tokens tokens, int[] parts) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < parts.length; i++) {
            if (i > 0 && tokens.start(parts[i]) > tokens.end(parts[i - 1])) {
                text.append(' ');
            }
            text.append(tokens.text(parts[i]));
        }
        return text.toString();
    }
}
