package org.lazymmu.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.lazymmu.source.KernelTree;

/**
 * Reads the era of the contract off a tree: from the header that defines the hooks for architectures without any.
 *
 * @param era      the era
 * @param evidence {@code file:line} that decided it
 */
public record EraDetection(Era era, String evidence) {
    private static final String[] HEADERS = { "include/linux/pgtable.h", "include/asm-generic/pgtable.h" };
    private static final Pattern COUNTED = Pattern.compile("\\blazy_mmu_mode_enable\\s*\\(");
    private static final Pattern HOOK = Pattern.compile("#\\s*define\\s+arch_enter_lazy_mmu_mode\\b");
    private static final Pattern FORBIDS_NESTING = Pattern.compile(
            "nest\\w*\\s+(calls\\s+|regions\\s+)?((is|are)\\s+)?(not|never|no longer|forbidden|prohibited|disallowed)\\b"
                    + "|\\b(not|never|cannot|no)\\s+(be\\s+)?nest",
            Pattern.CASE_INSENSITIVE);

    /** The era of a tree; {@link Era#PTL} with the evidence {@code no hooks found} when it does not know the mode. */
    public static EraDetection of(KernelTree tree) throws IOException {
        for (String header : HEADERS) {
            int file = tree.find(header);
            if (file < 0) {
                continue;
            }
            String text = tree.text(file);
            Matcher counted = COUNTED.matcher(text);
            if (counted.find()) {
                return new EraDetection(Era.COUNTED, header + ":" + line(text, counted.start()));
            }
            Matcher hook = HOOK.matcher(text);
            if (hook.find()) {
                return fromComment(header, text, hook.start());
            }
        }
        return new EraDetection(Era.PTL, "no hooks found");
    }

    /**
     * The era to hold a tree against.
     *
     * @param forced the name of an era; null to read it off the tree
     */
    public static EraDetection of(KernelTree tree, @Nullable String forced) {
        if (forced != null) {
            Era era = Era.of(forced).orElseThrow(() -> new IllegalArgumentException("unknown era " + forced));
            return new EraDetection(era, "forced");
        }
        try {
            return of(tree);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Decides by the comment above the hooks, however its lines are broken. */
    private static EraDetection fromComment(String header, String text, int hook) {
        int end = text.lastIndexOf("*/", hook);
        int start = end < 0 ? -1 : text.lastIndexOf("/*", end);
        if (start >= 0) {
            String comment = text.substring(start, end).replaceAll("\\n\\s*\\*", "\n ");
            String oneLine = comment.replaceAll("\\s+", " ");
            Matcher forbids = FORBIDS_NESTING.matcher(oneLine);
            if (forbids.find()) {
                int nesting = text.toLowerCase(java.util.Locale.ROOT).indexOf("nest", start);
                return new EraDetection(Era.NO_NESTING, header + ":" + line(text, Math.max(start, nesting)));
            }
        }
        return new EraDetection(Era.PTL, header + ":" + line(text, hook));
    }

    private static int line(String text, int offset) {
        return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    }
}
