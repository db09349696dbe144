// SPDX-License-Identifier: Apache-2.0
/* What depends on a changed entry, before the region has ended. */
#include <linux/mm.h>

struct walk {
	struct mm_struct *mm;
	struct vm_area_struct *vma;
	unsigned long flushed_to;
};

void flushed_in_the_region(struct vm_area_struct *vma, pte_t *pte,
			   unsigned long addr, unsigned long end)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(vma->vm_mm, addr, pte, __pte(0));
	/* expect: use-before-flush */
	flush_tlb_range(vma, addr, end);
	arch_leave_lazy_mmu_mode();
}

void flushed_behind_the_loop(struct vm_area_struct *vma, pte_t *pte,
			     unsigned long start, unsigned long end)
{
	unsigned long addr;

	arch_enter_lazy_mmu_mode();
	for (addr = start; addr < end; addr += PAGE_SIZE, pte++) {
		if (pte_present(ptep_get(pte)))
			pte_clear(vma->vm_mm, addr, pte);
	}
	/* expect: use-before-flush */
	flush_tlb_range(vma, start, end);
	arch_leave_lazy_mmu_mode();
}

void flushed_if_something_was_written(struct vm_area_struct *vma, pte_t *pte,
				      unsigned long start, unsigned long end)
{
	unsigned long addr;
	int unmapped = 0;

	arch_enter_lazy_mmu_mode();
	for (addr = start; addr < end; addr += PAGE_SIZE, pte++) {
		if (pte_none(ptep_get(pte)))
			continue;
		set_pte_at(vma->vm_mm, addr, pte, __pte(0));
		unmapped++;
	}
	if (unmapped)
		/* expect: use-before-flush */
		flush_tlb_range(vma, start, end);
	arch_leave_lazy_mmu_mode();
}

void flushed_by_a_flag(struct vm_area_struct *vma, pte_t *pte,
		       unsigned long addr, unsigned long end)
{
	bool flush = false;

	arch_enter_lazy_mmu_mode();
	if (pte_write(ptep_get(pte))) {
		set_pte_at(vma->vm_mm, addr, pte, pte_wrprotect(ptep_get(pte)));
		flush = true;
	}
	if (flush)
		/* expect: use-before-flush */
		flush_tlb_range(vma, addr, end);
	arch_leave_lazy_mmu_mode();
}

void one_page_flushed(struct vm_area_struct *vma, pte_t *pte,
		      unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(vma->vm_mm, addr, pte, __pte(0));
	/* expect: use-before-flush */
	flush_tlb_page(vma, addr);
	arch_leave_lazy_mmu_mode();
}

void one_page_flushed_as_a_range(struct vm_area_struct *vma, pte_t *pte,
				 unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(vma->vm_mm, addr, pte, __pte(0));
	/* expect: use-before-flush */
	flush_tlb_range(vma, addr, addr + PAGE_SIZE);
	arch_leave_lazy_mmu_mode();
}

void everything_flushed(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	pte_clear(mm, addr, pte);
	/* expect: use-before-flush */
	flush_tlb_mm(mm);
	arch_leave_lazy_mmu_mode();
}

void kernel_range_flushed(pte_t *pte, unsigned long addr, unsigned long end)
{
	arch_enter_lazy_mmu_mode();
	pte_clear(&init_mm, addr, pte);
	/* expect: use-before-flush */
	flush_tlb_kernel_range(addr, end);
	arch_leave_lazy_mmu_mode();
}

static void finish_range(struct walk *walk, unsigned long start,
			 unsigned long end)
{
	flush_tlb_range(walk->vma, start, end);
	walk->flushed_to = end;
}

void flushed_by_a_helper(struct walk *walk, pte_t *pte, unsigned long addr,
			 unsigned long end)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(walk->mm, addr, pte, __pte(0));
	/* expect: use-before-flush */
	finish_range(walk, addr, end);
	arch_leave_lazy_mmu_mode();
}

static void write_protect(struct vm_area_struct *vma, unsigned long addr,
			  pte_t *pte)
{
	pte_t old = ptep_modify_prot_start(vma, addr, pte);

	ptep_modify_prot_commit(vma, addr, pte, old, pte_wrprotect(old));
}

void written_by_a_helper(struct vm_area_struct *vma, pte_t *pte,
			 unsigned long start, unsigned long end)
{
	unsigned long addr;

	arch_enter_lazy_mmu_mode();
	for (addr = start; addr < end; addr += PAGE_SIZE, pte++)
		write_protect(vma, addr, pte);
	/* expect: use-before-flush */
	flush_tlb_range(vma, start, end);
	arch_leave_lazy_mmu_mode();
}

static void protect_and_flush(struct vm_area_struct *vma, unsigned long addr,
			      pte_t *pte)
{
	set_pte_at(vma->vm_mm, addr, pte, __pte(0));
	/* expect: use-before-flush */
	flush_tlb_page(vma, addr);
}

void both_in_a_helper(struct vm_area_struct *vma, pte_t *pte,
		      unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	/* chain: use-before-flush */
	protect_and_flush(vma, addr, pte);
	arch_leave_lazy_mmu_mode();
}

