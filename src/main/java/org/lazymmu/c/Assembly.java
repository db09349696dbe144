package org.lazymmu.c;

import java.util.List;

/** Parts of headers that only assembler files see, where there is no C to read. */
final class Assembly {
    private Assembly() {
    }

    /** Does a condition hold in assembler files only? */
    static boolean only(Condition condition) {
        return switch (condition) {
            case Condition.Defined(String name) -> name.equals("__ASSEMBLY__") || name.equals("__ASSEMBLER__");
            case Condition.All(List<Condition> parts) -> parts.stream().anyMatch(Assembly::only);
            default -> false;
        };
    }

    /** Does a declaration that begins here look like a directive of an assembler, or a piece of an initializer? */
    static boolean beginsAt(Tokens tokens, int token) {
        int kind = tokens.kind(token);
        return kind == '.' && Kind.isWord(tokens.kind(token + 1)) || kind == '|';
    }
}
