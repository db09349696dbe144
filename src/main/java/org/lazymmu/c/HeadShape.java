package org.lazymmu.c;

/** What the tokens before a brace or semicolon at file level look like: an old-style function, a struct. */
final class HeadShape {
    private final Tokens tokens;
    private final int[] head;
    private final int headCount;

    HeadShape(Tokens tokens, int[] head, int headCount) {
        this.tokens = tokens;
        this.head = head;
        this.headCount = headCount;
    }

    /** Is the head {@code name(a, b)} and are the declarations of {@code a} and {@code b} next, up to a brace? */
    boolean isOldStyleCall(int p) {
        return namesOnly(headCount - 1) && bodyFollows(p);
    }

    /** At a semicolon: is it one of those between the parameters and the body of an old-style definition? */
    boolean isOldStyle(int semicolon) {
        int kind = tokens.kind(semicolon + 1);
        if (kind != '{' && kind != Kind.NAME && kind != Kind.TAG && kind != Kind.TYPE_WORD && kind != Kind.STORAGE
                && kind != Kind.QUALIFIER) {
            return false;
        }
        int close = -1;
        for (int i = 1; i < headCount - 1 && close < 0; i++) {
            if (tokens.kind(head[i]) == ')') {
                close = i;
            }
        }
        return close > 0 && tokens.kind(head[close + 1]) != Kind.ATTRIBUTE && tokens.kind(head[close + 1]) != '('
                && tokens.kind(head[close + 1]) != '[' && namesOnly(close) && bodyFollows(semicolon + 1);
    }

    /** Does the group that closes at an index of the head hold names and commas only? */
    private boolean namesOnly(int close) {
        int i = close - 1;
        while (i > 0 && (tokens.kind(head[i]) == Kind.NAME || tokens.kind(head[i]) == ',')) {
            i--;
        }
        return i > 0 && i < close - 1 && tokens.kind(head[i]) == '(' && tokens.kind(head[i - 1]) == Kind.NAME;
    }

    private boolean bodyFollows(int from) {
        int last = ';';
        for (int p = from; p < from + 200; p++) {
            int kind = tokens.kind(p);
            if (kind == '{') {
                return last == ';' && p > from || p == from;
            }
            boolean declares = Kind.isWord(kind) && kind != Kind.STORAGE || kind == '*' || kind == ',' || kind == ';'
                    || kind == '[' || kind == ']' || kind == Kind.NUMBER || tokens.is(p, "register");
            if (!declares || kind == Kind.END) {
                return false;
            }
            last = kind;
        }
        return false;
    }

    /** Are the braces here those of a struct, union or enum? */
    boolean isTag() {
        for (int i = headCount - 1; i >= 0; i--) {
            int kind = tokens.kind(head[i]);
            if (kind == Kind.TAG) {
                return true;
            }
            if (kind == ')') {
                i = attributeGroup(i);
                if (i < 0) {
                    return false;
                }
            }
        }
        return false;
    }

    /** The index of the parenthesis that opens a group, if the group belongs to an attribute; else -1. */
    private int attributeGroup(int close) {
        int nested = 0;
        for (int i = close; i > 0; i--) {
            int kind = tokens.kind(head[i]);
            if (kind == ')') {
                nested++;
            } else if (kind == '(' && --nested == 0) {
                int before = tokens.kind(head[i - 1]);
                boolean attribute = before == Kind.ATTRIBUTE || before == Kind.NAME && tagBefore(i - 1)
                        && HeadReader.isKnownAttribute(tokens.text(head[i - 1]));
                return attribute ? i : -1;
            }
        }
        return -1;
    }

    private boolean tagBefore(int index) {
        int i = index - 1;
        while (i >= 0 && tokens.kind(head[i]) == Kind.NAME) {
            i--;
        }
        return i >= 0 && tokens.kind(head[i]) == Kind.TAG;
    }
}
