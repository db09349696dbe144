package org.lazymmu.c;

import java.util.Set;

/**
 * What a word of the kernel is likely to be where no {@code #define} or {@code typedef} is known: an attribute, a type. Used only
 * where the grammar alone does not decide.
 */
final class Words {
    private static final Set<String> TYPES = Set.of("u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "__u8",
            "__u16",
            "__u32", "__u64", "__s8", "__s16", "__s32", "__s64", "__le16", "__le32", "__le64", "__be16", "__be32",
            "__be64",
            "__sum16", "__wsum", "uint", "ulong", "ushort", "uchar", "u_int", "u_long", "u_char", "u_short",
            "__kernel_size_t",
            "caddr_t", "cpumask_t", "type", "__type", "TYPE", "T", "_type", "U32", "U64", "U16", "U8", "uint8",
            "uint16",
            "uint32", "uint64", "BYTE", "USHORT", "ULONG", "u128", "s128", "UINT", "INT", "BOOL", "DWORD", "WORD");

    private static final Set<String> ATTRIBUTES = Set.of("noinline", "noinline_for_stack", "asmlinkage", "fastcall",
            "notrace",
            "noinstr", "noinline_if_stackprotector", "randomized_struct_fields_start", "inline_for_stack",
            "nokprobe_inline", "no_inline", "inline", "asmlinkage_linkage", "XENPF_ENUM", "UNUSED", "ACPI_EXPORT",
            "EFIAPI",
            "__packed", "const_debug", "compat_noinline", "instrumentation", "STACK_FRAME_NON_STANDARD",
            "ATTRIBUTE_UNUSED",
            "ACPI_PRINTF_LIKE", "ACPI_INIT_FUNCTION", "bpf_fastcall");

    private Words() {
    }

    /** Does it look like the name of a type? */
    static boolean isType(Tokens tokens, int token) {
        int end = tokens.end(token);
        int start = tokens.start(token);
        if (end - start > 2 && tokens.bytes[end - 1] == 't' && tokens.bytes[end - 2] == '_') {
            return true;
        }
        return end - start <= 15 && TYPES.contains(tokens.text(token));
    }

    /** Does it look like an attribute ({@code __init}, {@code __user}, {@code noinline}) rather than a name or type? */
    static boolean isAttribute(Tokens tokens, int token) {
        int start = tokens.start(token);
        int size = tokens.end(token) - start;
        if (size > 3 && tokens.bytes[start] == '_' && tokens.bytes[start + 1] == '_') {
            byte last = tokens.bytes[start + size - 1];
            return !isType(tokens, token) && !(last >= '0' && last <= '9');
        }
        return (tokens.bytes[start] == 'n' || tokens.bytes[start] == 'a' || Character.isUpperCase(tokens.bytes[start])
                || tokens.bytes[start] == 'c' || tokens.bytes[start] == 'i' || tokens.bytes[start] == 'b')
                && ATTRIBUTES.contains(tokens.text(token));
    }
}
