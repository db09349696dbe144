package org.lazymmu.backend;

import org.jspecify.annotations.Nullable;
import org.lazymmu.c.Expr;

/** Flags of a task: one cell for each, however code spells the mask. */
final class Flags {
    /** Begins the cells of flags. */
    static final String PREFIX = "flag ";

    private static final String MASK = "mask of ";

    private Flags() {
    }

    static String cell(String flag) {
        return PREFIX + flag;
    }

    /** What a mask is that is made of a flag. */
    static Datum mask(String flag) {
        return new Datum.Unknown(MASK + flag);
    }

    /** The flag that a value was made of as a mask; null for others. */
    static @Nullable String masked(Datum mask) {
        return mask instanceof Datum.Unknown(String text) && text.startsWith(MASK) ? text.substring(MASK.length())
                : null;
    }

    /** The flag that a mask is of: {@code _TIF_X}, {@code BIT(TIF_X)}, {@code 1 << TIF_X}; null for masks without a name. */
    static @Nullable String name(Expr mask) {
        return switch (mask) {
            case Expr.Name(String name, int at) when name.contains("TIF_") || name.contains("TLF_") ->
                    name.startsWith("_") ? name.substring(1) : name;
            case Expr.Call call when call.arguments().size() == 1 -> name(call.arguments().getFirst());
            case Expr.Binary binary when binary.operator().equals("<<") -> name(binary.right());
            case Expr.Cast cast -> name(cast.operand());
            default -> null;
        };
    }
}
