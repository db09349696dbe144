// SPDX-License-Identifier: Apache-2.0
/* Ways out of a region that do not leave the mode. */
#include <linux/mm.h>
#include <linux/lazy_helpers.h>

struct scan {
	struct mm_struct *mm;
	bool huge;
	int (*visit)(pte_t *pte);
};

int early_return(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	if (pte_none(ptep_get(pte)))
		/* expect: missing-leave */
		return -ENOENT;
	set_pte_at(mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 0;
}

void never_left(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	/* expect: missing-leave */
}

int goto_past_the_leave(struct mm_struct *mm, pte_t *pte, unsigned long addr,
			unsigned long end)
{
	int err = 0;

	arch_enter_lazy_mmu_mode();
	for (; addr < end; pte++, addr += PAGE_SIZE) {
		if (!pte_present(ptep_get(pte))) {
			err = -EFAULT;
			goto out;
		}
		set_pte_at(mm, addr, pte, __pte(0));
	}
	arch_leave_lazy_mmu_mode();
out:
	/* expect: missing-leave */
	return err;
}

int error_from_callback(struct mm_struct *mm, pmd_t *pmd, unsigned long addr,
			unsigned long end, pte_fn_t fn, void *data)
{
	pte_t *pte = pte_offset_kernel(pmd, addr);
	int err;

	arch_enter_lazy_mmu_mode();
	do {
		err = fn(pte, addr, data);
		if (err)
			/* expect: missing-leave */
			return err;
	} while (pte++, addr += PAGE_SIZE, addr != end);
	arch_leave_lazy_mmu_mode();
	return 0;
}

int break_skips_the_leave(pte_t *pte, int nr)
{
	int i;

	for (i = 0; i < nr; i++) {
		arch_enter_lazy_mmu_mode();
		set_pte(pte + i, __pte(0));
		if (need_resched())
			break;
		arch_leave_lazy_mmu_mode();
	}
	/* expect: missing-leave */
	return i;
}

void continue_skips_the_leave(pte_t *pte, unsigned long addr,
			      unsigned long end)
{
	for (; addr != end; addr += PAGE_SIZE, pte++) {
		if (addr + PAGE_SIZE != end)
			continue;
		/* the last round only, so that nothing nests */
		arch_enter_lazy_mmu_mode();
		if (pte_none(ptep_get(pte)))
			continue;
		set_pte(pte, __pte(0));
		arch_leave_lazy_mmu_mode();
	}
	/* expect: missing-leave */
}

int switch_with_a_leaking_case(pte_t *pte, int kind)
{
	arch_enter_lazy_mmu_mode();
	switch (kind) {
	case 0:
		set_pte(pte, __pte(0));
		break;
	case 1:
		set_pte(pte, __pte(1));
		fallthrough;
	case 2:
		/* expect: missing-leave */
		return -EINVAL;
	default:
		break;
	}
	arch_leave_lazy_mmu_mode();
	return 0;
}

int two_leaks(pte_t *pte, int a, int b)
{
	arch_enter_lazy_mmu_mode();
	if (a < 0)
		/* chain: missing-leave */
		return a;
	if (b < 0)
		/* chain: missing-leave */
		return b;
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 0;
}

void leave_only_if_user(struct mm_struct *mm, pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (mm != &init_mm)
		arch_leave_lazy_mmu_mode();
	/* expect: missing-leave */
}

void two_different_conditions(struct mm_struct *mm, pte_t *pte, bool lazy,
			      bool wide)
{
	if (lazy)
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (wide)
		arch_leave_lazy_mmu_mode();
	/* expect: missing-leave */
}

void condition_changed_in_between(pte_t *pte, int budget)
{
	if (budget > 0)
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	budget--;
	if (budget > 0)
		arch_leave_lazy_mmu_mode();
	/* expect: missing-leave */
}

static void my_begin(void)
{
	arch_enter_lazy_mmu_mode();
}

static void my_end(void)
{
	arch_leave_lazy_mmu_mode();
}

int through_static_helpers(pte_t *pte)
{
	my_begin();
	if (pte_none(ptep_get(pte)))
		/* expect: missing-leave */
		return -ENOENT;
	set_pte(pte, __pte(0));
	my_end();
	return 0;
}

int through_header_helpers(pte_t *pte)
{
	header_begin();
	if (pte_none(ptep_get(pte)))
		/* expect: missing-leave */
		return -ENOENT;
	set_pte(pte, __pte(0));
	header_end();
	return 0;
}

#define BEGIN_UPDATE()	arch_enter_lazy_mmu_mode()
#define END_UPDATE()	arch_leave_lazy_mmu_mode()

int through_macros(pte_t *pte)
{
	BEGIN_UPDATE();
	if (pte_none(ptep_get(pte)))
		/* expect: missing-leave */
		return -ENOENT;
	set_pte(pte, __pte(0));
	END_UPDATE();
	return 0;
}

#define RETURN_IF_BUSY(x)		\
	do {				\
		if (need_resched())	\
			return x;	\
	} while (0)

int macro_with_a_hidden_return(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* expect: missing-leave */
	RETURN_IF_BUSY(-EAGAIN);
	arch_leave_lazy_mmu_mode();
	return 0;
}

void split_and_not_back(struct mm_struct *mm, pmd_t *pmd, unsigned long addr,
			unsigned long end, struct folio *folio)
{
	pte_t *start_pte, *pte;
	spinlock_t *ptl;

	start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!start_pte)
		return;
	arch_enter_lazy_mmu_mode();
	for (; addr < end; pte++, addr += PAGE_SIZE) {
		if (!folio_trylock(folio))
			continue;
		arch_leave_lazy_mmu_mode();
		pte_unmap_unlock(start_pte, ptl);
		split_folio(folio);
		folio_unlock(folio);
		start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
		if (!start_pte)
			break;
		arch_enter_lazy_mmu_mode();
	}
	if (start_pte)
		pte_unmap_unlock(start_pte, ptl);
	/* expect: missing-leave */
}

