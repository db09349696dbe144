package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The head of a function, the tokens before its body, to name, parameters and result. */
final class HeadReader {
    /** Attributes with arguments that stand behind parameters and do not begin with two underscores or are often alone. */
    private static final Set<String> ATTRIBUTES = Set.of("ACPI_PRINTF_LIKE", "PRINTF", "SCANF", "NORETURN",
            "__acquires",
            "__releases", "__must_hold", "__printf", "__scanf", "__aligned", "__section", "__alloc_size",
            "__attribute_const__",
            "__cond_acquires", "__cond_lock", "__malloc", "__assume_aligned", "__diagnose_as", "__no_sanitize",
            "__context__",
            "__releases_shared", "__acquires_shared", "__must_hold_shared", "__no_sanitize_or_inline", "__realloc_size",
            "__nonnull", "__format", "__target", "__alias", "__weak_alias", "__copy", "__overloadable", "__error",
            "__warning",
            "__compiletime_error", "__compiletime_warning", "__init_or_module", "__visible");

    /** What a head says, without the condition and the body. */
    record Head(String name, int at, boolean isStatic, boolean isInline, String returns,
            List<CFile.Parameter> parameters,
            @Nullable String definer) {
    }

    private final Tokens tokens;
    private final int[] head;
    private final int count;

    HeadReader(Tokens tokens, int[] head, int count) {
        this.tokens = tokens;
        this.head = head;
        this.count = count;
    }

    static boolean isKnownAttribute(String name) {
        return ATTRIBUTES.contains(name);
    }

    private int kind(int i) {
        return i >= 0 && i < count ? tokens.kind(head[i]) : Kind.END;
    }

    private String text(int i) {
        return tokens.text(head[i]);
    }

    /** What is known of the function, or null if this is not the head of one. */
    @Nullable
    Head read() {
        int[] opens = new int[count];
        int[] closes = new int[count];
        int groups = groups(opens, closes);
        for (int g = groups - 1; g >= 0; g--) {
            int open = opens[g];
            int before = kind(open - 1);
            if (kind(open + 1) == '*' && g == groups - 1 && kind(open + 3) == '(') {
                // type (*name(args))[4]
                return behindGroup(open, closes[g], open, closes[g]);
            }
            if (before == Kind.NAME) {
                if (!isAttributeGroup(open, g, opens)) {
                    return named(open - 1, open, closes[g]);
                }
            } else if (before == ')' && g > 0) {
                Head found = behindGroup(opens[g - 1], closes[g - 1], open, closes[g]);
                if (found != null) {
                    return found;
                }
            }
            if ((before == ')' || before == '*') && kind(open + 1) == Kind.NAME && kind(open + 2) == '('
                    && closing(open + 2) == closes[g] - 1) {
                // typeof(x)(name(args))
                return head(open + 1, open, open + 2, closes[g] - 1, null, false);
            }
        }
        return null;
    }

    private int groups(int[] opens, int[] closes) {
        int groups = 0;
        int nested = 0;
        for (int i = 0; i < count; i++) {
            int kind = kind(i);
            if (kind == '(' || kind == '[' || kind == '{') {
                if (nested++ == 0) {
                    opens[groups] = i;
                }
            } else if (kind == ')' || kind == ']' || kind == '}') {
                if (nested > 0 && --nested == 0) {
                    closes[groups] = i;
                    if (kind == ')') {
                        groups++;
                    }
                }
            }
        }
        return groups;
    }

    private boolean isAttributeGroup(int open, int group, int[] opens) {
        String name = text(open - 1);
        if (ATTRIBUTES.contains(name)) {
            return true;
        }
        if (!name.startsWith("__") || group == 0) {
            return false;
        }
        int i = open - 2;
        while (kind(i) == Kind.NAME && Words.isAttribute(tokens, head[i])) {
            i--;
        }
        return kind(i) == ')' && i > opens[group - 1] && hasCandidateBefore(group, opens);
    }

    /** Is there a group before this one that may hold the parameters? */
    private boolean hasCandidateBefore(int group, int[] opens) {
        for (int g = group - 1; g >= 0; g--) {
            int before = kind(opens[g] - 1);
            if (before == Kind.NAME && !ATTRIBUTES.contains(text(opens[g] - 1))) {
                return true;
            }
        }
        return false;
    }

