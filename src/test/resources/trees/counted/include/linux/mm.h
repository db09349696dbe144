/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_MM_H
#define _LINUX_MM_H

#include <linux/spinlock.h>
#include <linux/pgtable.h>

extern struct mm_struct init_mm;

typedef int (*pte_fn_t)(pte_t *pte, unsigned long addr, void *data);

pte_t *__pte_offset_map_lock(struct mm_struct *mm, pmd_t *pmd,
			     unsigned long addr, spinlock_t **ptlp);
pte_t *pte_offset_kernel(pmd_t *pmd, unsigned long addr);
pte_t *pte_alloc_kernel(pmd_t *pmd, unsigned long addr);
void pte_unmap(pte_t *pte);

static inline pte_t *pte_offset_map_lock(struct mm_struct *mm, pmd_t *pmd,
					 unsigned long addr, spinlock_t **ptlp)
{
	return __pte_offset_map_lock(mm, pmd, addr, ptlp);
}

#define pte_unmap_unlock(pte, ptl)	\
	do {				\
		spin_unlock(ptl);	\
		pte_unmap(pte);		\
	} while (0)

void flush_tlb_kernel_range(unsigned long start, unsigned long end);
int apply_to_page_range(struct mm_struct *mm, unsigned long addr,
			unsigned long size, pte_fn_t fn, void *data);
int apply_to_existing_page_range(struct mm_struct *mm, unsigned long addr,
				 unsigned long size, pte_fn_t fn, void *data);

#endif /* _LINUX_MM_H */
