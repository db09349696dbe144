// SPDX-License-Identifier: Apache-2.0
/* Entries that are read in the region in which they were written. */
#include <linux/mm.h>

struct walk {
	struct mm_struct *mm;
	struct vm_area_struct *vma;
	pte_t *pte;
	unsigned long addr;
	unsigned long seen;
};

bool read_through_the_pointer(struct mm_struct *mm, pte_t *pte,
			      unsigned long addr)
{
	bool none;

	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	/* expect: stale-read */
	none = pte_none(*pte);
	arch_leave_lazy_mmu_mode();
	return none;
}

pte_t read_by_ptep_get(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	pte_t now;

	arch_enter_lazy_mmu_mode();
	pte_clear(mm, addr, pte);
	/* expect: stale-read */
	now = ptep_get(pte);
	arch_leave_lazy_mmu_mode();
	return now;
}

pte_t read_once(pte_t *pte, pte_t new)
{
	pte_t now;

	arch_enter_lazy_mmu_mode();
	set_pte(pte, new);
	/* expect: stale-read */
	now = READ_ONCE(*pte);
	arch_leave_lazy_mmu_mode();
	return now;
}

unsigned long read_as_a_member(pte_t *ptep, pte_t new)
{
	unsigned long bits;

	arch_enter_lazy_mmu_mode();
	set_pte(ptep, new);
	/* expect: stale-read */
	bits = ptep->pte;
	arch_leave_lazy_mmu_mode();
	return bits;
}

void read_in_a_warning(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	pte_clear(mm, addr, pte);
	/* expect: stale-read */
	WARN_ON_ONCE(!pte_none(ptep_get(pte)));
	arch_leave_lazy_mmu_mode();
}

void read_in_an_assertion(struct mm_struct *mm, pte_t *pte, unsigned long addr,
			  pte_t new)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, new);
	/* expect: stale-read */
	VM_BUG_ON(!pte_present(*pte));
	arch_leave_lazy_mmu_mode();
}

void read_in_a_message(struct mm_struct *mm, pte_t *pte, unsigned long addr,
		       pte_t new)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, new);
	/* expect: stale-read */
	pr_debug("now %lx\n", pte_val(ptep_get(pte)));
	arch_leave_lazy_mmu_mode();
}

bool read_through_another_name(struct mm_struct *mm, pmd_t *pmd,
			       unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *start_pte, *pte;
	bool none;

	start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return false;
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	pte++;
	/* expect: stale-read */
	none = pte_none(ptep_get(start_pte));
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(start_pte, ptl);
	return none;
}

static inline bool entry_is_none(pte_t *entry)
{
	return pte_none(*entry);
}

void read_by_a_helper(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	pte_clear(mm, addr, pte);
	/* expect: stale-read */
	if (!entry_is_none(pte))
		pr_err("still there\n");
	arch_leave_lazy_mmu_mode();
}

static void wipe(struct walk *walk)
{
	pte_clear(walk->mm, walk->addr, walk->pte);
}

void written_by_a_helper(struct walk *walk)
{
	arch_enter_lazy_mmu_mode();
	wipe(walk);
	/* expect: stale-read */
	if (!pte_none(ptep_get(walk->pte)))
		walk->seen++;
	arch_leave_lazy_mmu_mode();
}

static bool check(struct walk *walk)
{
	return pte_present(*walk->pte);
}

void written_and_read_by_helpers(struct walk *walk)
{
	arch_enter_lazy_mmu_mode();
	wipe(walk);
	/* expect: stale-read */
	if (check(walk))
		walk->seen++;
	arch_leave_lazy_mmu_mode();
}

static void rewrite(struct mm_struct *mm, unsigned long addr, pte_t *ptep)
{
	set_pte_at(mm, addr, ptep, __pte(0));
	/* expect: stale-read */
	WARN_ON(pte_present(ptep_get(ptep)));
}

void both_in_one_helper(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	/* chain: stale-read */
	rewrite(mm, addr, pte);
	arch_leave_lazy_mmu_mode();
}

void both_in_one_helper_again(struct mm_struct *mm, pte_t *pte,
			      unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	/* chain: stale-read */
	rewrite(mm, addr, pte);
	arch_leave_lazy_mmu_mode();
}

static int set_and_look(pte_t *ptep, unsigned long addr, void *data)
{
	set_pte_at(&init_mm, addr, ptep, __pte(1));
	/* expect: stale-read */
	return pte_none(ptep_get(ptep)) ? -EIO : 0;
}

static int apply_here(struct mm_struct *mm, pmd_t *pmd, unsigned long addr,
		      pte_fn_t fn, void *data)
{
	pte_t *pte = pte_offset_kernel(pmd, addr);
	int err;

	arch_enter_lazy_mmu_mode();
	err = fn(pte, addr, data);
	arch_leave_lazy_mmu_mode();
	return err;
}

