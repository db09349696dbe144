package org.lazymmu.c;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * One walk over a declaration at file level, along one side of every {@code #if} it meets: its head, what kind of declaration it
 * is, and where it ends. Which side of an open group to take stands in the {@link OpenGroups}; a group that opens within the
 * declaration is walked along a chosen branch, or the preferred one.
 */
final class DeclarationWalk {
    /** What was found. */
    enum What {
        /** Nothing that is kept: a prototype, a type. */
        NOTHING,
        /** A head with its body. */
        FUNCTION,
        /** A declaration with an initial value. */
        VARIABLE,
        /** A macro call. */
        INVOCATION,
        /** Elements of an initializer that a macro call heads, {@code define_machine(x) { .a = b }}, or that stand alone. */
        ITEMS,
        /** {@code extern "C"} and its brace. */
        LINKAGE,
        /** Braces that belong to nothing known. */
        UNKNOWN
    }

    /** A group that opened within the declaration, and the branch walked. */
    record Choice(int group, int branch) {
    }

    private final Tokens tokens;
    private final Directives directives;
    private final OpenGroups outer;
    private final Map<Integer, Integer> choices;
    private final int start;

    /** The tokens of the head. */
    int[] head = new int[32];
    int headCount;
    /** Groups that opened and closed within the head. */
    final List<Choice> headChoices = new ArrayList<>();
    /** Groups that opened within the declaration and are still open at its end. */
    final List<Choice> open = new ArrayList<>();
    What what = What.NOTHING;
    int bodyOpen = -1;
    int bodyClose = -1;
    /** The tokens of the elements, from the first up to behind the last. */
    int itemsFrom;
    int itemsTo;
    /** The token behind the declaration. */
    int end;
    /** A directive of a group around the declaration that begins its next branch, where the scan has to go on; or -1. */
    int resume = -1;
    /** How many groups around the declaration end within it. */
    int closedOuter;
    /** No brace closes the body; the end is a guess. */
    boolean unbalanced;
    private boolean inHead = true;
    private int invocationEnd = -1;
    /** The token of the macro's name where {@code static} stands before it, or -1. */
    int invocationFrom = -1;
    private boolean tagBody;

    DeclarationWalk(Tokens tokens, Directives directives, OpenGroups outer, Map<Integer, Integer> choices, int start) {
        this.tokens = tokens;
        this.directives = directives;
        this.outer = outer;
        this.choices = choices;
        this.start = start;
    }

    DeclarationWalk walk() {
        int p = start;
        while (what == What.NOTHING) {
            int kind = tokens.kind(p);
            if (kind == Kind.END || kind == '}') {
                end = Math.max(p, start + (kind == '}' ? 0 : 1));
                finishWithoutEnd();
                return this;
            }
            if (invocationEnd == headCount && headCount > 0 && endsInvocation(p)) {
                what = What.INVOCATION;
                end = p;
                return this;
            }
            if (Kind.isDirective(kind)) {
                p = directive(p);
                continue;
            }
            boolean behindCall = invocationEnd == headCount && headCount > 0;
            if (behindCall && kind == '.') {
                items(p);
                return this;
            }
            if (behindCall && kind == ',') {
                what = What.INVOCATION;
                end = p + 1;
                return this;
            }
            switch (kind) {
                case '(', '[' -> {
                    boolean first = headCount == 1 && tokens.kind(head[0]) == Kind.NAME && kind == '(';
                    boolean behindStatic = kind == '(' && isStaticName();
                    p = bracket(p);
                    if (behindStatic && tokens.kind(p) == ';') {
                        invocationFrom = head[1];
                        what = What.INVOCATION;
                        end = p + 1;
                        return this;
                    }
                    if (first) {
                        invocationEnd = headCount;
                    }
                }
                case ';' -> {
                    if (headCount > 0 && shape().isOldStyle(p)) {
                        add(p++);
                        continue;
                    }
                    end = p + 1;
                    finishWithoutEnd();
                    return this;
                }
                case '=' -> {
                    what = What.VARIABLE;
                    inHead = false;
                    end = semicolon(p) + 1;
                }
                case '{' -> p = brace(p);
                default -> add(p++);
            }
        }
        return this;
    }

    /** Could the head be that of a function at all? */
    boolean hasParentheses() {
        for (int i = 0; i < headCount; i++) {
            if (tokens.kind(head[i]) == '(') {
                return true;
            }
        }
        return false;
    }

    private HeadShape shape() {
        return new HeadShape(tokens, head, headCount);
    }

    /** {@code static DEFINE_TIMER}: what follows in parentheses is no parameter list, since it has no type. */
    private boolean isStaticName() {
        return headCount == 2 && tokens.kind(head[0]) == Kind.STORAGE && tokens.is(head[0], "static")
                && tokens.kind(head[1]) == Kind.NAME;
    }

    private void finishWithoutEnd() {
        boolean call = invocationEnd > 0 && tokens.kind(head[headCount - 1]) == ')';
        what = call ? What.INVOCATION : What.NOTHING;
    }

    private void add(int token) {
        if (headCount == head.length) {
            head = Arrays.copyOf(head, headCount * 2);
        }
        head[headCount++] = token;
    }

    /** Does what follows a macro call begin something new, so that the call just lacks its semicolon? */
    private boolean endsInvocation(int p) {
        int kind = tokens.kind(p);
        if (!tokens.lineBreakBetween(head[headCount - 1], p)) {
            return false;
        }
        if (Kind.isConditional(kind)) {
            int next = p + 1;
            return tokens.kind(next) != '{' && tokens.kind(next) != '.';
        }
        boolean starts = kind == Kind.NAME || kind == Kind.STORAGE || kind == Kind.TAG || kind == Kind.TYPE_WORD
                || kind == Kind.QUALIFIER || kind == Kind.TYPEOF || kind == Kind.ATTRIBUTE || kind == Kind.HASH_INCLUDE;
        return starts && !shape().isOldStyleCall(p);
    }

    /** Adds the tokens of a group of brackets to the head; the position behind it. */
    private int bracket(int from) {
        int nested = 0;
        int braces = 0;
        int p = from;
        while (p < tokens.count()) {
            int kind = tokens.kind(p);
            if (Kind.isDirective(kind)) {
                p = directive(p);
                continue;
            }
            switch (kind) {
                case '(', '[' -> nested++;
                case ')', ']' -> nested--;
                case '{' -> braces++;
                case '}' -> braces--;
                default -> {
                }
            }
            if (braces < 0) {
                break;
            }
            add(p++);
            if (nested == 0 && braces == 0) {
                return p;
            }
        }
        unbalanced = true;
        return p;
    }

    private int semicolon(int from) {
        int nested = 0;
        int p = from;
        while (p < tokens.count()) {
            int kind = tokens.kind(p);
            if (Kind.isDirective(kind)) {
                p = directive(p);
                continue;
            }
            if (nested == 0 && kind == Kind.STORAGE && p > from + 1 && isFirstInLine(p)) {
                // The end of the value is in an included file.
                return p - 1;
            }
            switch (kind) {
                case '(', '[', '{' -> nested++;
                case ')', ']', '}' -> {
                    if (--nested < 0) {
                        return p - 1;
                    }
                }
                case ';' -> {
                    if (nested <= 0) {
                        return p;
                    }
                }
                default -> {
                }
            }
            p++;
        }
        unbalanced = true;
        return Math.max(from, tokens.count() - 1);
    }

    private int items(int from) {
        int nested = 0;
        int p = from;
        itemsFrom = from;
        while (p < tokens.count()) {
            int kind = tokens.kind(p);
            if (Kind.isDirective(kind)) {
                p = directive(p);
                continue;
            }
            switch (kind) {
                case '(', '[', '{' -> nested++;
                case ')', ']', '}' -> nested--;
                default -> {
                }
            }
            boolean last = kind == Kind.NAME && nested == 0 && tokens.text(p).endsWith("_END");
            if (last || kind == ';' || nested < 0) {
                break;
            }
            p++;
        }
        what = What.ITEMS;
        itemsTo = p;
        end = Math.min(tokens.count(), nested < 0 ? p : p + 1);
        return end;
    }

    private int brace(int p) {
        boolean linkage = headCount == 2 && tokens.kind(head[1]) == Kind.STRING && tokens.is(head[0], "extern");
        if (linkage) {
            what = What.LINKAGE;
            end = p + 1;
            return end;
        }
        boolean tag = !tagBody && shape().isTag();
        inHead = tag;
        int close = close(p, false);
        if (close >= tokens.count()) {
            close = close(p, true);
            unbalanced = true;
        }
        end = Math.min(close + 1, tokens.count());
        boolean alone = headCount == 0;
        if (alone || invocationEnd == headCount && tokens.kind(p + 1) == '.') {
            itemsFrom = alone ? p : p + 1;
            itemsTo = alone ? end : close;
            what = What.ITEMS;
            return end;
        }
        if (tag) {
            tagBody = true;
            return end;
        }
        bodyOpen = p;
        bodyClose = close;
        what = new HeadReader(tokens, head, headCount).read() == null ? What.UNKNOWN : What.FUNCTION;
        return end;
    }

    /** The brace that closes the one at a token; by the habit of writing it in column 0 where counting fails. */
    private int close(int from, boolean byColumn) {
        List<Choice> before = List.copyOf(open);
        int nested = 0;
        int p = from;
        while (p < tokens.count()) {
            int kind = tokens.kind(p);
            if (Kind.isDirective(kind)) {
                p = directive(p);
                continue;
            }
            if (kind == '{') {
                nested++;
            } else if (kind == '}') {
                nested--;
                if (byColumn ? isFirstInLine(p) : nested == 0) {
                    return p;
                }
            }
            p++;
        }
        if (!byColumn) {
            open.clear();
            open.addAll(before);
            resume = -1;
            closedOuter = 0;
        }
        return tokens.count();
    }

    /** Steps over a directive along the chosen branches. */
    private int directive(int p) {
        int kind = tokens.kind(p);
        int number = Kind.isConditional(kind) ? directives.groupAt(p) : -1;
        if (number < 0) {
            return kind == Kind.HASH_DEFINE ? afterDefine(p) : p + 1;
        }
        Directives.Group group = directives.groups().get(number);
        boolean local = !open.isEmpty() && open.getLast().group() == number;
        if (Kind.isIf(kind)) {
            int branch = outer.branch(number);
            if (branch < 0) {
                branch = choices.getOrDefault(number, group.preferred());
                open.add(new Choice(number, branch));
            }
            int begin = group.directive(branch);
            return begin == group.close() ? begin : begin + 1;
        }
        if (Kind.isElse(kind)) {
            if (local) {
                return group.close();
            }
            if (resume < 0) {
                resume = p;
            }
            return Math.min(group.close() + 1, tokens.count());
        }
        if (local) {
            Choice closed = open.removeLast();
            if (inHead) {
                headChoices.add(closed);
            }
        } else if (resume < 0) {
            closedOuter++;
        }
        return p + 1;
    }

    private boolean isFirstInLine(int token) {
        return tokens.start(token) == 0 || tokens.bytes[tokens.start(token) - 1] == '\n';
    }

    private int afterDefine(int define) {
        int p = define;
        while (p < tokens.count() && tokens.kind(p) != Kind.HASH_DEFINE_END) {
            p++;
        }
        return p + 1;
    }
}
