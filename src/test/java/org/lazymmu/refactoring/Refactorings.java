package org.lazymmu.refactoring;

import java.util.List;
import java.util.stream.Stream;

/** All refactorings. */
public final class Refactorings {
    static final List<Prototype> HOOKS = Prototype.all("void arch_enter_lazy_mmu_mode(void)",
            "void arch_leave_lazy_mmu_mode(void)", "void arch_flush_lazy_mmu_mode(void)",
            "void lazy_mmu_mode_enable(void)", "void lazy_mmu_mode_disable(void)", "void lazy_mmu_mode_pause(void)",
            "void lazy_mmu_mode_resume(void)");
    static final List<Prototype> LOCKS = Prototype.all(
            "pte_t *pte_offset_map_lock(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, spinlock_t **ptlp)",
            "pte_t *pte_alloc_map_lock(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, spinlock_t **ptlp)",
            "pte_t *pte_offset_map_nolock(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, spinlock_t **ptlp)",
            "void pte_unmap_unlock(pte_t *pte, spinlock_t *ptl)",
            "spinlock_t *pmd_lock(struct mm_struct *mm, pmd_t *pmd)",
            "spinlock_t *pmd_trans_huge_lock(pmd_t *pmd, struct vm_area_struct *vma)",
            "void spin_lock(spinlock_t *lock)", "void spin_unlock(spinlock_t *lock)",
            "int spin_trylock(spinlock_t *lock)");
    private static final List<Prototype> PRIMITIVES = Prototype.all(
            "void set_pte_at(struct mm_struct *mm, unsigned long addr, pte_t *ptep, pte_t pte)",
            "void set_ptes(struct mm_struct *mm, unsigned long addr, pte_t *ptep, pte_t pte, unsigned int nr)",
            "void set_pte(pte_t *ptep, pte_t pte)",
            "void pte_clear(struct mm_struct *mm, unsigned long addr, pte_t *ptep)", "pte_t ptep_get(pte_t *ptep)",
            "pte_t ptep_get_and_clear(struct mm_struct *mm, unsigned long addr, pte_t *ptep)",
            "pte_t ptep_modify_prot_start(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep)",
            "void ptep_modify_prot_commit(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep, pte_t old, pte_t pte)",
            "void flush_tlb_range(struct vm_area_struct *vma, unsigned long start, unsigned long end)",
            "void flush_tlb_page(struct vm_area_struct *vma, unsigned long addr)",
            "void flush_tlb_kernel_range(unsigned long start, unsigned long end)",
            "void flush_tlb_batched_pending(struct mm_struct *mm)", "void *kmalloc(size_t size, gfp_t flags)",
            "void *kzalloc(size_t size, gfp_t flags)", "struct page *alloc_page(gfp_t gfp)",
            "unsigned long __get_free_page(gfp_t gfp)", "void free_page(unsigned long addr)",
            "void __free_page(struct page *page)", "void kfree(const void *object)", "int cond_resched(void)",
            "void might_sleep(void)", "void mutex_lock(struct mutex *lock)", "void mutex_unlock(struct mutex *lock)",
            "int mutex_trylock(struct mutex *lock)", "void down_read(struct rw_semaphore *sem)",
            "void up_read(struct rw_semaphore *sem)", "int split_folio(struct folio *folio)",
            "bool folio_trylock(struct folio *folio)", "void folio_unlock(struct folio *folio)",
            "void folio_put(struct folio *folio)");
    private static final List<Prototype> ALL = Stream.of(HOOKS, LOCKS, PRIMITIVES).flatMap(List::stream).toList();

    private Refactorings() {
    }

    /** What keeps the meaning of a program, and so its findings. */
    public static List<Refactoring> all() {
        return List.of(new Refactoring("statement-into-helper", Extractions::intoHelper),
                new Refactoring("statement-into-two-helpers", Extractions::intoTwoHelpers),
                new Refactoring("statement-into-later-helper", Extractions::intoLaterHelper),
                new Refactoring("statement-into-header", Extractions::intoHeader),
                new Refactoring("statement-behind-function-pointer", Extractions::behindPointer),
                new Refactoring("statement-into-macro", Extractions::intoMacro),
                new Refactoring("statement-into-do-while-macro", Extractions::intoDoWhileMacro),
                new Refactoring("statement-into-statement-expression-macro",
                        Extractions::intoStatementExpressionMacro),
                new Refactoring("return-into-macro", Extractions::returnsIntoMacros),
                new Refactoring("test-into-helper", Extractions::testsIntoHelpers),
                new Refactoring("test-into-variable", Rearrangements::testsIntoVariables),
                new Refactoring("body-into-helper", Functions::bodiesIntoHelpers),
                new Refactoring("second-caller", Functions::secondCallers),
                new Refactoring("rename-locals", Names::locals), new Refactoring("rename-functions", Names::functions),
                new Refactoring("hooks-in-helpers", seed -> Names.wrap(seed, HOOKS, "static ")),
                new Refactoring("hooks-in-header", seed -> Names.wrapInHeader(seed, HOOKS)),
                new Refactoring("hooks-in-macros", seed -> Names.wrap(seed, HOOKS, "#define")),
                new Refactoring("locks-in-helpers", seed -> Names.wrap(seed, LOCKS, "static inline ")),
                new Refactoring("locks-in-macros", seed -> Names.wrap(seed, LOCKS, "#define")),
                new Refactoring("primitives-in-helpers", seed -> Names.wrap(seed, PRIMITIVES, "static inline ")),
                new Refactoring("primitives-in-header", seed -> Names.wrapInHeader(seed, PRIMITIVES)),
                new Refactoring("everything-in-macros", seed -> Names.wrap(seed, ALL, "#define")),
                new Refactoring("temporaries-for-arguments", Names::temporaries),
                new Refactoring("split-declarations", Rearrangements::splitDeclarations),
                new Refactoring("goto-before", Rearrangements::jumpBefore),
                new Refactoring("braces", seed -> Rearrangements.around(seed, "{ ", " }")),
                new Refactoring("do-while-around", seed -> Rearrangements.around(seed, "do { ", " } while (0);")),
                new Refactoring("statement-expression", seed -> Rearrangements.around(seed, "({ ", " });")),
                new Refactoring("unrelated-code", Rearrangements::unrelatedCode),
                new Refactoring("comma", Rearrangements::commas),
                new Refactoring("unlikely", seed -> Rearrangements.hints(seed, "unlikely")),
                new Refactoring("likely", seed -> Rearrangements.hints(seed, "likely")),
                new Refactoring("negated-if", Rearrangements::negated),
                new Refactoring("rest-into-else", Rearrangements::restIntoElse),
                new Refactoring("if-to-switch", Rearrangements::ifToSwitch),
                new Refactoring("one-return", Rearrangements::oneReturn),
                new Refactoring("while-to-for", Rearrangements::whileToFor),
                new Refactoring("for-to-while", Rearrangements::forToWhile),
                new Refactoring("do-to-for", Rearrangements::doToFor),
                new Refactoring("bug-if-enabled",
                        seed -> Rearrangements.aroundMarked(seed, "if (IS_ENABLED(CONFIG_LAZY_BUG)) { ", " }")),
                new Refactoring("bug-under-ifdef",
                        seed -> Rearrangements.aroundMarked(seed, "{\n#ifdef CONFIG_LAZY_BUG\n", "\n#endif\n}")),
                new Refactoring("bug-in-else-of-ifdef", seed -> Rearrangements.aroundMarked(seed,
                        "{\n#ifndef CONFIG_LAZY_BUG\n\tcpu_relax();\n#else\n", "\n#endif\n}")));
    }
}
