// SPDX-License-Identifier: Apache-2.0
/* Changing what a mapping allows. */
#include <linux/mm.h>

static long change_pte_range(struct vm_area_struct *vma, pmd_t *pmd,
			     unsigned long addr, unsigned long end,
			     pgprot_t newprot)
{
	struct mm_struct *mm = vma->vm_mm;
	pte_t *start_pte, *pte;
	spinlock_t *ptl;
	long pages = 0;

	start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return -EAGAIN;

	arch_enter_lazy_mmu_mode();
	for (; addr < end; pte++, addr += PAGE_SIZE) {
		pte_t old;

		if (!pte_present(ptep_get(pte)))
			continue;
		old = ptep_modify_prot_start(vma, addr, pte);
		ptep_modify_prot_commit(vma, addr, pte, old,
					pte_modify(old, newprot));
		pages++;
	}
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(start_pte, ptl);
	return pages;
}

long change_protection(struct vm_area_struct *vma, pgprot_t newprot)
{
	unsigned long addr = vma->vm_start;
	unsigned long next;
	long pages = 0;

	for (; addr < vma->vm_end; addr = next) {
		pmd_t *pmd = pmd_of(vma->vm_mm, addr);
		long ret;

		next = pmd_addr_end(addr, vma->vm_end);
		do {
			ret = change_pte_range(vma, pmd, addr, next, newprot);
		} while (ret == -EAGAIN);
		pages += ret;
		cond_resched();
	}
	if (pages)
		flush_tlb_range(vma, vma->vm_start, vma->vm_end);
	return pages;
}