    /** {@code (name)(args)}, {@code NAMED(name)(args)}, {@code (*name(args))(…)}. */
    private @Nullable Head behindGroup(int innerOpen, int innerClose, int open, int close) {
        if (innerClose - innerOpen == 2 && kind(innerOpen + 1) == Kind.NAME) {
            boolean macro = kind(innerOpen - 1) == Kind.NAME
                    && tokens.end(head[innerOpen - 1]) == tokens.start(head[innerOpen]);
            int first = macro ? innerOpen - 1 : innerOpen;
            return head(innerOpen + 1, first, open, close, macro ? text(innerOpen - 1) : null, false);
        }
        if (kind(innerOpen + 1) == '*') {
            for (int i = innerOpen + 2; i + 1 < innerClose; i++) {
                if (kind(i) == Kind.NAME && kind(i + 1) == '(') {
                    return head(i, innerOpen, i + 1, closing(i + 1), null, false);
                }
            }
        }
        return null;
    }

    private int closing(int open) {
        int nested = 0;
        for (int i = open; i < count; i++) {
            int kind = kind(i);
            if (kind == '(') {
                nested++;
            } else if (kind == ')' && --nested == 0) {
                return i;
            }
        }
        return count - 1;
    }

    private @Nullable Head named(int name, int open, int close) {
        String text = text(name);
        if (!isDefiner(text, name, open)) {
            return head(name, name, open, close, null, false);
        }
        int argument = open + 1;
        if (text.startsWith("TEST_F") || text.startsWith("TEST_SIGNAL")) {
            int second = argument;
            while (second < close && kind(second) != ',') {
                second++;
            }
            argument = text.startsWith("TEST_F") && second + 1 < close ? second + 1 : argument;
        }
        boolean pairs = text.contains("SYSCALL_DEFINE") || text.startsWith("BPF_CALL_");
        int comma = argument;
        while (comma < close && kind(comma) != ',') {
            comma++;
        }
        return head(argument, name, comma, close, text, pairs);
    }

