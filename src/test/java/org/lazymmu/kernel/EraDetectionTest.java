package org.lazymmu.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.lazymmu.source.TextTree;

class EraDetectionTest {
    private static final String HEADER = "include/linux/pgtable.h";
    private static final String OLD_HEADER = "include/asm-generic/pgtable.h";
    private static final String HOOKS = """
            #ifndef __HAVE_ARCH_ENTER_LAZY_MMU_MODE
            #define arch_enter_lazy_mmu_mode()	do {} while (0)
            #define arch_leave_lazy_mmu_mode()	do {} while (0)
            #define arch_flush_lazy_mmu_mode()	do {} while (0)
            #endif
            """;

    private static EraDetection of(Map<String, String> files) throws IOException {
        return EraDetection.of(new TextTree("tree", files));
    }

    private static EraDetection withComment(String comment) throws IOException {
        return of(Map.of(HEADER, "/*\n * " + comment.replace("\n", "\n * ") + "\n */\n" + HOOKS));
    }

    @Test
    void hooksWithoutARuleOnNestingAreOfTheEraOfTheLock() throws IOException {
        EraDetection detected = withComment("The lock of the page table must be held when the mode is entered.");
        assertThat(detected.era()).isEqualTo(Era.PTL);
    }

    @Test
    void hooksThatMustNotBeNestedAreOfTheEraOfNoNesting() throws IOException {
        assertThat(withComment("Nesting is not permitted.").era()).isEqualTo(Era.NO_NESTING);
    }

    @Test
    void callsThatAreCountedAreOfTheEraOfCounts() throws IOException {
        EraDetection detected = of(Map.of(HEADER, HOOKS + "static inline void lazy_mmu_mode_enable(void)\n{\n}\n"));
        assertThat(detected.era()).isEqualTo(Era.COUNTED);
    }

    /** The counted calls sit on top of the hooks, whose comment may still forbid to nest those. */
    @Test
    void countsWinOverACommentOnTheHooksBelow() throws IOException {
        EraDetection detected = of(Map.of(HEADER,
                "/* Calls of the hooks must not be nested. */\n" + HOOKS + "void lazy_mmu_mode_enable(void);\n"));
        assertThat(detected.era()).isEqualTo(Era.COUNTED);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Nesting is not permitted", "nesting is not allowed here", "Nesting is never allowed",
            "Nested calls are not supported", "Regions must not be nested", "The mode cannot be nested",
            "Calls may not be nested", "Do not nest these calls", "The mode does not nest", "No nesting, please",
            "Nesting is forbidden", "nesting is no longer possible", "nesting is prohibited", "nesting is disallowed",
            "Nesting not permitted" })
    void nestingCanBeForbiddenInManyWords(String words) throws IOException {
        assertThat(withComment("May be entered without a lock. " + words + ".").era()).isEqualTo(Era.NO_NESTING);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Nesting is permitted", "Calls may be nested", "Calls nest", "Honest work",
            "The calls must not be made in interrupts, and nest well" })
    void nestingThatIsNotForbiddenChangesNothing(String words) throws IOException {
        assertThat(withComment(words + ".").era()).isEqualTo(Era.PTL);
    }

    @ParameterizedTest
    @ValueSource(strings = { "Nesting\nis not permitted", "Nesting is\nnot permitted", "Regions must not be\nnested",
            "Regions must not\nbe nested", "Regions must\n\nnot   be\n\tnested" })
    void aCommentMayBreakItsLinesAnywhere(String words) throws IOException {
        assertThat(withComment(words).era()).isEqualTo(Era.NO_NESTING);
    }

    @Test
    void onlyTheCommentAboveTheHooksCounts() throws IOException {
        EraDetection detected = of(Map.of(HEADER, "/* Nesting of these locks is not permitted. */\nint other;\n"
                + "/* The lock of the page table must be held. */\n" + HOOKS
                + "/* Nesting is not permitted. */\nint another;\n"));
        assertThat(detected.era()).isEqualTo(Era.PTL);
    }

    @Test
    void theEvidenceIsTheLineThatForbids() throws IOException {
        assertThat(withComment("The mode of deferred updates.\nMay sleep.\nNesting is not permitted.").evidence())
                .isEqualTo(HEADER + ":4");
    }

    @Test
    void theEvidenceOfTheOldEraIsTheHook() throws IOException {
        assertThat(withComment("The lock must be held.").evidence()).isEqualTo(HEADER + ":5");
    }

    @Test
    void theEvidenceOfCountsIsTheCall() throws IOException {
        assertThat(of(Map.of(HEADER, HOOKS + "\nvoid lazy_mmu_mode_enable(void);\n")).evidence())
                .isEqualTo(HEADER + ":7");
    }

    @Test
    void theHooksWereElsewhereOnce() throws IOException {
        EraDetection detected = of(Map.of(OLD_HEADER, HOOKS));
        assertThat(detected).isEqualTo(new EraDetection(Era.PTL, OLD_HEADER + ":2"));
    }

    @Test
    void aNewHeaderWithoutHooksDoesNotHideTheOldOne() throws IOException {
        EraDetection detected = of(Map.of(HEADER, "int nothing;\n", OLD_HEADER, HOOKS));
        assertThat(detected.evidence()).isEqualTo(OLD_HEADER + ":2");
    }

    @Test
    void aTreeWithoutTheModeSaysSo() throws IOException {
        assertThat(of(Map.of(HEADER, "int nothing;\n"))).isEqualTo(new EraDetection(Era.PTL, "no hooks found"));
        assertThat(of(Map.of("mm/memory.c", ""))).isEqualTo(new EraDetection(Era.PTL, "no hooks found"));
    }

    @Test
    void theHeadersOfTheMiniatureKernelAreOfTheirEras() throws IOException {
        for (Era era : Era.values()) {
            String text = Files.readString(Path.of("src/test/resources/kernel/eras", era.id() + ".h"));
            assertThat(of(Map.of(HEADER, text)).era()).isEqualTo(era);
        }
    }
}
