// SPDX-License-Identifier: Apache-2.0
/* What depends on a changed entry, when the change is sure to be there. */
#include <linux/mm.h>

void flushed_after_leave(struct vm_area_struct *vma, pte_t *pte,
			 unsigned long addr, unsigned long end)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(vma->vm_mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	flush_tlb_range(vma, addr, end);
}

void flushed_after_the_mode_was(struct vm_area_struct *vma, pte_t *pte,
				unsigned long addr, unsigned long end)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(vma->vm_mm, addr, pte, __pte(0));
	arch_flush_lazy_mmu_mode();
	flush_tlb_range(vma, addr, end);
	arch_leave_lazy_mmu_mode();
}

void only_changed_in_memory(struct vm_area_struct *vma, pte_t *pte,
			    unsigned long start, unsigned long end)
{
	unsigned long addr;
	bool any = false;

	arch_enter_lazy_mmu_mode();
	for (addr = start; addr < end; addr += PAGE_SIZE, pte++) {
		ptep_get_and_clear(vma->vm_mm, addr, pte);
		any = true;
	}
	if (any)
		flush_tlb_range(vma, start, end);
	arch_leave_lazy_mmu_mode();
}

void flushes_for_itself(struct vm_area_struct *vma, pte_t *pte,
			unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	ptep_clear_flush(vma, addr, pte);
	set_pte_at(vma->vm_mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void only_noted(struct mmu_gather *tlb, struct vm_area_struct *vma, pte_t *pte,
		unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	pte_clear(vma->vm_mm, addr, pte);
	tlb_remove_tlb_entry(tlb, pte, addr);
	arch_leave_lazy_mmu_mode();
	tlb_flush_mmu(tlb);
}

void flushed_where_nothing_was_written(struct vm_area_struct *vma, pte_t *pte,
				       unsigned long addr, unsigned long end)
{
	bool atomic = false;

	arch_enter_lazy_mmu_mode();
	if (pte_write(ptep_get(pte))) {
		ptep_set_wrprotect(vma->vm_mm, addr, pte);
		atomic = true;
	} else {
		set_pte_at(vma->vm_mm, addr, pte, __pte(0));
	}
	if (atomic)
		flush_tlb_range(vma, addr, end);
	arch_leave_lazy_mmu_mode();
}

void another_page_flushed(struct vm_area_struct *vma, pte_t *pte,
			  unsigned long addr, unsigned long other)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(vma->vm_mm, addr, pte, __pte(0));
	flush_tlb_page(vma, other);
	arch_leave_lazy_mmu_mode();
}

void flushed_page_by_page(struct vm_area_struct *vma, pte_t *pte,
			  unsigned long addr, unsigned long end)
{
	arch_enter_lazy_mmu_mode();
	for (; addr < end; addr += PAGE_SIZE, pte++) {
		pte_t old = ptep_get_and_clear(vma->vm_mm, addr, pte);

		flush_tlb_page(vma, addr);
		set_pte_at(vma->vm_mm, addr, pte, pte_wrprotect(old));
	}
	arch_leave_lazy_mmu_mode();
}

void another_address_space(struct vm_area_struct *vma, pte_t *pte,
			   unsigned long addr, unsigned long start,
			   unsigned long end)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(vma->vm_mm, addr, pte, __pte(0));
	flush_tlb_kernel_range(start, end);
	arch_leave_lazy_mmu_mode();
}

void freed_after_leave(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	struct page *page = pte_page(ptep_get(pte));

	arch_enter_lazy_mmu_mode();
	pte_clear(mm, addr, pte);
	arch_leave_lazy_mmu_mode();
	__free_page(page);
}

void another_page_dropped(struct mm_struct *mm, pte_t *pte, unsigned long addr,
			  struct page *spare)
{
	arch_enter_lazy_mmu_mode();
	if (pte_none(ptep_get(pte)))
		set_pte_at(mm, addr, pte, __pte(1));
	else
		put_page(spare);
	arch_leave_lazy_mmu_mode();
}

void reference_dropped_while_another_is_held(struct vm_area_struct *vma,
					     pte_t *pte, unsigned long addr)
{
	struct folio *folio;

	arch_enter_lazy_mmu_mode();
	folio = vm_normal_folio(vma, addr, ptep_get(pte));
	folio_get(folio);
	set_pte_at(vma->vm_mm, addr, pte, __pte(0));
	folio_put(folio);
	arch_leave_lazy_mmu_mode();
}

void still_mapped(struct vm_area_struct *vma, pte_t *pte, unsigned long addr)
{
	struct folio *folio;
	pte_t old;

	arch_enter_lazy_mmu_mode();
	old = ptep_get(pte);
	folio = vm_normal_folio(vma, addr, old);
	set_pte_at(vma->vm_mm, addr, pte, pte_mkold(old));
	folio_put(folio);
	arch_leave_lazy_mmu_mode();
}

void taken_out_in_memory(struct vm_area_struct *vma, pte_t *pte,
			 unsigned long addr, pte_t swp_pte)
{
	struct folio *folio;
	pte_t old;

	arch_enter_lazy_mmu_mode();
	old = *pte;
	folio = vm_normal_folio(vma, addr, old);
	ptep_get_and_clear(vma->vm_mm, addr, pte);
	set_pte_at(vma->vm_mm, addr, pte, swp_pte);
	folio_put(folio);
	arch_leave_lazy_mmu_mode();
}

void filled_before_it_is_mapped(pte_t *pte, unsigned long addr, void *page)
{
	arch_enter_lazy_mmu_mode();
	memset(page, 0, PAGE_SIZE);
	set_pte_at(&init_mm, addr, pte, pfn_pte(PFN_DOWN(__pa(page)), PAGE_KERNEL));
	arch_leave_lazy_mmu_mode();
	memset((void *)addr, 0, PAGE_SIZE);
}

void pending_flush_before_the_region(struct mm_struct *mm, pmd_t *pmd,
				     unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		return;
	flush_tlb_batched_pending(mm);
	arch_enter_lazy_mmu_mode();
	ptep_set_wrprotect(mm, addr, pte);
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
}

void devices_are_told_afterwards(struct mm_struct *mm, pte_t *pte, unsigned long addr, pte_t new)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, new);
	arch_leave_lazy_mmu_mode();
	mmu_notifier_arch_invalidate_secondary_tlbs(mm, addr, addr + PAGE_SIZE);
}
