// SPDX-License-Identifier: Apache-2.0
/* Changes to page tables of tasks, and of the kernel by way of a callback. */
#include <linux/mm.h>

static int zap_pte_range(struct mmu_gather *tlb, struct vm_area_struct *vma,
			 pmd_t *pmd, unsigned long addr, unsigned long end)
{
	struct mm_struct *mm = tlb->mm;
	spinlock_t *ptl;
	pte_t *start_pte, *pte;

retry:
	start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return 0;

	flush_tlb_batched_pending(mm);
	lazy_mmu_mode_enable_with_ptes(mm, addr, end, start_pte);
	do {
		if (need_resched())
			break;
		if (pte_none(ptep_get(pte)))
			continue;
		ptep_get_and_clear_full(mm, addr, pte, tlb->fullmm);
		tlb_remove_tlb_entry(tlb, pte, addr);
	} while (pte++, addr += PAGE_SIZE, addr != end);
	lazy_mmu_mode_disable();
	pte_unmap_unlock(start_pte, ptl);

	if (addr != end) {
		cond_resched();
		goto retry;
	}
	return 0;
}

int unmap_pages(struct mmu_gather *tlb, struct vm_area_struct *vma,
		pmd_t *pmd, unsigned long addr, unsigned long end)
{
	return zap_pte_range(tlb, vma, pmd, addr, end);
}

static int remap_pte_range(struct mm_struct *mm, pmd_t *pmd,
			   unsigned long addr, unsigned long end,
			   unsigned long pfn, pgprot_t prot)
{
	pte_t *pte, *mapped_pte;
	spinlock_t *ptl;
	int err = 0;

	mapped_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return -ENOMEM;
	lazy_mmu_mode_enable();
	do {
		if (!pfn_modify_allowed(pfn, prot)) {
			err = -EACCES;
			break;
		}
		set_pte_at(mm, addr, pte, pfn_pte(pfn, prot));
		pfn++;
	} while (pte++, addr += PAGE_SIZE, addr != end);
	lazy_mmu_mode_disable();
	pte_unmap_unlock(mapped_pte, ptl);
	return err;
}

int remap_pages(struct mm_struct *mm, pmd_t *pmd, unsigned long addr,
		unsigned long end, unsigned long pfn, pgprot_t prot)
{
	return remap_pte_range(mm, pmd, addr, end, pfn, prot);
}

static int apply_to_pte_range(struct mm_struct *mm, pmd_t *pmd,
			      unsigned long addr, unsigned long end,
			      pte_fn_t fn, void *data, bool create)
{
	pte_t *pte, *mapped_pte;
	spinlock_t *ptl;
	int err = 0;

	if (mm == &init_mm)
		mapped_pte = pte = create ? pte_alloc_kernel(pmd, addr)
					  : pte_offset_kernel(pmd, addr);
	else
		mapped_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return -ENOMEM;

	lazy_mmu_mode_enable();
	if (fn) {
		do {
			if (create || !pte_none(ptep_get(pte))) {
				err = fn(pte, addr, data);
				if (err)
					break;
			}
		} while (pte++, addr += PAGE_SIZE, addr != end);
	}
	lazy_mmu_mode_disable();

	if (mm != &init_mm)
		pte_unmap_unlock(mapped_pte, ptl);
	return err;
}

static int __apply_to_page_range(struct mm_struct *mm, unsigned long addr,
				 unsigned long size, pte_fn_t fn, void *data,
				 bool create)
{
	pmd_t *pmd = pmd_off(mm, addr);

	return apply_to_pte_range(mm, pmd, addr, addr + size, fn, data, create);
}

int apply_to_page_range(struct mm_struct *mm, unsigned long addr,
			unsigned long size, pte_fn_t fn, void *data)
{
	return __apply_to_page_range(mm, addr, size, fn, data, true);
}

int apply_to_existing_page_range(struct mm_struct *mm, unsigned long addr,
				 unsigned long size, pte_fn_t fn, void *data)
{
	return __apply_to_page_range(mm, addr, size, fn, data, false);
}
