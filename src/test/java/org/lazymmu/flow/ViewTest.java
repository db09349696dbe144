package org.lazymmu.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lazymmu.c.Condition;

/** What a name means in a file, as one architecture sees the tree. */
class ViewTest {
    private static final String GENERIC = "include/linux/pgtable.h";
    private static final String USER = "mm/user.c";

    /** What a name can mean in a file: where it is defined, and if not always, under which condition. */
    private static List<String> meanings(View view, String name, String from) {
        Unit unit = view.library().unit(view.library().tree().find(from));
        return view.resolve(name, unit).stream().map(candidate -> {
            String condition = view.presence().text(candidate.presence());
            return candidate.definition().unit().path() + (condition.isEmpty() ? "" : " if " + condition);
        }).toList();
    }

    /** A generic definition that architectures may replace by defining a macro of its name. */
    @Nested
    class Replaceable {
        private final TinySource tree = new TinySource()
                .file(GENERIC, """
                        #ifndef set_ptes
                        static inline void set_ptes(pte_t *ptep) { set_pte(ptep); }
                        #endif
                        """)
                .file("arch/powerpc/include/asm/pgtable.h", """
                        #define set_ptes set_ptes
                        void set_ptes(pte_t *ptep);
                        """)
                .file("arch/powerpc/mm/pgtable.c", "void set_ptes(pte_t *ptep) { hash(ptep); }\n")
                .file("arch/sparc/include/asm/pgtable_64.h", """
                        static inline void set_ptes(pte_t *ptep) { batch(ptep); }
                        #define set_ptes set_ptes
                        """)
                .file("arch/x86/include/asm/pgtable.h", "void set_pte(pte_t *ptep);\n")
                .file("arch/riscv/include/asm/pgtable.h", """
                        #ifdef CONFIG_RISCV_ISA_SVNAPOT
                        static inline void set_ptes(pte_t *ptep) { napot(ptep); }
                        #define set_ptes set_ptes
                        #endif
                        """)
                .file(USER, "void user(pte_t *ptep) { set_ptes(ptep); }\n");

        @ParameterizedTest
        @CsvSource({ "x86, include/linux/pgtable.h", "generic, include/linux/pgtable.h",
                "powerpc, arch/powerpc/mm/pgtable.c", "sparc, arch/sparc/include/asm/pgtable_64.h" })
        void isDecidedByTheArchitecture(String architecture, String expected) {
            assertThat(meanings(tree.view(architecture), "set_ptes", USER)).containsExactly(expected);
        }

        @Test
        void isReplacedUnderTheConditionOfTheReplacement() {
            assertThat(meanings(tree.view("riscv"), "set_ptes", USER)).containsExactly(
                    "arch/riscv/include/asm/pgtable.h if CONFIG_RISCV_ISA_SVNAPOT",
                    "include/linux/pgtable.h if !CONFIG_RISCV_ISA_SVNAPOT");
        }
    }

    @Test
    void aMarkerOfTheArchitectureTakesTheFallbackAway() {
        TinySource tree = new TinySource()
                .file(GENERIC, """
                        #ifndef __HAVE_ARCH_ENTER_LAZY_MMU_MODE
                        #define arch_enter_lazy_mmu_mode() do {} while (0)
                        #endif
                        """)
                .file("arch/sparc/include/asm/tlbflush.h", """
                        #define __HAVE_ARCH_ENTER_LAZY_MMU_MODE
                        void arch_enter_lazy_mmu_mode(void);
                        """)
                .file("arch/sparc/mm/tlb.c", "void arch_enter_lazy_mmu_mode(void) { active(); }\n")
                .file(USER, "void user(void) { arch_enter_lazy_mmu_mode(); }\n");
        assertThat(meanings(tree.view("sparc"), "arch_enter_lazy_mmu_mode", USER))
                .containsExactly("arch/sparc/mm/tlb.c");
        assertThat(meanings(tree.view("x86"), "arch_enter_lazy_mmu_mode", USER)).containsExactly(GENERIC);
    }

    @Test
    void anOptionOfAnotherArchitectureIsOff() {
        TinySource tree = new TinySource().file(GENERIC, """
                #ifdef CONFIG_X86
                static inline void prepare(void) { one(); }
                #else
                static inline void prepare(void) { other(); }
                #endif
                """).file(USER, "");
        assertThat(meanings(tree.view("x86"), "prepare", USER)).containsExactly(GENERIC);
        assertThat(tree.view("x86").presenceOf(new Condition.Defined("CONFIG_X86")))
                .isEqualTo(Presence.ALWAYS);
        assertThat(tree.view("sparc").presenceOf(new Condition.Defined("CONFIG_X86")))
                .isEqualTo(Presence.NEVER);
    }

    /** The header's stub cannot be meant together with the function, however near that lies. */
    @Test
    void aStubIsMeantWhereTheHeaderHasIt() {
        TinySource tree = new TinySource().file(USER, "").file("mm/huge.c", "int split(void) { return 1; }\n")
                .file("include/linux/huge.h", """
                        #ifdef CONFIG_TRANSPARENT_HUGEPAGE
                        int split(void);
                        #else
                        static inline int split(void) { return 0; }
                        #endif
                        """);
        assertThat(meanings(tree.view("x86"), "split", USER))
                .contains("include/linux/huge.h if !CONFIG_TRANSPARENT_HUGEPAGE");
    }

