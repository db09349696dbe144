// SPDX-License-Identifier: Apache-2.0
/* Regions that are left on every path, some in ways that are hard to see. */
#include <linux/mm.h>
#include <linux/lazy_helpers.h>

struct walk {
	struct mm_struct *mm;
	struct mutex lock;
	unsigned int flags;
	bool lazy;
};

void plain(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	set_pte_at(mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

int leave_before_each_return(struct mm_struct *mm, pte_t *pte,
			     unsigned long addr)
{
	arch_enter_lazy_mmu_mode();
	if (pte_none(ptep_get(pte))) {
		arch_leave_lazy_mmu_mode();
		return -ENOENT;
	}
	set_pte_at(mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 0;
}

int goto_the_leave(struct mm_struct *mm, pte_t *pte, unsigned long addr,
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
out:
	arch_leave_lazy_mmu_mode();
	return err;
}

int kernel_or_user(struct mm_struct *mm, pmd_t *pmd, unsigned long addr,
		   unsigned long end, pte_fn_t fn, void *data)
{
	pte_t *pte, *mapped;
	spinlock_t *ptl;
	int err = 0;

	mapped = pte = (mm == &init_mm) ? pte_offset_kernel(pmd, addr) :
			pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!pte)
		return -ENOMEM;
	arch_enter_lazy_mmu_mode();
	do {
		err = fn(pte, addr, data);
		if (err)
			break;
	} while (pte++, addr += PAGE_SIZE, addr != end);
	arch_leave_lazy_mmu_mode();
	if (mm != &init_mm)
		pte_unmap_unlock(mapped, ptl);
	return err;
}

void same_condition_twice(struct mm_struct *mm, pte_t *pte)
{
	if (mm != &init_mm)
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (mm != &init_mm)
		arch_leave_lazy_mmu_mode();
}

void negated_condition(struct mm_struct *mm, pte_t *pte)
{
	bool user = mm != &init_mm;

	if (user)
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (!user)
		return;
	arch_leave_lazy_mmu_mode();
}

void flag_in_a_structure(struct walk *walk, pte_t *pte)
{
	if (walk->lazy)
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (walk->lazy)
		arch_leave_lazy_mmu_mode();
}

void flag_bits(pte_t *pte, unsigned int flags)
{
	if (flags & 0x4)
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (flags & 0x4)
		arch_leave_lazy_mmu_mode();
}

void remembered_in_a_local(pte_t *pte)
{
	bool entered = false;

	if (need_resched()) {
		arch_enter_lazy_mmu_mode();
		entered = true;
	}
	set_pte(pte, __pte(0));
	if (entered)
		arch_leave_lazy_mmu_mode();
}

void split_and_back(struct mm_struct *mm, pmd_t *pmd, unsigned long addr,
		    unsigned long end, struct folio *folio)
{
	pte_t *start_pte, *pte;
	spinlock_t *ptl;
	int batch = 0;

restart:
	start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
	if (!start_pte)
		goto out;
	arch_enter_lazy_mmu_mode();
	for (; addr < end; pte++, addr += PAGE_SIZE) {
		if (++batch == 32) {
			batch = 0;
			if (need_resched()) {
				arch_leave_lazy_mmu_mode();
				pte_unmap_unlock(start_pte, ptl);
				cond_resched();
				goto restart;
			}
		}
		if (pte_none(ptep_get(pte)))
			continue;
		if (!folio_trylock(folio))
			continue;
		folio_get(folio);
		arch_leave_lazy_mmu_mode();
		pte_unmap_unlock(start_pte, ptl);
		start_pte = NULL;
		split_folio(folio);
		folio_unlock(folio);
		folio_put(folio);
		start_pte = pte = pte_offset_map_lock(mm, pmd, addr, &ptl);
		if (!start_pte)
			break;
		arch_enter_lazy_mmu_mode();
	}
out:
	if (start_pte) {
		arch_leave_lazy_mmu_mode();
		pte_unmap_unlock(start_pte, ptl);
	}
	cond_resched();
}

static void my_begin(struct walk *walk)
{
	walk->flags |= 1;
	arch_enter_lazy_mmu_mode();
}

static void my_end(struct walk *walk)
{
	arch_leave_lazy_mmu_mode();
	walk->flags &= ~1;
}

int through_static_helpers(struct walk *walk, pte_t *pte)
{
	my_begin(walk);
	if (pte_none(ptep_get(pte))) {
		my_end(walk);
		return -ENOENT;
	}
	set_pte(pte, __pte(0));
	my_end(walk);
	return 0;
}

void through_header_helpers(pte_t *pte)
{
	header_begin();
	set_pte(pte, __pte(0));
	header_end();
}

#define LAZILY(code)				\
	do {					\
		arch_enter_lazy_mmu_mode();	\
		code;				\
		arch_leave_lazy_mmu_mode();	\
	} while (0)

void through_a_macro(pte_t *pte)
{
	LAZILY(set_pte(pte, __pte(0)));
}

static int try_begin(pte_t *pte)
{
	if (pte_none(ptep_get(pte)))
		return -ENOENT;
	arch_enter_lazy_mmu_mode();
	return 0;
}

int callee_tells_by_its_result(pte_t *pte)
{
	int err = try_begin(pte);

	if (err)
		return err;
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 0;
}

static bool try_begin_bool(pte_t *pte)
{
	if (pte_none(ptep_get(pte)))
		return false;
	arch_enter_lazy_mmu_mode();
	return true;
}

void callee_tells_by_a_bool(pte_t *pte)
{
	if (!try_begin_bool(pte))
		return;
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

static pte_t *map_and_begin(struct mm_struct *mm, pmd_t *pmd,
			    unsigned long addr, spinlock_t **ptlp)
{
	pte_t *pte = pte_offset_map_lock(mm, pmd, addr, ptlp);

	if (pte)
		arch_enter_lazy_mmu_mode();
	return pte;
}

int callee_tells_by_a_pointer(struct mm_struct *mm, pmd_t *pmd,
			      unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = map_and_begin(mm, pmd, addr, &ptl);

	if (!pte)
		return -EAGAIN;
	set_pte_at(mm, addr, pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	pte_unmap_unlock(pte, ptl);
	return 0;
}

bool trylock_result(struct mm_struct *mm, pmd_t *pmd, unsigned long addr)
{
	spinlock_t *ptl;
	pte_t *pte = pte_offset_map_nolock(mm, pmd, addr, &ptl);
	int locked;

	if (!pte)
		return false;
	locked = spin_trylock(ptl);
	if (locked)
		arch_enter_lazy_mmu_mode();
	count_attempt(pte, locked);
	if (locked) {
		arch_leave_lazy_mmu_mode();
		spin_unlock(ptl);
	}
	pte_unmap(pte);
	return locked;
}

void both_sides_of_an_ifdef(pte_t *pte)
{
#ifdef CONFIG_HIGHPTE
	arch_enter_lazy_mmu_mode();
#else
	prepare_slot(pte);
#endif
	set_pte(pte, __pte(0));
#ifdef CONFIG_HIGHPTE
	arch_leave_lazy_mmu_mode();
#else
	finish_slot(pte);
#endif
}

void leave_on_either_side(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
#ifdef CONFIG_SMP
	set_pte(pte, __pte(1));
	arch_leave_lazy_mmu_mode();
	kick_other_cpus();
#else
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
#endif
}

void is_enabled_twice(pte_t *pte)
{
	if (IS_ENABLED(CONFIG_HIGHPTE))
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (IS_ENABLED(CONFIG_HIGHPTE))
		arch_leave_lazy_mmu_mode();
}

void ifdef_and_is_enabled(pte_t *pte)
{
#ifdef CONFIG_HIGHPTE
	arch_enter_lazy_mmu_mode();
#endif
	set_pte(pte, __pte(0));
	if (IS_ENABLED(CONFIG_HIGHPTE))
		arch_leave_lazy_mmu_mode();
}

int switch_leaves_everywhere(pte_t *pte, int kind)
{
	int err = 0;

	arch_enter_lazy_mmu_mode();
	switch (kind) {
	case 0:
		set_pte(pte, __pte(0));
		break;
	case 1:
		set_pte(pte, __pte(1));
		fallthrough;
	case 2:
		arch_leave_lazy_mmu_mode();
		return 1;
	default:
		err = -EINVAL;
	}
	arch_leave_lazy_mmu_mode();
	return err;
}

int in_a_statement_expression(pte_t *pte)
{
	return ({
		int old;

		arch_enter_lazy_mmu_mode();
		old = pte_present(ptep_get(pte));
		set_pte(pte, __pte(0));
		arch_leave_lazy_mmu_mode();
		old;
	});
}

int inside_guards(struct walk *walk, pte_t *pte)
{
	guard(rcu)();

	scoped_guard(mutex, &walk->lock) {
		if (walk->lazy)
			return -EBUSY;
	}
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 0;
}

void dies_inside(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	if (pte_none(ptep_get(pte)))
		BUG();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void panics_inside(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	if (pte_none(ptep_get(pte))) {
		panic("no entry");
		return;
	}
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void endless_loop_with_exit(pte_t *pte, unsigned long nr)
{
	arch_enter_lazy_mmu_mode();
	for (;;) {
		set_pte(pte, __pte(0));
		if (--nr == 0)
			break;
		pte++;
	}
	arch_leave_lazy_mmu_mode();
}

void do_while_zero(pte_t *pte)
{
	do {
		arch_enter_lazy_mmu_mode();
		if (pte_none(ptep_get(pte)))
			break;
		set_pte(pte, __pte(0));
	} while (0);
	arch_leave_lazy_mmu_mode();
}

int result_of_the_loop(pte_t *pte, int nr)
{
	int err = 0;

	while (nr--) {
		arch_enter_lazy_mmu_mode();
		err = set_one_slot(pte++);
		if (err)
			break;
		arch_leave_lazy_mmu_mode();
	}
	if (err)
		arch_leave_lazy_mmu_mode();
	return err;
}

static int set_one_callback(pte_t *pte, unsigned long addr, void *data)
{
	if (!data)
		return -EINVAL;
	set_pte(pte, __pte(0));
	return 0;
}

int callback_may_fail(struct mm_struct *mm, unsigned long addr, void *data)
{
	return apply_to_page_range(mm, addr, PAGE_SIZE, set_one_callback, data);
}

struct batch {
	struct mm_struct *mm;
	bool active;
	unsigned long nr;
};

static void batch_begin(struct batch *batch)
{
	arch_enter_lazy_mmu_mode();
	batch->active = true;
}

static void batch_end(struct batch *batch)
{
	if (batch->active) {
		arch_leave_lazy_mmu_mode();
		batch->active = false;
	}
}

/* A callee remembers in a structure that it has entered. */
void remembered_in_a_structure(struct mm_struct *mm, pte_t *pte, unsigned long nr)
{
	struct batch batch = { .mm = mm, .active = false };

	for (; nr; nr--, pte++) {
		if (!batch.active)
			batch_begin(&batch);
		set_pte(pte, __pte(0));
		if (nr % 16 == 0)
			batch_end(&batch);
	}
	batch_end(&batch);
}

static int begin_and_say_so(struct mm_struct *mm, bool *entered)
{
	*entered = false;
	if (!mm)
		return -EINVAL;
	arch_enter_lazy_mmu_mode();
	*entered = true;
	return 0;
}

/* A callee says by an argument whether it has entered. */
void said_by_an_argument(struct mm_struct *mm, pte_t *pte)
{
	bool entered;

	if (begin_and_say_so(mm, &entered))
		goto out;
	set_pte(pte, __pte(0));
out:
	if (entered)
		arch_leave_lazy_mmu_mode();
}

static void count_one(struct batch *batch)
{
	batch->nr++;
}

/* What is called stores in the structure, but not in what is asked again. */
void asks_again_what_nobody_changes(struct batch *batch, pte_t *pte)
{
	if (batch->active)
		arch_enter_lazy_mmu_mode();
	count_one(batch);
	set_pte(pte, __pte(0));
	if (batch->active)
		arch_leave_lazy_mmu_mode();
}
