package org.lazymmu.c;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code #define}s and {@code #include}s of a file with their conditions, wherever they stand. */
final class MacroScanner {
    private final Tokens tokens;
    private final Directives directives;
    private final List<CFile.Macro> macros = new ArrayList<>();
    private final List<String> includes = new ArrayList<>();

    MacroScanner(Tokens tokens, Directives directives) {
        this.tokens = tokens;
        this.directives = directives;
    }

    List<CFile.Macro> macros() {
        return List.copyOf(macros);
    }

    List<String> includes() {
        return List.copyOf(includes);
    }

    void scan() {
        OpenGroups open = new OpenGroups(directives);
        for (int i = 0; i < directives.count(); i++) {
            int token = directives.token(i);
            int kind = tokens.kind(token);
            int group = directives.groupNumber(i);
            if (Kind.isIf(kind)) {
                open.push(group, 0, -1);
            } else if (Kind.isElse(kind) && group >= 0) {
                open.enter(directives.groups().get(group).branchOf(token));
            } else if (kind == Kind.HASH_ENDIF && group >= 0) {
                open.pop();
            } else if (kind == Kind.HASH_DEFINE) {
                define(token, open.condition());
            } else if (kind == Kind.HASH_INCLUDE) {
                include(tokens.text(token));
            }
        }
    }

    private void include(String text) {
        int from = text.indexOf('"');
        char close = '"';
        if (from < 0) {
            from = text.indexOf('<');
            close = '>';
        }
        int to = from < 0 ? -1 : text.indexOf(close, from + 1);
        if (to > from) {
            includes.add(text.substring(from, to + 1));
        }
    }

    private void define(int define, Condition condition) {
        int name = define + 1;
        if (!Kind.isWord(tokens.kind(name))) {
            return;
        }
        int body = name + 1;
        List<String> parameters = null;
        if (tokens.kind(body) == '(' && tokens.start(body) == tokens.end(name)) {
            parameters = new ArrayList<>();
            body = parameters(body + 1, parameters);
        }
        int end = body;
        while (tokens.kind(end) != Kind.HASH_DEFINE_END && tokens.kind(end) != Kind.END) {
            end++;
        }
        macros.add(macro(name, parameters, condition, body, end));
    }

    private CFile.Macro macro(int name, @Nullable List<String> parameters, Condition condition, int body, int end) {
        int from = tokens.start(body);
        int to = end > body ? tokens.end(end - 1) : from;
        return new CFile.Macro(tokens.text(name), tokens.start(name),
                parameters == null ? null : List.copyOf(parameters),
                condition, from, to);
    }

    private int parameters(int from, List<String> parameters) {
        StringBuilder current = new StringBuilder();
        int p = from;
        while (tokens.kind(p) != Kind.HASH_DEFINE_END && tokens.kind(p) != Kind.END) {
            int kind = tokens.kind(p);
            if (kind == ',' || kind == ')') {
                if (!current.isEmpty()) {
                    parameters.add(current.toString());
                }
                current.setLength(0);
                if (kind == ')') {
                    return p + 1;
                }
            } else {
                current.append(tokens.text(p));
            }
            p++;
        }
        return p;
    }
}
