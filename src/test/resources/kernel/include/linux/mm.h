/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/spinlock.h>
#include <linux/pgtable.h>

struct mm_struct;
struct vm_area_struct;
struct folio;
struct page;

extern struct mm_struct init_mm;

typedef int (*pte_fn_t)(pte_t *pte, unsigned long addr, void *data);

pte_t *__pte_offset_map_lock(struct mm_struct *mm, pmd_t *pmd,
			     unsigned long addr, spinlock_t **ptlp);
pte_t *pte_offset_map_nolock(struct mm_struct *mm, pmd_t *pmd,
			     unsigned long addr, spinlock_t **ptlp);
pte_t *pte_offset_map(pmd_t *pmd, unsigned long addr);
pte_t *pte_offset_kernel(pmd_t *pmd, unsigned long addr);
pte_t *pte_alloc_kernel(pmd_t *pmd, unsigned long addr);
void pte_unmap(pte_t *pte);
spinlock_t *pte_lockptr(struct mm_struct *mm, pmd_t *pmd);
spinlock_t *pmd_lockptr(struct mm_struct *mm, pmd_t *pmd);
int __pte_alloc(struct mm_struct *mm, pmd_t *pmd);

static inline pte_t *pte_offset_map_lock(struct mm_struct *mm, pmd_t *pmd,
					 unsigned long addr, spinlock_t **ptlp)
{
	return __pte_offset_map_lock(mm, pmd, addr, ptlp);
}

#define pte_alloc_map_lock(mm, pmd, addr, ptlp)				\
	(__pte_alloc(mm, pmd) ? NULL : pte_offset_map_lock(mm, pmd, addr, ptlp))

#define pte_unmap_unlock(pte, ptl)	\
	do {				\
		spin_unlock(ptl);	\
		pte_unmap(pte);		\
	} while (0)

static inline spinlock_t *pmd_lock(struct mm_struct *mm, pmd_t *pmd)
{
	spinlock_t *ptl = pmd_lockptr(mm, pmd);

	spin_lock(ptl);
	return ptl;
}

spinlock_t *__pmd_trans_huge_lock(pmd_t *pmd, struct vm_area_struct *vma);

static inline spinlock_t *pmd_trans_huge_lock(pmd_t *pmd,
					      struct vm_area_struct *vma)
{
	if (pmd_trans_huge(*pmd))
		return __pmd_trans_huge_lock(pmd, vma);
	return NULL;
}

int split_folio(struct folio *folio);
bool folio_trylock(struct folio *folio);
void folio_unlock(struct folio *folio);
void folio_get(struct folio *folio);
void folio_put(struct folio *folio);
struct folio *vm_normal_folio(struct vm_area_struct *vma, unsigned long addr,
			      pte_t pte);
void flush_tlb_range(struct vm_area_struct *vma, unsigned long start,
		     unsigned long end);
int apply_to_page_range(struct mm_struct *mm, unsigned long addr,
			unsigned long size, pte_fn_t fn, void *data);
int cond_resched(void);
int need_resched(void);

#endif /* _LINUX_MM_H */
