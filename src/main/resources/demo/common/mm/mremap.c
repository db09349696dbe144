// SPDX-License-Identifier: Apache-2.0
/* Moving a mapping to another address. */
#include <linux/mm.h>

static int move_ptes(struct vm_area_struct *vma, pmd_t *old_pmd,
		     unsigned long old_addr, unsigned long old_end,
		     pmd_t *new_pmd, unsigned long new_addr)
{
	struct mm_struct *mm = vma->vm_mm;
	unsigned long from = old_addr;
	pte_t *old_pte, *new_pte, *old_first, *new_first;
	spinlock_t *old_ptl, *new_ptl;
	bool flush = false;
	int err = 0;

	old_pte = pte_offset_map_lock(mm, old_pmd, old_addr, &old_ptl);
	if (!old_pte) {
		err = -EAGAIN;
		goto out;
	}
	new_pte = pte_offset_map_nolock(mm, new_pmd, new_addr, &new_ptl);
	if (!new_pte) {
		pte_unmap_unlock(old_pte, old_ptl);
		err = -EAGAIN;
		goto out;
	}
	/* both tables may share a lock */
	if (new_ptl != old_ptl)
		spin_lock_nested(new_ptl, SINGLE_DEPTH_NESTING);
	old_first = old_pte;
	new_first = new_pte;

	arch_enter_lazy_mmu_mode();
	for (; old_addr < old_end; old_pte++, new_pte++) {
		if (!pte_none(ptep_get(old_pte))) {
			pte_t pte = ptep_get_and_clear(mm, old_addr, old_pte);

			if (pte_present(pte))
				flush = true;
			set_pte_at(mm, new_addr, new_pte, pte);
		}
		old_addr += PAGE_SIZE;
		new_addr += PAGE_SIZE;
	}
	arch_leave_lazy_mmu_mode();

	if (flush)
		flush_tlb_range(vma, from, old_end);
	if (new_ptl != old_ptl)
		spin_unlock(new_ptl);
	pte_unmap(new_first);
	pte_unmap_unlock(old_first, old_ptl);
out:
	return err;
}

unsigned long move_page_tables(struct vm_area_struct *vma,
			       unsigned long new_addr)
{
	unsigned long addr = vma->vm_start;

	while (addr < vma->vm_end) {
		unsigned long next = pmd_addr_end(addr, vma->vm_end);
		pmd_t *old_pmd = pmd_of(vma->vm_mm, addr);
		pmd_t *new_pmd = pmd_of(vma->vm_mm, new_addr);

		if (move_ptes(vma, old_pmd, addr, next, new_pmd, new_addr))
			break;
		new_addr += next - addr;
		addr = next;
		cond_resched();
	}
	return addr - vma->vm_start;
}
