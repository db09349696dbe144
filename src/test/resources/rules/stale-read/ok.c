// SPDX-License-Identifier: Apache-2.0
/* Entries that are read in a region, but not after they were written in it. */
#include <linux/mm.h>

struct walk {
	struct mm_struct *mm;
	pte_t *pte;
	unsigned long seen;
};

void read_before_it_is_written(struct mm_struct *mm, pte_t *pte,
			       unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	if (pte_present(ptep_get(pte)))
		set_pte_at(mm, addr, pte, pte_wrprotect(ptep_get(pte)));
	arch_leave_lazy_mmu_mode();
}

void the_next_one_in_each_round(struct mm_struct *mm, pmd_t *pmd,
				unsigned long addr, unsigned long end)
{
	spinlock_t *ptl;
	pte_t *start, *pte;

	start = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return;
	arch_enter_lazy_mmu_mode();
	do {
		if (!pte_none(ptep_get(pte)))
			set_pte_at(mm, addr, pte, __pte(0));
	} while (pte++, addr += PAGE_SIZE, addr != end);
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(start, ptl);
}

void several_in_each_round(struct mm_struct *mm, pte_t *pte,
			   unsigned long addr, unsigned long end)
{
	unsigned int nr;

	arch_enter_lazy_mmu_mode();
	for (; addr < end; pte += nr, addr += nr * PAGE_SIZE) {
		pte_t old = ptep_get(pte);

		nr = batch_of(pte, old);
		if (pte_none(old))
			continue;
		set_ptes(mm, addr, pte, pte_wrprotect(old), nr);
	}
	arch_leave_lazy_mmu_mode();
}

void behind_the_range(struct mm_struct *mm, pte_t *pte, unsigned long addr,
		      pte_t new, unsigned int nr)
{
	arch_enter_lazy_mmu_mode();
	set_ptes(mm, addr, pte, new, nr);
	WARN_ON(pte_present(ptep_get(pte + nr)));
	arch_leave_lazy_mmu_mode();
}

void neighbours(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	if (pte_none(ptep_get(pte + 1)) || pte_none(pte[2]))
		pr_debug("a hole\n");
	arch_leave_lazy_mmu_mode();
}

void walked_with_an_index(struct mm_struct *mm, pte_t *ptes,
			  unsigned long addr, int nr)
{
	int i;

	arch_enter_lazy_mmu_mode();
	for (i = 0; i < nr; i++) {
		if (pte_none(ptep_get(&ptes[i])))
			continue;
		set_pte_at(mm, addr + i * PAGE_SIZE, &ptes[i], __pte(0));
	}
	arch_leave_lazy_mmu_mode();
}

void changed_in_memory(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	ptep_get_and_clear(mm, addr, pte);
	WARN_ON(!pte_none(ptep_get(pte)));
	ptep_set_wrprotect(mm, addr, pte);
	WARN_ON(pte_write(*pte));
	arch_leave_lazy_mmu_mode();
}

void taken_out_and_put_back(struct vm_area_struct *vma, pte_t *pte,
			    unsigned long addr)
{
	pte_t old;

	arch_enter_lazy_mmu_mode();
	old = ptep_modify_prot_start(vma, addr, pte);
	ptep_modify_prot_commit(vma, addr, pte, old, pte_wrprotect(old));
	arch_leave_lazy_mmu_mode();
}

bool read_after_leave(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	pte_clear(mm, addr, pte);
	arch_leave_lazy_mmu_mode();
	return pte_none(ptep_get(pte));
}

void read_after_flush(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	pte_clear(mm, addr, pte);
	arch_flush_lazy_mmu_mode();
	WARN_ON(!pte_none(ptep_get(pte)));
	arch_leave_lazy_mmu_mode();
}

static void start_anew(void)
{
	arch_leave_lazy_mmu_mode();
	cond_resched();
	arch_enter_lazy_mmu_mode();
}

void read_after_a_helper_left(struct mm_struct *mm, pte_t *pte,
			      unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	pte_clear(mm, addr, pte);
	start_anew();
	WARN_ON(!pte_none(ptep_get(pte)));
	arch_leave_lazy_mmu_mode();
}

void outside_of_any_region(struct mm_struct *mm, pte_t *pte,
			   unsigned long addr)
{
	pte_clear(mm, addr, pte);
	WARN_ON(!pte_none(ptep_get(pte)));
	arch_enter_lazy_mmu_mode();
	if (pte_none(ptep_get(pte)))
		set_pte_at(mm, addr, pte, __pte(1));
	arch_leave_lazy_mmu_mode();
}

