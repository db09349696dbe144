package org.lazymmu.c;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.lazymmu.source.FileText;

/** A file lexed and scanned once; bodies are parsed anew whenever they are asked for, so nothing in it changes. */
final class ParsedSource implements CSource {
    private final Tokens tokens;
    private final Directives directives;
    private final CFile file;

    ParsedSource(String path, FileText text) {
        byte[] bytes = Arrays.copyOf(text.bytes(), text.length() + FileText.PADDING);
        Arrays.fill(bytes, text.length(), bytes.length, (byte) 0);
        tokens = Lexer.file(bytes, text.length());
        directives = new Directives(tokens);
        file = new FileScanner(path, tokens, directives).scan();
    }

    @Override
    public CFile file() {
        return file;
    }

    @Override
    public Body body(CFile.Function function) {
        int open = tokens.at(function.bodyFrom());
        int close = tokens.at(function.bodyTo() - 1);
        return new BodyParser(tokens, directives).function(function, open, close);
    }

    @Override
    public Body body(CFile.Macro macro) {
        int from = tokens.at(macro.bodyFrom());
        return new BodyParser(tokens, directives).macro(macro, from, macroEnd(from));
    }

    private int macroEnd(int from) {
        int to = from;
        while (tokens.kind(to) != Kind.HASH_DEFINE_END && tokens.kind(to) != Kind.END) {
            to++;
        }
        return to;
    }

    @Override
    public List<String> identifiers(CFile.Function function, Use use) {
        return identifiers(tokens.at(function.bodyFrom()), tokens.at(function.bodyTo()), Set.of(), use);
    }

    @Override
    public List<String> identifiers(CFile.Macro macro, Use use) {
        int from = tokens.at(macro.bodyFrom());
        List<String> parameters = macro.parameters();
        return identifiers(from, macroEnd(from), parameters == null ? Set.of() : new LinkedHashSet<>(parameters),
                use);
    }

    private List<String> identifiers(int from, int to, Set<String> without, Use use) {
        Set<String> names = new LinkedHashSet<>();
        for (int i = from; i < to; i++) {
            if (tokens.kind(i) == Kind.NAME && isUse(i, use)) {
                String name = tokens.text(i);
                if (!without.contains(name)) {
                    names.add(name);
                }
            }
        }
        return List.copyOf(new ArrayList<>(names));
    }

    private boolean isUse(int token, Use use) {
        int before = token == 0 ? Kind.END : tokens.kind(token - 1);
        int after = tokens.kind(token + 1);
        boolean member = before == Kind.ARROW || before == '.';
        return switch (use) {
            case ANY -> true;
            case CALLED -> !member && after == '(';
            case BARE -> !member && after != '(';
            case MEMBER_CALLED -> member && after == '(';
            case MEMBER_STORED -> member && (after == '=' || after == Kind.ASSIGN || after == Kind.INCREMENT
                    || after == Kind.DECREMENT);
        };
    }

    /** Tokens between two bodies, before the first or behind the last. */
    private record Outside(int from, int to) {
    }

    /** All there is outside of bodies of functions, in order. */
    private List<Outside> outside() {
        List<Outside> all = new ArrayList<>();
        int from = 0;
        for (CFile.Function function : file.functions()) {
            all.add(new Outside(from, tokens.at(function.bodyFrom())));
            from = Math.max(from, tokens.at(function.bodyTo() - 1) + 1);
        }
        all.add(new Outside(from, tokens.count()));
        return all;
    }

    @Override
    public List<String> declarations() {
        List<String> result = new ArrayList<>();
        int depth = 0;
        for (Outside part : outside()) {
            depth = declarations(part.from(), part.to(), depth, result);
        }
        return result;
    }

    private int declarations(int from, int to, int outside, List<String> into) {
        StringBuilder text = new StringBuilder();
        int depth = outside;
        for (int i = from; i < to; i++) {
            int kind = tokens.kind(i);
            if (kind == Kind.HASH_DEFINE) {
                i = macroEnd(i);
            } else if (!Kind.isDirective(kind)) {
                text.append(text.isEmpty() ? "" : " ").append(tokens.text(i));
                depth += kind == '{' ? 1 : kind == '}' ? -1 : 0;
                if (depth <= 0 && (kind == ';' || kind == '}' && tokens.kind(i + 1) != ';')) {
                    into.add(text.toString());
                    text.setLength(0);
                    depth = 0;
                }
            }
        }
        if (!text.isEmpty()) {
            into.add(text.toString());
        }
        return depth;
    }

    @Override
    public Set<String> structuresWith(String member) {
        Set<String> found = new LinkedHashSet<>();
        outside().forEach(part -> structuresWith(member, part.from(), part.to(), found));
        return found;
    }

    private void structuresWith(String member, int from, int to, Set<String> found) {
        int depth = 0;
        String structure = "";
        for (int i = from; i < to; i++) {
            int kind = tokens.kind(i);
            if (kind == '{' && depth++ == 0) {
                structure = i > 0 && tokens.kind(i - 1) == Kind.NAME ? tokens.text(i - 1) : "";
            } else if (kind == '}') {
                depth--;
            } else if (depth > 0 && kind == Kind.NAME && !structure.isEmpty() && isDeclared(i)
                    && tokens.text(i).equals(member)) {
                found.add(structure);
            }
        }
    }

    /** Whether a name in braces is a member's that is declared there: {@code (*set)(…)} or {@code set_fn_t set;}. */
    private boolean isDeclared(int token) {
        int before = tokens.kind(token - 1);
        int after = tokens.kind(token + 1);
        return before == '*' && after == ')' && tokens.kind(token + 2) == '(' || before == Kind.NAME && after == ';';
    }
}