    /** Does this macro define a function named by one of its arguments? */
    private boolean isDefiner(String text, int name, int open) {
        if (!Kind.isWord(kind(open + 1)) || kind(open + 1) != Kind.NAME && !text.contains("SYSCALL_DEFINE")) {
            return false;
        }
        if (text.contains("SYSCALL_DEFINE") || text.startsWith("BPF_CALL_") || text.startsWith("BPF_PROG")
                || text.startsWith("BPF_KPROBE") || text.startsWith("BPF_KRETPROBE")
                || text.startsWith("BPF_STRUCT_OPS")
                || text.startsWith("BPF_KSYSCALL") || text.startsWith("BPF_UPROBE") || text.startsWith("BPF_URETPROBE")
                || text.startsWith("BPF_USDT")) {
            return true;
        }
        int after = kind(open + 2);
        if (after != ',' && after != ')') {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 'a' && c <= 'z') {
                return false;
            }
        }
        return !hasType(name);
    }

    /** Is there anything before the name that could be the type of a result? */
    private boolean hasType(int name) {
        int i = name - 1;
        while (i >= 0) {
            int kind = kind(i);
            if (kind == Kind.TYPE_WORD || kind == Kind.TAG || kind == '*' || kind == Kind.TYPEOF) {
                return true;
            }
            if (kind == Kind.NAME && !Words.isAttribute(tokens, head[i])) {
                return true;
            }
            if (kind == ')') {
                return false;
            }
            i--;
        }
        return false;
    }

    private Head head(int name, int first, int open, int close, @Nullable String definer, boolean pairs) {
        boolean isStatic = false;
        boolean isInline = false;
        StringBuilder returns = new StringBuilder();
        for (int i = 0; i < first; i++) {
            int kind = kind(i);
            if (kind == Kind.STORAGE) {
                isStatic |= tokens.is(head[i], "static");
                isInline |= text(i).contains("inline");
            } else if (kind == Kind.ATTRIBUTE || kind == Kind.NAME && kind(i + 1) == '(' && i + 1 < first) {
                i = closing(i + 1);
            } else if (kind == Kind.TYPEOF) {
                int end = closing(i + 1);
                returns.append(' ').append(TokenText.join(tokens, java.util.Arrays.copyOfRange(head, i, end + 1)));
                i = end;
            } else if (kind == '*') {
                returns.append(returns.isEmpty() || returns.charAt(returns.length() - 1) == '*' ? "*" : " *");
            } else if (kind == Kind.TYPE_WORD || kind == Kind.TAG || kind == Kind.QUALIFIER
                    || kind == Kind.NAME && !Words.isAttribute(tokens, head[i])) {
                returns.append(returns.isEmpty() ? "" : " ").append(text(i));
            }
        }
        List<CFile.Parameter> parameters = pairs ? pairs(open, close) : parameters(open, close);
        return new Head(text(name), tokens.start(head[name]), isStatic, isInline, returns.toString().strip(),
                parameters,
                definer);
    }

    private List<CFile.Parameter> pairs(int open, int close) {
        List<int[]> parts = parts(open, close);
        List<CFile.Parameter> parameters = new ArrayList<>();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            int[] type = parts.get(i);
            int[] name = parts.get(i + 1);
            parameters.add(new CFile.Parameter(join(type[0], type[1]), join(name[0], name[1])));
        }
        return List.copyOf(parameters);
    }

    /** The ranges between commas of a group, from behind its opening. */
    private List<int[]> parts(int open, int close) {
        List<int[]> parts = new ArrayList<>();
        int from = open + 1;
        int nested = 0;
        for (int i = open + 1; i <= close; i++) {
            int kind = kind(i);
            if (i == close || kind == ',' && nested == 0) {
                if (i > from) {
                    parts.add(new int[]{ from, i });
                }
                from = i + 1;
            } else if (kind == '(' || kind == '[' || kind == '{') {
                nested++;
            } else if (kind == ')' || kind == ']' || kind == '}') {
                nested--;
            }
        }
        return parts;
    }

    private List<CFile.Parameter> parameters(int open, int close) {
        List<CFile.Parameter> parameters = new ArrayList<>();
        boolean oldStyle = kind(close + 1) == Kind.TYPE_WORD || kind(close + 1) == Kind.TAG || kind(count - 1) == ';';
        for (int[] part : parts(open, close)) {
            CFile.Parameter parameter = parameter(part[0], part[1], oldStyle);
            if (parameter != null) {
                parameters.add(parameter);
            }
        }
        return List.copyOf(parameters);
    }

    private CFile.@Nullable Parameter parameter(int from, int to, boolean oldStyle) {
        if (to - from == 1) {
            int kind = kind(from);
            if (kind == Kind.ELLIPSIS) {
                return new CFile.Parameter("", "...");
            }
            if (tokens.is(head[from], "void")) {
                return null;
            }
            return oldStyle ? new CFile.Parameter("", text(from)) : new CFile.Parameter(text(from), "");
        }
        int name = nameIn(from, to);
        if (name < 0) {
            return new CFile.Parameter(join(from, to), "");
        }
        StringBuilder type = new StringBuilder(join(from, name));
        int after = name + 1;
        while (after < to && kind(after) == Kind.NAME) {
            after = kind(after + 1) == '(' ? closing(after + 1) + 1 : after + 1;
        }
        if (after < to && kind(after) != Kind.ATTRIBUTE) {
            type.append(kind(after) == '[' ? " " : "").append(join(after, to));
        }
        return new CFile.Parameter(type.toString(), text(name));
    }

    private int nameIn(int from, int to) {
        for (int i = from; i + 2 < to; i++) {
            if (kind(i) == '(' && (kind(i + 1) == '*' || kind(i + 1) == '^')) {
                int p = i + 1;
                while (p < to && kind(p) != Kind.NAME && kind(p) != ')') {
                    p++;
                }
                while (kind(p) == Kind.NAME && kind(p + 1) == Kind.NAME) {
                    p++;
                }
                return kind(p) == Kind.NAME ? p : -1;
            }
        }
        int found = -1;
        boolean typed = false;
        for (int i = from; i < to; i++) {
            int kind = kind(i);
            if (kind == '[' || kind == '(') {
                i = kind == '(' ? closing(i) : skipIndex(i, to);
            } else if (kind == Kind.ATTRIBUTE || kind == Kind.TYPEOF) {
                typed |= kind == Kind.TYPEOF;
                i = closing(i + 1);
            } else if (kind == Kind.TAG) {
                typed = true;
                i++;
            } else if (kind == Kind.TYPE_WORD) {
                typed = true;
            } else if (kind == Kind.NAME && !Words.isAttribute(tokens, head[i])) {
                if (typed) {
                    found = i;
                }
                typed = true;
            } else if (kind == Kind.NAME && typed && i == to - 1 && found < 0) {
                found = kind(i - 1) == '*' || !tokens.is(head[i], "__user") ? i : found;
            }
        }
        return found;
    }

    private int skipIndex(int open, int to) {
        int i = open;
        while (i < to && kind(i) != ']') {
            i++;
        }
        return i;
    }

    private String join(int from, int to) {
        return TokenText.join(tokens, java.util.Arrays.copyOfRange(head, from, Math.max(from, to)));
    }
}