    @Test
    void aStaticFunctionOfAnotherFileIsNotMeant() {
        TinySource tree = new TinySource().file("mm/pagewalk.c", "static int walk(void) { return 1; }\n")
                .file("mm/vmscan.c", "static int walk(void) { return 2; }\nint scan(void) { return walk(); }\n")
                .file(USER, "int user(void) { return walk(); }\n");
        assertThat(meanings(tree.view("x86"), "walk", "mm/vmscan.c")).containsExactly("mm/vmscan.c");
        assertThat(meanings(tree.view("x86"), "walk", USER)).isEmpty();
    }

    @Test
    void aMacroOfAnotherCFileIsNotMeant() {
        TinySource tree = new TinySource().file("mm/memory.c", "#define begin() enter()\n")
                .file(USER, "void user(void) { begin(); }\n");
        assertThat(meanings(tree.view("x86"), "begin", USER)).isEmpty();
    }

    @Test
    void codeOfAnotherArchitectureIsNotMeant() {
        TinySource tree = new TinySource()
                .file("arch/arm64/mm/pageattr.c", "int change(void) { return 1; }\n")
                .file("arch/powerpc/mm/pageattr.c", "int change(void) { return 2; }\n")
                .file(USER, "int user(void) { return change(); }\n");
        assertThat(meanings(tree.view("powerpc"), "change", USER)).containsExactly("arch/powerpc/mm/pageattr.c");
        assertThat(meanings(tree.view("x86"), "change", USER)).isEmpty();
        assertThat(meanings(tree.view("generic"), "change", USER)).isEmpty();
    }

    @Test
    void theFilesOwnDefinitionIsNearest() {
        TinySource tree = new TinySource().file("include/linux/mm.h", "static inline void relax(void) { a(); }\n")
                .file(USER, "static void relax(void) { b(); }\nvoid user(void) { relax(); }\n");
        assertThat(meanings(tree.view("x86"), "relax", USER)).containsExactly(USER);
    }

    @Test
    void theArchitecturesDefinitionHidesTheGenericOne() {
        TinySource tree = new TinySource()
                .file("include/asm-generic/tlb.h", "static inline void flush(void) { a(); }\n")
                .file("include/linux/mm.h", "static inline void flush(void) { b(); }\n")
                .file("arch/x86/include/asm/tlb.h", "static inline void flush(void) { c(); }\n").file(USER, "");
        assertThat(meanings(tree.view("x86"), "flush", USER)).containsExactly("arch/x86/include/asm/tlb.h");
        assertThat(meanings(tree.view("sparc"), "flush", USER)).containsExactly("include/linux/mm.h");
    }

    /** What is nearest is not always there: the rest of the configurations means the next one. */
    @Test
    void whereTheNearestIsAbsentTheNextIsMeant() {
        TinySource tree = new TinySource().file("include/linux/mm.h", "static inline void flush(void) { b(); }\n")
                .file("arch/x86/include/asm/tlb.h", """
                        #ifdef CONFIG_PARAVIRT
                        static inline void flush(void) { c(); }
                        #endif
                        """).file(USER, "");
        assertThat(meanings(tree.view("x86"), "flush", USER)).containsExactly(
                "arch/x86/include/asm/tlb.h if CONFIG_PARAVIRT", "include/linux/mm.h if !CONFIG_PARAVIRT");
    }

    @Test
    void aPrivateHeaderIsSeenByThoseWhoIncludeIt() {
        TinySource tree = new TinySource().file("mm/internal.h", "static inline int pfn(void) { return 1; }\n")
                .file("mm/user.c", "").file("fs/includes.c", "#include \"../mm/internal.h\"\n").file("fs/other.c", "");
        assertThat(meanings(tree.view("x86"), "pfn", "mm/user.c")).containsExactly("mm/internal.h");
        assertThat(meanings(tree.view("x86"), "pfn", "fs/includes.c")).containsExactly("mm/internal.h");
        assertThat(meanings(tree.view("x86"), "pfn", "fs/other.c")).isEmpty();
    }

    @Test
    void anAliasMeansWhatItNames() {
        TinySource tree = new TinySource().file("include/linux/mm.h", "#define flush_all flush_some\n")
                .file("mm/flush.c", "void flush_some(void) { a(); }\n").file(USER, "");
        View view = tree.view("x86");
        assertThat(meanings(view, "flush_all", USER)).containsExactly("include/linux/mm.h");
    }

    /** {@code #define f f} says that an architecture has it, and is not a definition by itself. */
    @Test
    void aNameDefinedAsItselfIsNoMeaning() {
        TinySource tree = new TinySource().file("arch/x86/include/asm/pgtable.h", "#define ptep_get ptep_get\n")
                .file("mm/pgtable.c", "int ptep_get(int *p) { return *p; }\n").file(USER, "");
        assertThat(meanings(tree.view("x86"), "ptep_get", USER)).containsExactly("mm/pgtable.c");
    }
}
