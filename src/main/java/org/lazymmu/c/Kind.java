package org.lazymmu.c;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * Kinds of tokens. A punctuator of one character is its own kind; everything else has a constant here. Words that the grammar
 * knows are kinds of their own, grouped by what they do ({@code int} and {@code long} are both {@link #TYPE_WORD}).
 */
final class Kind {
    static final int END = 0;
    static final int NAME = 1;
    static final int NUMBER = 2;
    static final int STRING = 3;
    static final int CHARACTER = 4;
    static final int OTHER = 5;

    static final int ARROW = 128;
    static final int INCREMENT = 129;
    static final int DECREMENT = 130;
    static final int SHIFT_LEFT = 131;
    static final int SHIFT_RIGHT = 132;
    static final int LESS_EQUAL = 133;
    static final int GREATER_EQUAL = 134;
    static final int EQUAL = 135;
    static final int NOT_EQUAL = 136;
    static final int AND_AND = 137;
    static final int OR_OR = 138;
    static final int ELLIPSIS = 139;
    static final int GLUE = 140;
    /** {@code +=} and its like; the plain {@code =} is its character. */
    static final int ASSIGN = 141;

    static final int FIRST_WORD = 160;
    static final int IF = 160;
    static final int ELSE = 161;
    static final int FOR = 162;
    static final int WHILE = 163;
    static final int DO = 164;
    static final int SWITCH = 165;
    static final int CASE = 166;
    static final int DEFAULT = 167;
    static final int BREAK = 168;
    static final int CONTINUE = 169;
    static final int RETURN = 170;
    static final int GOTO = 171;
    static final int ASM = 172;
    static final int TYPE_WORD = 173;
    static final int TAG = 174;
    static final int STORAGE = 175;
    static final int QUALIFIER = 176;
    static final int ATTRIBUTE = 177;
    static final int TYPEOF = 178;
    static final int SIZEOF = 179;
    static final int GENERIC = 180;
    static final int EXTENSION = 181;
    static final int LOCAL_LABEL = 182;
    static final int LAST_WORD = 182;

    static final int FIRST_DIRECTIVE = 230;
    static final int HASH_IF = 230;
    static final int HASH_IFDEF = 231;
    static final int HASH_IFNDEF = 232;
    static final int HASH_ELIF = 233;
    static final int HASH_ELIFDEF = 234;
    static final int HASH_ELIFNDEF = 235;
    static final int HASH_ELSE = 236;
    static final int HASH_ENDIF = 237;
    static final int HASH_DEFINE = 238;
    static final int HASH_DEFINE_END = 239;
    static final int HASH_INCLUDE = 240;
    static final int HASH_OTHER = 241;

    private static final int SLOTS = 1024;
    private static final byte[][] WORDS = new byte[SLOTS][];
    private static final byte[] KINDS = new byte[SLOTS];

    private static final Map<Integer, List<String>> SPELLINGS = Map.ofEntries(Map.entry(IF, List.of("if")),
            Map.entry(ELSE, List.of("else")), Map.entry(FOR, List.of("for")), Map.entry(WHILE, List.of("while")),
            Map.entry(DO, List.of("do")), Map.entry(SWITCH, List.of("switch")), Map.entry(CASE, List.of("case")),
            Map.entry(DEFAULT, List.of("default")), Map.entry(BREAK, List.of("break")),
            Map.entry(CONTINUE, List.of("continue")), Map.entry(RETURN, List.of("return")),
            Map.entry(GOTO, List.of("goto")), Map.entry(ASM, List.of("asm", "__asm__", "__asm")),
            Map.entry(TYPE_WORD,
                    List.of("void", "char", "short", "int", "long", "float", "double", "signed", "unsigned", "bool",
                            "_Bool",
                            "__signed__", "__signed", "__int128", "__int128_t", "__uint128_t", "_Float16", "_Complex",
                            "__builtin_va_list", "__auto_type", "auto")),
            Map.entry(TAG, List.of("struct", "union", "enum")),
            Map.entry(STORAGE,
                    List.of("static", "extern", "register", "typedef", "inline", "__inline", "__inline__",
                            "__always_inline", "_Noreturn", "_Thread_local", "__thread")),
            Map.entry(QUALIFIER,
                    List.of("const", "volatile", "restrict", "__const", "__const__", "__volatile", "__volatile__",
                            "__restrict", "__restrict__", "_Atomic")),
            Map.entry(ATTRIBUTE, List.of("__attribute__", "__attribute", "__declspec", "_Alignas")),
            Map.entry(TYPEOF,
                    List.of("typeof", "__typeof__", "__typeof", "typeof_unqual", "__typeof_unqual__",
                            "__typeof_unqual")),
            Map.entry(SIZEOF,
                    List.of("sizeof", "__alignof__", "__alignof", "_Alignof", "offsetof", "__builtin_offsetof")),
            Map.entry(GENERIC, List.of("_Generic")), Map.entry(EXTENSION, List.of("__extension__")),
            Map.entry(LOCAL_LABEL, List.of("__label__")));

    static {
        SPELLINGS.forEach((kind, words) -> {
            for (String word : words) {
                byte[] bytes = word.getBytes(StandardCharsets.ISO_8859_1);
                int hash = 0;
                for (byte b : bytes) {
                    hash = hash * 31 + b;
                }
                int slot = slot(hash);
                while (WORDS[slot] != null) {
                    slot = (slot + 1) & (SLOTS - 1);
                }
                WORDS[slot] = bytes;
                KINDS[slot] = (byte) (int) kind;
            }
        });
    }

    private Kind() {
    }

    private static int slot(int hash) {
        return (hash ^ hash >>> 11 ^ hash >>> 22) & (SLOTS - 1);
    }

    /** The kind of a word given the hash {@code h = h * 31 + byte} over its bytes: a keyword's, or {@link #NAME}. */
    static int ofWord(byte[] text, int from, int to, int hash) {
        int slot = slot(hash);
        byte[] word = WORDS[slot];
        while (word != null) {
            if (word.length == to - from && same(word, text, from)) {
                return KINDS[slot] & 0xff;
            }
            slot = (slot + 1) & (SLOTS - 1);
            word = WORDS[slot];
        }
        return NAME;
    }

    private static boolean same(byte[] word, byte[] text, int from) {
        for (int i = 0; i < word.length; i++) {
            if (word[i] != text[from + i]) {
                return false;
            }
        }
        return true;
    }

    static boolean isDirective(int kind) {
        return kind >= FIRST_DIRECTIVE;
    }

    /** Is it one of {@code #if}, {@code #ifdef}, {@code #ifndef}? */
    static boolean isIf(int kind) {
        return kind >= HASH_IF && kind <= HASH_IFNDEF;
    }

    /** Is it one of {@code #elif…} and {@code #else}? */
    static boolean isElse(int kind) {
        return kind >= HASH_ELIF && kind <= HASH_ELSE;
    }

    /** Does it open, divide or close an {@code #if} group? */
    static boolean isConditional(int kind) {
        return kind >= HASH_IF && kind <= HASH_ENDIF;
    }

    /** Is it a word: a name or a keyword? */
    static boolean isWord(int kind) {
        return kind == NAME || kind >= FIRST_WORD && kind <= LAST_WORD;
    }

    /** Can it begin a type for sure? */
    static boolean startsType(int kind) {
        return kind == TYPE_WORD || kind == TAG || kind == QUALIFIER || kind == TYPEOF;
    }
}
