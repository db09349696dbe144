// SPDX-License-Identifier: Apache-2.0
/* Copying, unmapping and visiting the entries of page tables. */
#include <linux/mm.h>

static int copy_pte_range(struct vm_area_struct *dst_vma,
			  struct vm_area_struct *src_vma, pmd_t *dst_pmd,
			  pmd_t *src_pmd, unsigned long addr, unsigned long end)
{
	struct mm_struct *dst_mm = dst_vma->vm_mm;
	struct mm_struct *src_mm = src_vma->vm_mm;
	spinlock_t *src_ptl, *dst_ptl;
	pte_t *src_pte, *dst_pte, *orig_src, *orig_dst;
	int progress = 0;
	int ret = 0;

again:
	dst_pte = pte_alloc_map_lock(dst_mm, dst_pmd, addr, &dst_ptl);
	if (!dst_pte)
		return -ENOMEM;
	src_pte = pte_offset_map_nolock(src_mm, src_pmd, addr, &src_ptl);
	if (!src_pte) {
		pte_unmap_unlock(dst_pte, dst_ptl);
		return 0;
	}
	spin_lock_nested(src_ptl, SINGLE_DEPTH_NESTING);
	orig_src = src_pte;
	orig_dst = dst_pte;

	arch_enter_lazy_mmu_mode();
	for (; addr != end; addr += PAGE_SIZE, src_pte++, dst_pte++) {
		pte_t pte = ptep_get(src_pte);

		if (++progress >= 32) {
			progress = 0;
			if (need_resched())
				break;
		}
		if (pte_none(pte))
			continue;
		if (!pte_present(pte)) {
			ret = -EAGAIN;
			break;
		}
		if (pte_write(pte)) {
			ptep_set_wrprotect(src_mm, addr, src_pte);
			pte = pte_wrprotect(pte);
		}
		set_pte_at(dst_mm, addr, dst_pte, pte);
	}
	arch_leave_lazy_mmu_mode();

	spin_unlock(src_ptl);
	pte_unmap(orig_src);
	pte_unmap_unlock(orig_dst, dst_ptl);
	cond_resched();
	if (!ret && addr != end)
		goto again;
	return ret;
}

int copy_page_range(struct vm_area_struct *dst_vma,
		    struct vm_area_struct *src_vma)
{
	unsigned long addr = src_vma->vm_start;
	unsigned long next;
	int ret;

	for (; addr < src_vma->vm_end; addr = next) {
		next = pmd_addr_end(addr, src_vma->vm_end);
		ret = copy_pte_range(dst_vma, src_vma,
				     pmd_of(dst_vma->vm_mm, addr),
				     pmd_of(src_vma->vm_mm, addr), addr, next);
		if (ret)
			return ret;
	}
	return 0;
}

static bool zap_present_pte(struct mmu_gather *tlb, struct vm_area_struct *vma,
			    pte_t *pte, unsigned long addr)
{
	pte_t old = ptep_get_and_clear(tlb->mm, addr, pte);
	struct folio *folio = vm_normal_folio(vma, addr, old);

	return folio && tlb_remove_folio(tlb, folio);
}

static unsigned long zap_pte_range(struct mmu_gather *tlb,
				   struct vm_area_struct *vma, pmd_t *pmd,
				   unsigned long addr, unsigned long end)
{
	bool force_flush = false;
	pte_t *start_pte, *pte;
	spinlock_t *ptl;

	start_pte = pte = pte_offset_map_lock(tlb->mm, pmd, addr, &ptl);
	if (!pte)
		return addr;

	arch_enter_lazy_mmu_mode();
	do {
		pte_t ptent = ptep_get(pte);

		if (pte_none(ptent))
			continue;
		if (need_resched())
			break;
		if (!pte_present(ptent)) {
			pte_clear(tlb->mm, addr, pte);
			continue;
		}
		force_flush = zap_present_pte(tlb, vma, pte, addr);
		if (force_flush) {
			addr += PAGE_SIZE;
			break;
		}
	} while (pte++, addr += PAGE_SIZE, addr != end);
	arch_leave_lazy_mmu_mode();

	/* pages go only after all changes have taken effect */
	if (force_flush)
		tlb_flush_mmu(tlb);
	pte_unmap_unlock(start_pte, ptl);
	return addr;
}

void unmap_page_range(struct mmu_gather *tlb, struct vm_area_struct *vma)
{
	unsigned long addr = vma->vm_start;

	while (addr < vma->vm_end) {
		unsigned long next = pmd_addr_end(addr, vma->vm_end);

		addr = zap_pte_range(tlb, vma, pmd_of(tlb->mm, addr), addr, next);
		cond_resched();
	}
}

static int apply_to_pte_range(struct mm_struct *mm, pmd_t *pmd,
			      unsigned long addr, unsigned long end,
			      pte_fn_t fn, void *data)
{
	pte_t *pte, *mapped_pte;
	spinlock_t *ptl;
	int err = 0;

	/* the kernel's own tables have no lock */
	if (mm == &init_mm)
		pte = pte_alloc_kernel(pmd, addr);
	else
		pte = pte_alloc_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return -ENOMEM;
	mapped_pte = pte;

	arch_enter_lazy_mmu_mode();
	while (fn && !err && addr < end) {
		err = fn(pte++, addr, data);
		addr += PAGE_SIZE;
	}
	arch_leave_lazy_mmu_mode();

	if (mm != &init_mm)
		pte_unmap_unlock(mapped_pte, ptl);
	return err;
}

int apply_to_page_range(struct mm_struct *mm, unsigned long addr,
			unsigned long size, pte_fn_t fn, void *data)
{
	unsigned long end = addr + size;
	unsigned long next;
	int err = 0;

	for (; !err && addr < end; addr = next) {
		next = pmd_addr_end(addr, end);
		err = apply_to_pte_range(mm, pmd_of(mm, addr), addr, next, fn,
					 data);
	}
	return err;
}