void after_a_jump(struct vm_area_struct *vma, pte_t *pte, unsigned long addr,
		  unsigned long end)
{
	arch_enter_lazy_mmu_mode();
	if (pte_none(ptep_get(pte)))
		goto out;
	set_pte_at(vma->vm_mm, addr, pte, __pte(0));
	goto flush;
out:
	arch_leave_lazy_mmu_mode();
	return;
flush:
	/* expect: use-before-flush */
	flush_tlb_range(vma, addr, end);
	arch_leave_lazy_mmu_mode();
}

void in_some_configurations(struct vm_area_struct *vma, pte_t *pte,
			    unsigned long addr, unsigned long end)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(vma->vm_mm, addr, pte, __pte(0));
#ifdef CONFIG_SMP
	/* expect: use-before-flush */
	flush_tlb_range(vma, addr, end);
#endif
	arch_leave_lazy_mmu_mode();
}

#define FLUSH_AND_LEAVE(vma, start, end)		\
	do {						\
		flush_tlb_range(vma, start, end);	\
		arch_leave_lazy_mmu_mode();		\
	} while (0)

void flushed_by_a_macro(struct vm_area_struct *vma, pte_t *pte,
			unsigned long addr, unsigned long end)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(vma->vm_mm, addr, pte, __pte(0));
	/* expect: use-before-flush */
	FLUSH_AND_LEAVE(vma, addr, end);
}

void huge_entry(struct vm_area_struct *vma, pmd_t *pmd, unsigned long addr,
		pmd_t new)
{
	arch_enter_lazy_mmu_mode();
	set_pmd_at(vma->vm_mm, addr, pmd, new);
	/* expect: use-before-flush */
	flush_pmd_tlb_range(vma, addr, addr + HPAGE_PMD_SIZE);
	arch_leave_lazy_mmu_mode();
}

void gathered_and_flushed(struct mmu_gather *tlb, struct vm_area_struct *vma,
			  pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	pte_clear(vma->vm_mm, addr, pte);
	tlb_remove_tlb_entry(tlb, pte, addr);
	/* expect: use-before-flush */
	tlb_flush_mmu(tlb);
	arch_leave_lazy_mmu_mode();
}

static int free_what_it_maps(pte_t *ptep, unsigned long addr, void *unused)
{
	unsigned long page;

	page = (unsigned long)__va(pte_pfn(ptep_get(ptep)) << PAGE_SHIFT);
	if (!pte_none(ptep_get(ptep))) {
		pte_clear(&init_mm, addr, ptep);
		/* expect: use-before-flush */
		free_page(page);
	}
	return 0;
}

static int apply_here(pmd_t *pmd, unsigned long addr, unsigned long end,
		      pte_fn_t fn, void *data)
{
	pte_t *pte = pte_offset_kernel(pmd, addr);
	int err = 0;

	arch_enter_lazy_mmu_mode();
	do {
		err = fn(pte, addr, data);
	} while (!err && (pte++, addr += PAGE_SIZE, addr != end));
	arch_leave_lazy_mmu_mode();
	return err;
}

int freed_in_a_callback(pmd_t *pmd, unsigned long addr, unsigned long end)
{
	return apply_here(pmd, addr, end, free_what_it_maps, NULL);
}

void freed_after_the_value_was_kept(struct mm_struct *mm, pte_t *pte,
				    unsigned long addr)
{
	pte_t old;

	arch_enter_lazy_mmu_mode();
	old = *pte;
	pte_clear(mm, addr, pte);
	/* expect: use-before-flush */
	__free_page(pte_page(old));
	arch_leave_lazy_mmu_mode();
}

static void drop(struct page *page)
{
	if (page)
		put_page(page);
}

void freed_by_a_helper(struct vm_area_struct *vma, pte_t *pte,
		       unsigned long addr)
{
	struct page *page;

	arch_enter_lazy_mmu_mode();
	page = vm_normal_page(vma, addr, ptep_get(pte));
	set_pte_at(vma->vm_mm, addr, pte, __pte(0));
	/* expect: use-before-flush */
	drop(page);
	arch_leave_lazy_mmu_mode();
}

int filled_through_the_new_mapping(pte_t *pte, unsigned long addr, pte_t new)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(&init_mm, addr, pte, new);
	/* expect: use-before-flush */
	memset((void *)addr, 0, PAGE_SIZE);
	arch_leave_lazy_mmu_mode();
	return 0;
}

int read_through_the_new_mapping(pte_t *pte, unsigned long addr, pte_t new)
{
	int first;

	arch_enter_lazy_mmu_mode();
	set_pte_at(&init_mm, addr, pte, new);
	/* expect: use-before-flush */
	first = *(int *)addr;
	arch_leave_lazy_mmu_mode();
	return first;
}

void pending_flush_in_the_region(struct mm_struct *mm, pmd_t *pmd,
				 unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, &ptl);

	if (!pte)
		return;
	arch_enter_lazy_mmu_mode();
	/* expect: use-before-flush */
	flush_tlb_batched_pending(mm);
	ptep_set_wrprotect(mm, addr, pte);
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
}

void devices_are_told_too_early(struct mm_struct *mm, pte_t *pte, unsigned long addr, pte_t new)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, new);
	/* expect: use-before-flush */
	mmu_notifier_arch_invalidate_secondary_tlbs(mm, addr, addr + PAGE_SIZE);
	arch_leave_lazy_mmu_mode();
}