int called_back(pmd_t *pmd, unsigned long addr)
{
	return apply_here(&init_mm, pmd, addr, set_and_look, NULL);
}

#define SET_AND_TEST(mm, addr, ptep, pte)			\
	do {							\
		set_pte_at(mm, addr, ptep, pte);		\
		WARN_ON(!pte_present(ptep_get(ptep)));		\
	} while (0)

void both_in_a_macro(struct mm_struct *mm, pte_t *pte, unsigned long addr,
		     pte_t new)
{
	arch_enter_lazy_mmu_mode();
	/* expect: stale-read */
	SET_AND_TEST(mm, addr, pte, new);
	arch_leave_lazy_mmu_mode();
}

#define present_now(ptep)	pte_present(*(ptep))

void read_by_a_macro(struct mm_struct *mm, pte_t *pte, unsigned long addr,
		     pte_t new)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, new);
	/* expect: stale-read */
	if (!present_now(pte))
		pr_err("lost\n");
	arch_leave_lazy_mmu_mode();
}

int read_after_a_jump(struct mm_struct *mm, pte_t *pte, unsigned long addr,
		      bool again)
{
	int none = 0;

	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	if (again)
		goto look;
	arch_leave_lazy_mmu_mode();
	return 0;
look:
	/* expect: stale-read */
	none = pte_none(*pte);
	arch_leave_lazy_mmu_mode();
	return none;
}

void read_in_some_configurations(struct mm_struct *mm, pte_t *pte,
				 unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
#ifdef CONFIG_DEBUG_VM
	/* expect: stale-read */
	if (!pte_none(ptep_get(pte)))
		dump_stack();
#endif
	arch_leave_lazy_mmu_mode();
}

void read_if_enabled(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	/* expect: stale-read */
	if (IS_ENABLED(CONFIG_DEBUG_VM) && !pte_none(ptep_get(pte)))
		dump_stack();
	arch_leave_lazy_mmu_mode();
}

void changed_in_memory_after_it_was_put_off(struct mm_struct *mm, pte_t *pte,
					    unsigned long addr, pte_t new)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, new);
	/* expect: stale-read */
	ptep_set_wrprotect(mm, addr, pte);
	arch_leave_lazy_mmu_mode();
}

void taken_out_after_it_was_put_off(struct mm_struct *mm, pte_t *pte,
				    unsigned long addr, pte_t new)
{
	pte_t old;

	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, new);
	/* expect: stale-read */
	old = ptep_get_and_clear(mm, addr, pte);
	if (pte_dirty(old))
		set_pte_at(mm, addr, pte, old);
	arch_leave_lazy_mmu_mode();
}

void read_at_the_end_of_a_loop(struct vm_area_struct *vma, pmd_t *pmd,
			       unsigned long addr, unsigned long end)
{
	struct mm_struct *mm = vma->vm_mm;
	spinlock_t *ptl;
	pte_t *start, *pte;
	pte_t old, new;

	start = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return;
	arch_enter_lazy_mmu_mode();
	do {
		if (pte_none(ptep_get(pte)))
			continue;
		old = ptep_modify_prot_start(vma, addr, pte);
		new = pte_wrprotect(old);
		ptep_modify_prot_commit(vma, addr, pte, old, new);
		/* expect: stale-read */
		if (!pte_same(ptep_get(pte), new))
			pr_err("changed behind our back\n");
	} while (pte++, addr += PAGE_SIZE, addr != end);
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(start, ptl);
}

void read_of_a_range(struct mm_struct *mm, pte_t *pte, unsigned long addr,
		     pte_t new, unsigned int nr)
{
	unsigned int i;

	arch_enter_lazy_mmu_mode();
	set_ptes(mm, addr, pte, new, nr);
	for (i = 0; i < nr; i++)
		/* expect: stale-read */
		WARN_ON(!pte_present(pte[i]));
	arch_leave_lazy_mmu_mode();
}

void read_by_index(struct mm_struct *mm, pte_t *ptes, unsigned long addr,
		   int i)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, ptes + i, __pte(0));
	/* expect: stale-read */
	WARN_ON(!pte_none(ptep_get(&ptes[i])));
	arch_leave_lazy_mmu_mode();
}

pte_t *entry_above_written(pmd_t *pmd, pmd_t new, unsigned long addr)
{
	pte_t *pte;

	arch_enter_lazy_mmu_mode();
	set_pmd(pmd, new);
	/* expect: stale-read */
	pte = pte_offset_kernel(pmd, addr);
	arch_leave_lazy_mmu_mode();
	return pte;
}

void one_of_two_ways_writes(struct mm_struct *mm, pte_t *pte,
			    unsigned long addr, bool soft)
{
	arch_enter_lazy_mmu_mode();
	if (soft)
		pte_clear(mm, addr, pte);
	else
		ptep_get_and_clear(mm, addr, pte);
	/* expect: stale-read */
	WARN_ON(!pte_none(ptep_get(pte)));
	arch_leave_lazy_mmu_mode();
}
