package org.lazymmu.c;

/** Joins the words on both sides of {@code ##} to one name, as written. */
final class Glue {
    private Glue() {
    }

    /** The tokens from one up to another with glued words joined and other {@code ##} left out. */
    static Tokens join(Tokens source, int from, int to) {
        Tokens result = new Tokens(source.bytes, source.length, to - from);
        int i = from;
        while (i < to) {
            int kind = source.kind(i);
            if (kind == Kind.GLUE) {
                i++;
                continue;
            }
            int last = i;
            while (isPart(source.kind(last)) && last + 2 < to && source.kind(last + 1) == Kind.GLUE
                    && isPart(source.kind(last + 2))) {
                last += 2;
            }
            int joined = last == i ? kind : kind == Kind.NUMBER ? Kind.NUMBER : Kind.NAME;
            result.add(joined, source.start(i), source.end(last));
            i = last + 1;
        }
        result.trim();
        return result;
    }

    private static boolean isPart(int kind) {
        return Kind.isWord(kind) || kind == Kind.NUMBER;
    }
}
