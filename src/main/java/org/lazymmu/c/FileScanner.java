package org.lazymmu.c;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Finds what a file contains at file level, on all sides of its {@code #if}s, in one pass over its tokens. */
final class FileScanner {
    private final String path;
    private final Tokens tokens;
    private final Directives directives;
    private final OpenGroups open;
    private final List<CFile.Function> functions = new ArrayList<>();
    private final List<CFile.FileVariable> variables = new ArrayList<>();
    private final List<CFile.Invocation> invocations = new ArrayList<>();
    private final List<CFile.Problem> problems = new ArrayList<>();
    private int linkages;
    /** Tokens that may still be walked again for another branch, so that hostile nesting ends. */
    private long patience;

    FileScanner(String path, Tokens tokens, Directives directives) {
        this.path = path;
        this.tokens = tokens;
        this.directives = directives;
        open = new OpenGroups(directives);
        patience = 20L * tokens.count() + 100_000;
    }

    CFile scan() {
        problems.addAll(directives.problems());
        int p = 0;
        while (p < tokens.count()) {
            int kind = tokens.kind(p);
            if (Kind.isDirective(kind)) {
                p = directive(p);
            } else if (kind == ';' || kind == ',') {
                p++;
            } else if (Assembly.beginsAt(tokens, p)) {
                problem(p, "assembler or a piece of an initializer, not C");
                break;
            } else if (kind == '}') {
                if (linkages > 0) {
                    linkages--;
                } else {
                    problem(p, "unmatched }");
                }
                p++;
            } else {
                p = Math.max(p + 1, declaration(p));
            }
        }
        MacroScanner macros = new MacroScanner(tokens, directives);
        macros.scan();
        return new CFile(path, List.copyOf(functions), macros.macros(), List.copyOf(variables),
                List.copyOf(invocations),
                macros.includes(), List.copyOf(problems), lines());
    }

    private void problem(int token, String reason) {
        if (!open.condition().equals(Condition.NEVER) && problems.size() < 100) {
            problems.add(new CFile.Problem(tokens.start(token), "", reason));
        }
    }

    private LineIndex lines() {
        int[] starts = new int[64];
        int count = 1;
        for (int i = 0; i < tokens.length; i++) {
            if (tokens.bytes[i] == '\n') {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return new LineIndex(Arrays.copyOf(starts, count));
    }

    private int directive(int p) {
        int kind = tokens.kind(p);
        int number = Kind.isConditional(kind) ? directives.groupAt(p) : -1;
        if (number < 0) {
            return kind == Kind.HASH_DEFINE ? afterDefine(p) : p + 1;
        }
        Directives.Group group = directives.groups().get(number);
        if (Kind.isIf(kind)) {
            open.push(number, 0, -1);
            return Assembly.only(group.conditions().getFirst()) ? group.directive(1) : p + 1;
        }
        if (!open.isTop(number)) {
            return p + 1;
        }
        if (Kind.isElse(kind)) {
            int branch = group.branchOf(p);
            int prefix = open.enter(branch);
            Condition condition = group.conditions().get(branch);
            if (Assembly.only(condition) || prefix >= 0 && condition.equals(Condition.NEVER)) {
                return group.directive(branch + 1);
            }
            return prefix >= 0 ? Math.max(p + 1, declaration(prefix)) : p + 1;
        }
        int next = p + 1;
        if (!group.hasElse()) {
            int prefix = open.enter(group.branches() - 1);
            if (prefix >= 0) {
                next = Math.max(next, declaration(prefix));
            }
        }
        if (open.isTop(number)) {
            open.pop();
        }
        return next;
    }

    private int afterDefine(int define) {
        int p = define;
        while (p < tokens.count() && tokens.kind(p) != Kind.HASH_DEFINE_END) {
            p++;
        }
        return p + 1;
    }

    /** Reads a declaration and tells where the scan goes on. */
    private int declaration(int start) {
        DeclarationWalk walk = new DeclarationWalk(tokens, directives, open, Map.of(), start).walk();
        patience -= walk.end - start;
        int behindDead = behindDead(start, walk);
        if (behindDead >= 0) {
            return behindDead;
        }
        switch (walk.what) {
            case FUNCTION -> function(walk, start);
            case VARIABLE -> variable(walk, start);
            case INVOCATION -> invocation(walk, start);
            case ITEMS -> items(walk, start);
            case LINKAGE -> linkages++;
            case UNKNOWN -> {
                if (walk.hasParentheses()) {
                    problem(walk.bodyOpen, "braces without a known head");
                }
            }
            case NOTHING -> {
            }
        }
        if (walk.unbalanced) {
            problem(walk.bodyOpen >= 0 ? walk.bodyOpen : start, "bracket is never closed");
        }
        if (walk.resume >= 0) {
            return walk.resume;
        }
        for (int i = 0; i < walk.closedOuter && !open.isEmpty(); i++) {
            open.pop();
        }
        for (DeclarationWalk.Choice choice : walk.open) {
            open.push(choice.group(), choice.branch(), patience > 0 ? start : -1);
        }
        return walk.end;
    }

    /** Where dead code ends that holds no whole declaration: it may be anything, and must not swallow what follows; else -1. */
    private int behindDead(int start, DeclarationWalk walk) {
        int innermost = open.innermost();
        if (innermost < 0 || !open.condition().equals(Condition.NEVER)) {
            return -1;
        }
        Directives.Group group = directives.groups().get(innermost);
        for (int i = 0; i < group.directives(); i++) {
            int token = group.directive(i);
            if (token > start) {
                return walk.end > token ? token : -1;
            }
        }
        return -1;
    }

    private void function(DeclarationWalk walk, int start) {
        HeadReader.Head base = new HeadReader(tokens, walk.head, walk.headCount).read();
        if (base == null) {
            return;
        }
        Condition around = condition(open.condition(), walk.open);
        List<CFile.Function> others = new ArrayList<>();
        List<DeclarationWalk.Choice> decisive = new ArrayList<>();
        for (DeclarationWalk.Choice choice : walk.headChoices) {
            Directives.Group group = directives.groups().get(choice.group());
            for (int branch = 0; branch < group.branches() && patience > 0; branch++) {
                if (branch == choice.branch()) {
                    continue;
                }
                DeclarationWalk other = new DeclarationWalk(tokens, directives, open, Map.of(choice.group(), branch),
                        start).walk();
                patience -= other.end - start;
                HeadReader.Head head = new HeadReader(tokens, other.head, other.headCount).read();
                if (other.bodyOpen == walk.bodyOpen && head != null && !sameExceptPlace(head, base)) {
                    Condition own = ConditionParser.all(List.of(around, group.conditions().get(branch)));
                    others.add(function(head, own, walk));
                    if (!decisive.contains(choice)) {
                        decisive.add(choice);
                    }
                }
            }
        }
        functions.add(function(base, condition(around, decisive), walk));
        functions.addAll(others);
    }

    private static boolean sameExceptPlace(HeadReader.Head a, HeadReader.Head b) {
        return a.name().equals(b.name()) && a.parameters().equals(b.parameters()) && a.isStatic() == b.isStatic()
                && a.returns().equals(b.returns()) && Objects.equals(a.definer(), b.definer());
    }

    private CFile.Function function(HeadReader.Head head, Condition condition, DeclarationWalk walk) {
        return new CFile.Function(head.name(), head.at(), head.isStatic(), head.isInline(), head.returns(),
                head.parameters(),
                head.definer(), condition, tokens.start(walk.bodyOpen),
                walk.bodyClose < tokens.count() ? tokens.end(walk.bodyClose) : tokens.length);
    }

    private Condition condition(Condition around, List<DeclarationWalk.Choice> choices) {
        if (choices.isEmpty()) {
            return around;
        }
        List<Condition> parts = new ArrayList<>();
        parts.add(around);
        for (DeclarationWalk.Choice choice : choices) {
            parts.add(directives.groups().get(choice.group()).conditions().get(choice.branch()));
        }
        return ConditionParser.all(parts);
    }

    private void variable(DeclarationWalk walk, int start) {
        int last = Math.min(walk.end, tokens.count());
        if (tokens.kind(start) == Kind.STORAGE && tokens.is(start, "typedef")) {
            return;
        }
        Condition condition = condition(open.condition(), walk.open);
        if (!namesAnything(walk, last)) {
            return;
        }
        for (int attempt = 0; attempt < 3; attempt++) {
            Cursor cursor = new Cursor(tokens, directives, start, last);
            if (attempt == 0) {
                cursor.showAll();
            } else {
                cursor.chooseEverywhere(attempt == 1);
            }
            try {
                Stmt parsed = new Grammar(cursor).declarations.declaration();
                if (parsed instanceof Stmt.Declaration(List<Stmt.Variable> declared, int at)) {
                    for (Stmt.Variable variable : declared) {
                        if (variable.init() != null) {
                            variables.add(
                                    new CFile.FileVariable(variable.type(), variable.name(), variable.at(), condition,
                                            variable.init()));
                        }
                    }
                }
                return;
            } catch (ParseFailure failure) {
                if (attempt == 2) {
                    problem(failure.token, "initializer: " + failure.reason());
                }
            }
        }
    }

    private void items(DeclarationWalk walk, int start) {
        Condition condition = condition(open.condition(), walk.open);
        int named = walk.headCount > 2 ? walk.head[2] : start;
        String type = walk.headCount > 2 ? tokens.text(walk.head[0]) : "";
        String name = walk.headCount > 2 && Kind.isWord(tokens.kind(named)) ? tokens.text(named) : "";
        for (int attempt = 0; attempt < 3; attempt++) {
            Cursor cursor = new Cursor(tokens, directives, walk.itemsFrom, walk.itemsTo);
            if (attempt == 0) {
                cursor.showAll();
            } else {
                cursor.chooseEverywhere(attempt == 1);
            }
            try {
                Expr init = new Grammar(cursor).initializers.items(tokens.start(walk.itemsFrom));
                variables.add(new CFile.FileVariable(type, name, tokens.start(named), condition, init));
                return;
            } catch (ParseFailure failure) {
                if (attempt == 2) {
                    problem(failure.token, "initializer: " + failure.reason());
                }
            }
        }
    }

    /** Does the initial value mention a name? Tables of numbers do not, and are not kept. */
    private boolean namesAnything(DeclarationWalk walk, int end) {
        for (int i = walk.headCount == 0 ? end : walk.head[walk.headCount - 1] + 1; i < end; i++) {
            if (tokens.kind(i) == Kind.NAME && tokens.kind(i - 1) != '.') {
                return true;
            }
        }
        return false;
    }

    private void invocation(DeclarationWalk walk, int start) {
        int from = walk.invocationFrom >= 0 ? walk.invocationFrom : start;
        int before = tokens.kind(walk.end - 1);
        int last = before == ';' || before == ',' ? walk.end - 1 : walk.end;
        Condition condition = condition(open.condition(), walk.open);
        for (int attempt = 0; attempt < 3; attempt++) {
            Cursor cursor = new Cursor(tokens, directives, from, Math.min(last, tokens.count()));
            if (attempt == 0) {
                cursor.showAll();
            } else {
                cursor.chooseEverywhere(attempt == 1);
            }
            try {
                Expr parsed = new Grammar(cursor).expressions.full();
                if (parsed instanceof Expr.Call call) {
                    invocations.add(new CFile.Invocation(call, condition));
                }
                return;
            } catch (ParseFailure failure) {
                if (attempt == 2) {
                    problem(failure.token, "macro call: " + failure.reason());
                }
            }
        }
    }
}