int retry_leaks_on_giving_up(struct mm_struct *mm, pmd_t *pmd,
			     unsigned long addr)
{
	int tries = 0;
	pte_t *pte;

again:
	pte = pte_offset_kernel(pmd, addr);
	arch_enter_lazy_mmu_mode();
	if (need_resched()) {
		if (++tries > 3)
			/* expect: missing-leave */
			return -EBUSY;
		arch_leave_lazy_mmu_mode();
		cond_resched();
		goto again;
	}
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 0;
}

int only_with_huge_pages(pte_t *pte, struct scan *scan)
{
	arch_enter_lazy_mmu_mode();
#ifdef CONFIG_TRANSPARENT_HUGEPAGE
	if (scan->huge)
		/* expect: missing-leave */
		return 1;
#endif
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 0;
}

void leave_compiled_out(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
#ifdef CONFIG_SMP
	arch_leave_lazy_mmu_mode();
#endif
	/* expect: missing-leave */
}

void is_enabled_on_one_side(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (IS_ENABLED(CONFIG_HIGHPTE))
		arch_leave_lazy_mmu_mode();
	/* expect: missing-leave */
}

int in_a_statement_expression(pte_t *pte)
{
	int old;

	arch_enter_lazy_mmu_mode();
	old = ({
		if (pte_none(ptep_get(pte)))
			/* expect: missing-leave */
			return -ENOENT;
		1;
	});
	set_pte(pte, __pte(old));
	arch_leave_lazy_mmu_mode();
	return 0;
}

int guard_does_not_leave(struct scan *scan, pte_t *pte, spinlock_t *ptl)
{
	guard(spinlock)(ptl);

	arch_enter_lazy_mmu_mode();
	if (scan->huge)
		/* expect: missing-leave */
		return 1;
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 0;
}

int do_while_with_goto(pte_t *pte, int nr)
{
	int err;

	arch_enter_lazy_mmu_mode();
	do {
		err = set_one_slot(pte);
		if (err == -EAGAIN)
			continue;
		if (err)
			goto fail;
		pte++;
	} while (--nr);
	arch_leave_lazy_mmu_mode();
	return 0;
fail:
	report_slot(pte);
	/* expect: missing-leave */
	return err;
}

int null_means_not_mapped(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte;

	arch_enter_lazy_mmu_mode();
	pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		/* expect: missing-leave */
		return -EAGAIN;
	set_pte_at(mm, addr, pte, __pte(0));
	pte_unmap_unlock(pte, ptl);
	arch_leave_lazy_mmu_mode();
	return 0;
}

