package org.lazymmu.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.lazymmu.c.Body;
import org.lazymmu.c.CFile;
import org.lazymmu.c.CSource;
import org.lazymmu.c.CallWalk;
import org.lazymmu.c.Expr;

/**
 * Which definitions can reach a call that opens or closes the bracket or touches a lock that is followed: a closure over names,
 * cheaper than any walk and never too small.
 */
final class Relevance {
    /** Reaches a call that opens or closes the bracket. */
    static final int BRACKET = 1;
    /** Reaches a lock that is followed. */
    static final int LOCKS = 2;
    /** Touches locks that may be passed to it. */
    private static final int PASSED_LOCKS = 4;
    /** Writes slots, or relies on what is written to them. */
    static final int SLOTS = 8;
    /** Reads slots that may be passed to it. */
    static final int READS = 16;
    /** Masks the bracket, or unmasks it. */
    private static final int MASK = 32;
    /** Does itself something that matters while the bracket is open. */
    private static final int DEED = 64;
    /** Names a lock that is followed, whatever is done with it. */
    private static final int NAMES = 128;
    /** Frees or touches what it is given. */
    static final int ACTS = 256;
    /** Keeps what was read from slots. */
    static final int KEEPS = 512;
    /** Changes brackets, or whether they have an effect. */
    static final int BRACKETS = BRACKET | MASK;
    /** What is followed everywhere. */
    static final int KEPT = BRACKETS | LOCKS;
    /** What is followed with the bracket open. */
    static final int ANY = KEPT | SLOTS;
    /** All that may matter to who has the bracket open and passes something. */
    static final int ALL = ANY | READS | ACTS | KEEPS;

    private final View view;
    private final Meaning meaning;
    private final Closure closure;
    private final Closure deeds;
    private final Answers control = new Answers();
    private final Map<Definition, Integer> direct = new HashMap<>();
    private final Map<Definition, Boolean> members = new HashMap<>();
    private final Map<Definition, Boolean> readsMember = new HashMap<>();
    private final Shapes shapes;

    /** @param deep whether what is called matters as well, rather than what a definition does by itself alone */
    Relevance(View view, Meaning meaning, boolean deep) {
        this.meaning = meaning;
        this.view = view;
        this.shapes = new Shapes(view, meaning);
        Predicate<String> known = deep ? meaning::isPrimitive : name -> true;
        this.closure = new Closure(view, known, new Everything());
        this.deeds = new Closure(view, known, new DeedsAlone());
    }

    Shapes shapes() {
        return shapes;
    }

    int size() {
        return closure.size();
    }

    /** Whether a definition reaches something of the kinds asked for. */
    boolean reaches(Definition definition, int kinds) {
        return (closure.of(definition) & kinds) != 0;
    }

    /** Whether a definition reaches a deed, by way of whatever is looked into for deeds. */
    boolean reachesDeed(Definition definition) {
        return deeds.of(definition) != 0;
    }

    /** What reaches brackets, locks and slots. */
    private final class Everything implements Closure.Question {
        @Override
        public boolean follows(Definition used, Unit from) {
            return view.follows(used, from);
        }

        @Override
        public int direct(Definition definition) {
            return Relevance.this.direct(definition) & ALL;
        }

        /** One that names a lock gives it to one that touches what it is given. */
        @Override
        public int together(Definition definition, Definition used) {
            return (Relevance.this.direct(definition) & NAMES) != 0
                    && ((Relevance.this.direct(used) & PASSED_LOCKS) != 0 || shapes.lockAlias(used) != null) ? LOCKS
                            : 0;
        }

        /** What has a meaning of its own for slots shows nothing of what its definition does with them. */
        @Override
        public int shown(Definition definition, int reaches) {
            return meaning.slots(definition.name()).isEmpty() ? reaches : reaches & KEPT;
        }
    }

    /** What reaches a deed, by way of whatever is looked into for deeds. */
    private final class DeedsAlone implements Closure.Question {
        @Override
        public boolean follows(Definition used, Unit from) {
            return view.pursues(used, from);
        }

        @Override
        public int direct(Definition definition) {
            return Relevance.this.direct(definition) & DEED;
        }

        @Override
        public boolean isEnough(int direct) {
            return direct != 0;
        }
    }

    /** What a definition itself does: opens or closes the bracket, touches a lock that is followed. */
    int direct(Definition definition) {
        return direct.computeIfAbsent(definition,
                key -> direct(key.identifiers()) | (key instanceof Definition.Function function ? reads(function) : 0));
    }

    /** Whether a function is given pointers to slots, through which it may read without any call. */
    private int reads(Definition.Function function) {
        return function.function().parameters().stream().anyMatch(one -> meaning.namesSlot(one.type())) ? READS : 0;
    }