void the_value_is_read(struct mm_struct *mm, pte_t *pte, unsigned long addr,
		       pte_t new)
{
	pte_t old;

	arch_enter_lazy_mmu_mode();
	old = ptep_get(pte);
	set_pte_at(mm, addr, pte, new);
	if (pte_present(old) && !pte_present(new))
		pr_debug("gone\n");
	arch_leave_lazy_mmu_mode();
}

void from_one_table_to_another(struct mm_struct *mm, pte_t *src_pte,
			       pte_t *dst_pte, unsigned long addr,
			       unsigned long end)
{
	arch_enter_lazy_mmu_mode();
	do {
		pte_t old = ptep_get(src_pte);

		if (pte_none(old))
			continue;
		ptep_set_wrprotect(mm, addr, src_pte);
		set_pte_at(mm, addr, dst_pte, pte_wrprotect(old));
		if (pte_write(ptep_get(src_pte)))
			pr_err("still writable\n");
	} while (src_pte++, dst_pte++, addr += PAGE_SIZE, addr != end);
	arch_leave_lazy_mmu_mode();
}

void moved(struct mm_struct *mm, pte_t *old_pte, pte_t *new_pte,
	   unsigned long addr, unsigned long end)
{
	arch_enter_lazy_mmu_mode();
	for (; addr < end; addr += PAGE_SIZE, old_pte++, new_pte++) {
		pte_t pte;

		if (pte_none(ptep_get(old_pte)))
			continue;
		pte = ptep_get_and_clear(mm, addr, old_pte);
		set_pte_at(mm, addr, new_pte, pte);
	}
	arch_leave_lazy_mmu_mode();
}

void looked_up_again(struct mm_struct *mm, pmd_t *pmd, unsigned long addr,
		     unsigned long end)
{
	arch_enter_lazy_mmu_mode();
	for (; addr < end; addr += PAGE_SIZE) {
		pte_t *pte = pte_offset_kernel(pmd, addr);

		if (pte_none(ptep_get(pte)))
			set_pte_at(mm, addr, pte, __pte(1));
	}
	arch_leave_lazy_mmu_mode();
}

void never_both_ways(struct mm_struct *mm, pte_t *pte, unsigned long addr,
		     bool quick)
{
	arch_enter_lazy_mmu_mode();
	if (quick)
		pte_clear(mm, addr, pte);
	else
		ptep_get_and_clear(mm, addr, pte);
	if (!quick)
		WARN_ON(!pte_none(ptep_get(pte)));
	arch_leave_lazy_mmu_mode();
}

static int write_or_refuse(struct mm_struct *mm, unsigned long addr,
			   pte_t *ptep)
{
	if (pte_none(*ptep))
		return -ENOENT;
	set_pte_at(mm, addr, ptep, __pte(0));
	return 0;
}

int read_only_where_nothing_was_written(struct mm_struct *mm, pte_t *pte,
					unsigned long addr)
{
	int none = 0;

	arch_enter_lazy_mmu_mode();
	if (write_or_refuse(mm, addr, pte) < 0)
		none = pte_none(ptep_get(pte));
	arch_leave_lazy_mmu_mode();
	return none;
}

static int map_one(pte_t *pte, unsigned long addr, void *data)
{
	if (!pte_none(ptep_get(pte)))
		return -EBUSY;
	set_pte_at(&init_mm, addr, pte, __pte(1));
	return 0;
}

int called_back_for_each(pmd_t *pmd, unsigned long addr, unsigned long end,
			 pte_fn_t fn, void *data)
{
	pte_t *pte = pte_offset_kernel(pmd, addr);
	int err = 0;

	arch_enter_lazy_mmu_mode();
	do {
		if (!pte_none(ptep_get(pte)))
			err = fn(pte, addr, data);
		if (err)
			break;
	} while (pte++, addr += PAGE_SIZE, addr != end);
	arch_leave_lazy_mmu_mode();
	return err;
}

int map_all(pmd_t *pmd, unsigned long addr, unsigned long end)
{
	return called_back_for_each(pmd, addr, end, map_one, NULL);
}

void put_together_on_the_stack(struct mm_struct *mm, pmd_t *pmd,
			       pgtable_t pgtable, unsigned long addr)
{
	pmd_t _pmd;
	pte_t *pte;

	arch_enter_lazy_mmu_mode();
	pmd_populate(mm, &_pmd, pgtable);
	pte = pte_offset_map(&_pmd, addr);
	set_pte_at(mm, addr, pte, __pte(1));
	pte_unmap(pte);
	pmd_populate(mm, pmd, pgtable);
	arch_leave_lazy_mmu_mode();
}

void noted_for_later(struct mmu_gather *tlb, struct vm_area_struct *vma,
		     pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	pte_clear(vma->vm_mm, addr, pte);
	tlb_remove_tlb_entry(tlb, pte, addr);
	update_mmu_cache(vma, addr, pte);
	arch_leave_lazy_mmu_mode();
}