static int begin_unless_busy(pte_t *pte)
{
	if (need_resched())
		return -EAGAIN;
	arch_enter_lazy_mmu_mode();
	if (pte_none(ptep_get(pte)))
		/* allow: missing-leave (callers cannot tell it from the return above) */
		return -EAGAIN;
	return 0;
}

int error_code_hides_the_state(pte_t *pte)
{
	if (begin_unless_busy(pte))
		/* chain: missing-leave */
		return 0;
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 1;
}

int conditional_operator(pte_t *pte, bool keep)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	keep ? (void)0 : my_end();
	/* expect: missing-leave */
	return 0;
}

int short_circuit(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	if (pte_none(ptep_get(pte)) || need_resched())
		/* expect: missing-leave */
		return 1;
	arch_leave_lazy_mmu_mode();
	return 0;
}

int out_of_two_loops(pte_t *pte, int rows, int columns)
{
	int i, j;

	arch_enter_lazy_mmu_mode();
	for (i = 0; i < rows; i++) {
		for (j = 0; j < columns; j++) {
			if (pte_present(ptep_get(pte)))
				goto found;
			pte++;
		}
	}
	arch_leave_lazy_mmu_mode();
	return 0;
found:
	/* expect: missing-leave */
	return 1;
}

int asm_goto_leaks(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	asm goto("1: nop\n\t_ASM_EXTABLE(1b, %l[fault])" : : "r" (pte) : : fault);
	arch_leave_lazy_mmu_mode();
	return 0;
fault:
	/* expect: missing-leave */
	return -EFAULT;
}

static int clear_one(pte_t *pte, unsigned long addr, void *data)
{
	arch_enter_lazy_mmu_mode();
	if (!data)
		/* expect: missing-leave */
		return -EINVAL;
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 0;
}

int visit_all(struct scan *scan)
{
	return for_each_slot(scan, clear_one);
}

struct request {
	struct mm_struct *mm;
	int err;
	bool done;
};

static void serve(struct request *request, pte_t *pte)
{
	if (!pte_present(ptep_get(pte)))
		request->err = -EAGAIN;
	request->done = true;
}

int asks_again_after_a_call(struct request *request, pte_t *pte)
{
	if (request->err)
		return request->err;
	arch_enter_lazy_mmu_mode();
	serve(request, pte);
	if (request->err)
		/* expect: missing-leave */
		return request->err;
	arch_leave_lazy_mmu_mode();
	return 0;
}

int asks_a_local_after_a_call(struct mm_struct *mm, pte_t *pte)
{
	struct request request = { .mm = mm, .err = 0 };

	arch_enter_lazy_mmu_mode();
	serve(&request, pte);
	if (request.err)
		/* expect: missing-leave */
		return request.err;
	arch_leave_lazy_mmu_mode();
	return 0;
}

int the_page_is_pinned_meanwhile(struct folio *folio, pte_t *pte)
{
	if (folio_maybe_dma_pinned(folio))
		return -EBUSY;
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (folio_maybe_dma_pinned(folio))
		/* expect: missing-leave */
		return -EAGAIN;
	arch_leave_lazy_mmu_mode();
	return 0;
}

int the_entry_is_another_now(pte_t *pte, pte_t new)
{
	if (!pte_none(*pte))
		return -EBUSY;
	arch_enter_lazy_mmu_mode();
	set_pte(pte, new);
	arch_flush_lazy_mmu_mode();
	if (!pte_none(*pte))
		/* expect: missing-leave */
		return -EAGAIN;
	arch_leave_lazy_mmu_mode();
	return 0;
}

static bool tries_the_lock_inside(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_nolock(mm, pmd, addr, &ptl);

	if (!pte)
		return false;
	arch_enter_lazy_mmu_mode();
	if (!spin_trylock(ptl)) {
		pte_unmap(pte);
		/* expect: missing-leave */
		return false;
	}
	set_pte_at(mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
	return true;
}

unsigned long tries_one_after_the_other(struct mm_struct *mm, pmd_t *pmd, unsigned long addr, unsigned long end)
{
	unsigned long missed = 0;

	for (; addr < end; addr += PMD_SIZE, pmd++) {
		if (!tries_the_lock_inside(mm, pmd, addr))
			missed++;
	}
	return missed;
}
