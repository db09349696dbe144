package org.lazymmu.c;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.lazymmu.c.ParseFailure.Limit;
import org.lazymmu.c.ParseFailure.Misaligned;

/**
 * A position in a range of tokens. Steps over directives that are decided (a branch was chosen, a {@code #define}); stops at
 * conditional ones that are not. Counts nesting and work, and gives up beyond the limits.
 */
final class Cursor {
    private static final int MAX_DEPTH = 400;

    final Tokens tokens;
    final Directives directives;
    /** In the replacement of a macro a statement may lack its end. */
    final boolean inMacro;
    /** The parameters of the macro; one of them may stand for an operator. */
    private final Set<String> parameters;
    private final int from;
    private final int limit;
    /** For a directive at {@code from + i}: where to go on, or 0 if undecided. Null where there are none. */
    private final int[] jumps;
    private int pos;
    private int kind;
    private int lastEnd;
    private int depth;
    private long work;
    /** A header macro's missing statement was met. */
    private boolean hole;

    /** A cursor over code of a file. */
    Cursor(Tokens tokens, Directives directives, int from, int limit) {
        this(tokens, directives, from, limit, null);
    }

    /** A cursor over the replacement of a macro with these parameters, or over code of the file if null. */
    Cursor(Tokens tokens, Directives directives, int from, int limit, @Nullable Set<String> parameters) {
        this.tokens = tokens;
        this.directives = directives;
        this.from = from;
        this.limit = limit;
        this.inMacro = parameters != null;
        this.parameters = parameters == null ? Set.of() : parameters;
        int first = directives.first(from);
        boolean any = !inMacro && first < directives.count() && directives.token(first) < limit;
        jumps = any ? new int[limit - from] : new int[0];
        work = Math.min(200_000_000L, 200_000L + 600L * (limit - from));
        for (int i = first; any && i < directives.count() && directives.token(i) < limit; i++) {
            decideOutside(i);
        }
        seek(from);
    }

    /** Decides what does not depend on a choice in this range: definitions, and groups that are only partly in it. */
    private void decideOutside(int directive) {
        int token = directives.token(directive);
        int kindHere = tokens.kind(token);
        if (!Kind.isConditional(kindHere) || directives.groupNumber(directive) < 0) {
            int next = token + 1;
            if (kindHere == Kind.HASH_DEFINE) {
                while (next < limit && tokens.kind(next) != Kind.HASH_DEFINE_END) {
                    next++;
                }
                next = Math.min(next + 1, limit);
            }
            jumps[token - from] = next;
            return;
        }
        Directives.Group group = directives.groups().get(directives.groupNumber(directive));
        if (group.open() < from) {
            jumps[token - from] = Kind.isElse(kindHere) ? Math.min(limit, group.close() + 1) : token + 1;
        } else if (group.close() >= limit && token == group.open()) {
            choose(group, group.branchOf(limit - 1), jumps);
        }
    }

    /** From now on the tokens of a group are those of one branch. */
    void choose(Directives.Group group, int branch) {
        choose(group, branch, jumps);
    }

    private void choose(Directives.Group group, int branch, int[] target) {
        int last = group.directives() - 1;
        int after = Math.min(limit, group.close() + 1);
        target[group.open() - from] = branch >= last ? after : Math.min(limit, group.directive(branch) + 1);
        for (int i = 1; i <= last; i++) {
            if (group.directive(i) < limit) {
                target[group.directive(i) - from] = after;
            }
        }
    }

    /** Takes back {@link #choose}. */
    void undecide(Directives.Group group) {
        for (int i = 0; i < group.directives() && group.directive(i) < limit; i++) {
            jumps[group.directive(i) - from] = 0;
        }
    }

    boolean isDecided(Directives.Group group) {
        return jumps[group.open() - from] != 0;
    }

    /** Makes every directive invisible: all branches are there one after the other. */
    void showAll() {
        for (int i = directives.first(from); i < directives.count() && directives.token(i) < limit; i++) {
            int token = directives.token(i);
            if (jumps[token - from] == 0) {
                jumps[token - from] = token + 1;
            }
        }
        seek(pos);
    }

    /** Makes the directives of undecided groups behind a token invisible; those groups. */
    List<Directives.Group> showFrom(int token) {
        List<Directives.Group> shown = undecidedFrom(token);
        for (Directives.Group group : shown) {
            for (int i = 0; i < group.directives(); i++) {
                jumps[group.directive(i) - from] = group.directive(i) + 1;
            }
        }
        return shown;
    }

    /** The groups wholly behind a token that are not decided. */
    List<Directives.Group> undecidedFrom(int token) {
        List<Directives.Group> found = new ArrayList<>();
        for (Directives.Group group : directives.groups()) {
            if (group.open() >= token && group.close() < limit && !isDecided(group)) {
                found.add(group);
            }
        }
        return found;
    }