    /** Whether a definition calls through members of structures. */
    boolean callsMembers(Definition definition) {
        return members.computeIfAbsent(definition,
                key -> !key.unit().identifiers(key, CSource.Use.MEMBER_CALLED).isEmpty());
    }

    private int direct(List<String> identifiers) {
        int found = 0;
        boolean takesLocks = false;
        boolean namesLock = false;
        for (String name : identifiers) {
            if (meaning.bracket(name) != null) {
                found |= BRACKET;
            }
            if (meaning.mask(name) != null) {
                found |= MASK;
            }
            for (Meaning.LockEffect effect : meaning.locks(name)) {
                if (effect.verb() != Meaning.LockVerb.NAME && effect.always()) {
                    found |= LOCKS;
                }
                takesLocks |= effect.verb() != Meaning.LockVerb.NAME;
                namesLock |= effect.verb() == Meaning.LockVerb.NAME;
            }
            namesLock |= meaning.namesLock(name);
            for (Meaning.SlotEffect effect : meaning.slots(name)) {
                found |= slots(effect.verb());
            }
            Meaning.GuardClass guard = meaning.guardClass(name);
            if (!meaning.deeds(name).isEmpty() || guard != null && !meaning.deeds(guard.open()).isEmpty()) {
                found |= DEED;
            }
        }
        if (takesLocks) {
            found |= namesLock ? LOCKS | PASSED_LOCKS : PASSED_LOCKS;
        }
        return namesLock ? found | NAMES : found;
    }

    private static int slots(Meaning.SlotVerb verb) {
        return switch (verb) {
            case DEFER, EXCHANGE, RELY, BEFORE -> SLOTS;
            case READ -> READS;
            case FREE, ACCESS -> ACTS;
            case PIN -> KEEPS;
            case NONE -> 0;
        };
    }

    /** Whether a function reads through a slot pointer that is a member of something. */
    boolean readsMember(Definition definition) {
        return readsMember.computeIfAbsent(definition, key -> {
            boolean[] found = { false };
            if (key instanceof Definition.Function && key.identifiers().stream().anyMatch(meaning::namesSlot)) {
                CallWalk.visitExpressions(key.body().block(), expression -> found[0] |= readsMember(expression));
            }
            return found[0];
        });
    }

    private boolean readsMember(Expr expression) {
        return expression instanceof Expr.Unary(String operator, Expr pointer, int at) && operator.equals("*")
                && pointer instanceof Expr.Member(Expr base, boolean arrow, String member, int in)
                && meaning.namesSlot(member);
    }

    /** Whether a macro is to be followed in place: it matters, or it changes its user's flow of control or variables. */
    boolean isInlined(Definition definition) {
        return definition instanceof Definition.Macro macro
                && (shapes.asks(macro) || shapes.masks(macro)
                        || reaches(macro, meaning.slots(macro.name()).isEmpty() ? ANY | ACTS : KEPT)
                        || reachesDeed(macro)
                        || (direct(macro) & (PASSED_LOCKS | READS | ACTS | KEEPS)) != 0
                        || changesUser(macro));
    }

    private boolean changesUser(Definition.Macro macro) {
        return control.of(macro, asked -> hasControl(macro)
                || macro.unit().identifiers(macro, CSource.Use.CALLED).stream()
                        .flatMap(name -> view.resolve(name, macro.unit()).stream()).map(View.Candidate::definition)
                        .anyMatch(used -> used instanceof Definition.Macro inner && changesUser(inner)));
    }

    private boolean stops(String name) {
        return meaning.idiom(name) == Meaning.Idiom.STOPS;
    }

    private boolean hasControl(Definition.Macro macro) {
        CFile.Macro text = macro.macro();
        List<String> parameters = text.parameters();
        if (parameters == null || text.bodyTo() == text.bodyFrom()) {
            return false;
        }
        Body body = macro.body();
        return body.problems().isEmpty() && (ControlTransfer.in(body.block())
                || ArgumentUse.in(body.block(), parameters, this::stops)
                || parameters.stream().anyMatch(name -> meaning.namesSlot(name) && reads(body, name)));
    }

    /** Whether a macro reads through a parameter. */
    private static boolean reads(Body body, String parameter) {
        boolean[] found = { false };
        CallWalk.visitExpressions(body.block(), expression -> {
            boolean reads = switch (expression) {
                case Expr.Unary(String operator, Expr.Name(String name, int in), int at) ->
                        operator.equals("*") && name.equals(parameter);
                case Expr.Member(Expr.Name(String name, int in), boolean arrow, String member, int at) ->
                        arrow && name.equals(parameter);
                case Expr.Index(Expr.Name(String name, int in), Expr index, int at) -> name.equals(parameter);
                default -> false;
            };
            found[0] |= reads;
        });
        return found[0];
    }
}
