/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/mm_types.h>
#include <linux/pgtable.h>
#include <linux/sched.h>

extern struct mm_struct init_mm;

/* what a page table is locked by */
spinlock_t *pte_lockptr(struct mm_struct *mm, pmd_t *pmd);
pte_t *pte_offset_map(pmd_t *pmd, unsigned long addr);
pte_t *pte_offset_map_nolock(struct mm_struct *mm, pmd_t *pmd,
			     unsigned long addr, spinlock_t **ptlp);
pte_t *pte_offset_map_lock(struct mm_struct *mm, pmd_t *pmd,
			   unsigned long addr, spinlock_t **ptlp);
pte_t *pte_offset_kernel(pmd_t *pmd, unsigned long addr);
pte_t *pte_alloc_kernel(pmd_t *pmd, unsigned long addr);
void pte_unmap(pte_t *pte);
int __pte_alloc(struct mm_struct *mm, pmd_t *pmd);

#define pte_alloc_map_lock(mm, pmd, addr, ptlp)			\
	(__pte_alloc(mm, pmd) ? NULL :				\
	 pte_offset_map_lock(mm, pmd, addr, ptlp))

static inline void pte_unmap_unlock(pte_t *pte, spinlock_t *ptl)
{
	spin_unlock(ptl);
	pte_unmap(pte);
}

spinlock_t *pmd_trans_huge_lock(pmd_t *pmd, struct vm_area_struct *vma);
pmd_t *pmd_of(struct mm_struct *mm, unsigned long addr);

static inline unsigned long pmd_addr_end(unsigned long addr, unsigned long end)
{
	unsigned long next = (addr + PMD_SIZE) & ~(PMD_SIZE - 1);

	return next < end ? next : end;
}

/* folios, as far as page tables need them */
struct folio *vm_normal_folio(struct vm_area_struct *vma, unsigned long addr,
			      pte_t pte);
bool folio_test_large(struct folio *folio);
bool folio_trylock(struct folio *folio);
void folio_unlock(struct folio *folio);
void folio_get(struct folio *folio);
void folio_put(struct folio *folio);
int split_folio(struct folio *folio);

void flush_tlb_range(struct vm_area_struct *vma, unsigned long start,
		     unsigned long end);
bool tlb_remove_folio(struct mmu_gather *tlb, struct folio *folio);
void tlb_flush_mmu(struct mmu_gather *tlb);

typedef int (*pte_fn_t)(pte_t *pte, unsigned long addr, void *data);

int apply_to_page_range(struct mm_struct *mm, unsigned long addr,
			unsigned long size, pte_fn_t fn, void *data);

#endif