    /** Takes the first live branch, or the last, of every undecided group. */
    void chooseEverywhere(boolean first) {
        for (Directives.Group group : directives.groups()) {
            if (group.open() >= from && group.close() < limit && !isDecided(group)) {
                choose(group, first ? group.preferred() : group.branches() - 1);
            }
        }
        seek(pos);
    }

    int from() {
        return from;
    }

    int limit() {
        return limit;
    }

    int pos() {
        return pos;
    }

    /** The kind of the current token; {@link Kind#END} at the end of the range. */
    int kind() {
        return kind;
    }

    /** Offset behind the last token that was taken. */
    int lastEnd() {
        return lastEnd;
    }

    /** Offset of the current token. */
    int at() {
        return tokens.start(pos);
    }

    String text() {
        return tokens.text(pos);
    }

    /** Is the current token a parameter of the macro? */
    boolean isParameter() {
        return kind == Kind.NAME && !parameters.isEmpty() && parameters.contains(text());
    }

    boolean is(String word) {
        return pos < limit && tokens.is(pos, word);
    }

    void seek(int token) {
        pos = skip(token);
        kind = pos < limit ? tokens.kind(pos) : Kind.END;
    }

    void advance() {
        if (pos >= limit) {
            throw fail("unexpected end");
        }
        if (--work < 0) {
            throw new Limit("too ambiguous", pos);
        }
        lastEnd = tokens.end(pos);
        seek(pos + 1);
    }

    /** The first visible token at a position or behind it. */
    int skip(int token) {
        int p = token;
        while (p < limit && Kind.isDirective(tokens.kind(p)) && jumps.length > 0) {
            int jump = jumps[p - from];
            if (jump == 0) {
                break;
            }
            p = jump;
        }
        return p;
    }

    int next(int token) {
        return skip(token + 1);
    }

    int kindAt(int token) {
        return token < limit ? tokens.kind(token) : Kind.END;
    }

    /** The kind of the token behind the current one. */
    int peek() {
        return kindAt(next(pos));
    }

    boolean accept(int wanted) {
        if (kind == wanted) {
            advance();
            return true;
        }
        return false;
    }

    void expect(int wanted, String what) {
        if (kind != wanted) {
            throw fail(what);
        }
        advance();
    }

    /** The bracket that closes the one at a token, following undecided groups through all branches; the limit if none does. */
    int close(int open) {
        int nested = 0;
        int p = open;
        while (p < limit) {
            switch (tokens.kind(p)) {
                case '(', '[', '{' -> nested++;
                case ')', ']', '}' -> {
                    if (--nested == 0) {
                        return p;
                    }
                }
                default -> {
                }
            }
            if (--work < 0) {
                throw new Limit("too ambiguous", p);
            }
            p = next(p);
        }
        return limit;
    }

    /** Steps behind the group of brackets that opens here. */
    void skipGroup() {
        int close = close(pos);
        if (close >= limit) {
            int directive = undecided(pos);
            throw directive >= 0
                    ? new Misaligned(directives.groupAt(directive), directive)
                    : new ParseFailure("bracket is never closed", pos);
        }
        lastEnd = tokens.end(close);
        seek(close + 1);
    }

    private int undecided(int token) {
        for (int i = directives.first(token); jumps.length > 0 && i < directives.count(); i++) {
            int directive = directives.token(i);
            if (directive >= limit) {
                break;
            }
            if (jumps[directive - from] == 0) {
                return directive;
            }
        }
        return -1;
    }

    /** Is there a line break before a token? */
    boolean isNewLine(int token) {
        return token > 0 && tokens.lineBreakBetween(token - 1, token);
    }

    /** A failure at the current token: the group's fault where that is a directive. */
    ParseFailure fail(String reason) {
        if (Kind.isConditional(kind)) {
            int group = directives.groupAt(pos);
            if (group >= 0) {
                return new Misaligned(group, pos);
            }
        }
        return new ParseFailure(reason, pos);
    }

    void enter() {
        if (++depth > MAX_DEPTH) {
            throw new Limit("nested too deeply", pos);
        }
    }

    void leave() {
        depth--;
    }

    int depth() {
        return depth;
    }

    void restoreDepth(int before) {
        depth = before;
    }

    /** Is this the end of a macro's replacement, where the statement is the user's? */
    boolean atHole() {
        return inMacro && kind == Kind.END;
    }

    void markHole() {
        hole = true;
    }

    boolean hasHole() {
        return hole;
    }

    void clearHole() {
        hole = false;
    }

    /** The text of the tokens from one up to the current one, the directives left out. */
    String textFrom(int token) {
        if (jumps.length == 0) {
            return TokenText.join(tokens, token, pos);
        }
        int[] visible = new int[pos - token];
        int count = 0;
        for (int p = skip(token); p < pos; p = next(p)) {
            visible[count++] = p;
        }
        return TokenText.join(tokens, Arrays.copyOf(visible, count));
    }
}
