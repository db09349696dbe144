/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PGTABLE_H
#define _LINUX_PGTABLE_H

#include <linux/mm_types.h>
#include <asm/pgtable.h>

static inline bool pte_none(pte_t pte)
{
	return !pte.pte;
}

static inline bool pte_present(pte_t pte)
{
	return pte.pte & 1;
}

static inline bool pte_write(pte_t pte)
{
	return pte.pte & 2;
}

static inline bool pte_young(pte_t pte)
{
	return pte.pte & 4;
}

static inline pte_t pte_wrprotect(pte_t pte)
{
	return (pte_t){ pte.pte & ~2UL };
}

static inline pte_t pte_mkold(pte_t pte)
{
	return (pte_t){ pte.pte & ~4UL };
}

static inline pte_t pte_modify(pte_t pte, pgprot_t prot)
{
	return (pte_t){ (pte.pte & ~(PAGE_SIZE - 1)) | prot.pgprot };
}

static inline pte_t pfn_pte(unsigned long pfn, pgprot_t prot)
{
	return (pte_t){ (pfn << PAGE_SHIFT) | prot.pgprot };
}

static inline pte_t pte_next_pfn(pte_t pte)
{
	return (pte_t){ pte.pte + PAGE_SIZE };
}

/*
 * Lazy MMU mode: where many PTEs are changed in one go, the changes may be
 * put off and made together. They are complete once the mode has been left.
 * A PTE that was changed in between must not be read back through its
 * pointer, which may still show the old value.
 */
#ifndef __HAVE_ARCH_ENTER_LAZY_MMU_MODE
#define arch_enter_lazy_mmu_mode()	do {} while (0)
#define arch_leave_lazy_mmu_mode()	do {} while (0)
#define arch_flush_lazy_mmu_mode()	do {} while (0)
#endif

#ifndef set_ptes
/* Maps nr pages that lie one behind the other. */
static inline void set_ptes(struct mm_struct *mm, unsigned long addr,
			    pte_t *ptep, pte_t pte, unsigned int nr)
{
	arch_enter_lazy_mmu_mode();
	while (nr--) {
		set_pte(ptep++, pte);
		pte = pte_next_pfn(pte);
	}
	arch_leave_lazy_mmu_mode();
}
#endif
#define set_pte_at(mm, addr, ptep, pte)	set_ptes(mm, addr, ptep, pte, 1)

#ifndef change_pte
#define change_pte(mm, addr, ptep, pte)	set_pte(ptep, pte)
#endif

static inline void pte_clear(struct mm_struct *mm, unsigned long addr,
			     pte_t *ptep)
{
	change_pte(mm, addr, ptep, ((pte_t){ 0 }));
}

static inline pte_t ptep_get_and_clear(struct mm_struct *mm,
				       unsigned long addr, pte_t *ptep)
{
	pte_t old = ptep_get(ptep);

	pte_clear(mm, addr, ptep);
	return old;
}

static inline void ptep_set_wrprotect(struct mm_struct *mm, unsigned long addr,
				      pte_t *ptep)
{
	change_pte(mm, addr, ptep, pte_wrprotect(ptep_get(ptep)));
}

static inline pte_t ptep_modify_prot_start(struct vm_area_struct *vma,
					   unsigned long addr, pte_t *ptep)
{
	return ptep_get_and_clear(vma->vm_mm, addr, ptep);
}

static inline void ptep_modify_prot_commit(struct vm_area_struct *vma,
					   unsigned long addr, pte_t *ptep,
					   pte_t old, pte_t pte)
{
	set_pte_at(vma->vm_mm, addr, ptep, pte);
}

#endif
