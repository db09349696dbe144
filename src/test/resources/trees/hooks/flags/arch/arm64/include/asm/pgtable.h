/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_ARM64_PGTABLE_H
#define _ASM_ARM64_PGTABLE_H

#define TIF_LAZY_MMU		31
#define TIF_LAZY_MMU_PENDING	32

#define pte_val(x)		((x).pte)
#define pte_cont(pte)		(!!(pte_val(pte) & PTE_CONT))
#define pte_valid(pte)		(!!(pte_val(pte) & PTE_VALID))
#define pte_valid_cont(pte)	(pte_valid(pte) && pte_cont(pte))
#define pte_valid_not_user(pte) \
	((pte_val(pte) & (PTE_VALID | PTE_USER)) == PTE_VALID)

static inline void pte_barriers(void)
{
	dsb(ishst);
	isb();
}

static inline void put_off_pte_barriers(void)
{
	unsigned long flags;

	if (in_interrupt()) {
		pte_barriers();
		return;
	}
	flags = read_thread_flags();
	if (flags & BIT(TIF_LAZY_MMU)) {
		if (!(flags & BIT(TIF_LAZY_MMU_PENDING)))
			set_thread_flag(TIF_LAZY_MMU_PENDING);
	} else {
		pte_barriers();
	}
}

#define __HAVE_ARCH_ENTER_LAZY_MMU_MODE
static inline void arch_enter_lazy_mmu_mode(void)
{
	if (in_interrupt())
		return;
	set_thread_flag(TIF_LAZY_MMU);
}

static inline void arch_flush_lazy_mmu_mode(void)
{
	if (in_interrupt())
		return;
	if (test_and_clear_thread_flag(TIF_LAZY_MMU_PENDING))
		pte_barriers();
}

static inline void arch_leave_lazy_mmu_mode(void)
{
	if (in_interrupt())
		return;
	arch_flush_lazy_mmu_mode();
	clear_thread_flag(TIF_LAZY_MMU);
}

static inline void __set_pte(pte_t *ptep, pte_t pte)
{
	WRITE_ONCE(*ptep, pte);
	if (pte_valid_not_user(pte))
		put_off_pte_barriers();
}

static inline pte_t __ptep_get_and_clear(pte_t *ptep)
{
	return __pte(xchg_relaxed(&pte_val(*ptep), 0));
}

void contpte_unfold(struct mm_struct *mm, unsigned long addr, pte_t *ptep);
void contpte_fold(struct mm_struct *mm, unsigned long addr, pte_t *ptep);

static inline void set_ptes(struct mm_struct *mm, unsigned long addr,
			    pte_t *ptep, pte_t pte, unsigned int nr)
{
	if (pte_valid_cont(READ_ONCE(*ptep)))
		contpte_unfold(mm, addr, ptep);
	for (;;) {
		__set_pte(ptep, pte);
		if (--nr == 0)
			break;
		ptep++;
		addr += PAGE_SIZE;
	}
	if (((addr >> PAGE_SHIFT) & (CONT_PTES - 1)) == CONT_PTES - 1)
		contpte_fold(mm, addr, ptep);
}
#define set_ptes set_ptes

static inline pte_t ptep_get_and_clear(struct mm_struct *mm,
				       unsigned long addr, pte_t *ptep)
{
	if (pte_valid_cont(READ_ONCE(*ptep)))
		contpte_unfold(mm, addr, ptep);
	return __ptep_get_and_clear(ptep);
}

#endif /* _ASM_ARM64_PGTABLE_H */
