// SPDX-License-Identifier: Apache-2.0
/* Regions one after another, or in one another only at first sight. */
#include <linux/mm.h>
#include <linux/lazy_range.h>

struct walk {
	struct mm_struct *mm;
	bool lazy;
};

void one_after_another(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(1));
	arch_leave_lazy_mmu_mode();
}

void one_or_the_other(struct walk *walk, pte_t *pte)
{
	if (walk->lazy)
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (!walk->lazy)
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(1));
	arch_leave_lazy_mmu_mode();
}

static void set_range(pte_t *pte, pte_t entry, int nr)
{
	arch_enter_lazy_mmu_mode();
	while (nr--)
		set_pte(pte++, entry);
	arch_leave_lazy_mmu_mode();
}

void helper_before_and_behind(pte_t *pte)
{
	set_range(pte, __pte(0), 4);
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(1));
	arch_leave_lazy_mmu_mode();
	set_range(pte, __pte(2), 4);
	header_set_range(pte, __pte(3), 4);
}

static void set_range_lazily(pte_t *pte, bool in_region)
{
	if (!in_region)
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (!in_region)
		arch_leave_lazy_mmu_mode();
}

void told_that_it_is_in_one(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_range_lazily(pte, true);
	arch_leave_lazy_mmu_mode();
	set_range_lazily(pte, false);
}

void left_around_the_helper(pte_t *pte, int nr)
{
	arch_enter_lazy_mmu_mode();
	while (nr--) {
		if (pte_none(ptep_get(pte))) {
			arch_leave_lazy_mmu_mode();
			set_range(pte, __pte(0), 1);
			arch_enter_lazy_mmu_mode();
		}
		set_pte(pte++, __pte(1));
	}
	arch_leave_lazy_mmu_mode();
}

void retry_behind_the_leave(pte_t *pte)
{
retry:
	arch_enter_lazy_mmu_mode();
	if (need_resched()) {
		arch_leave_lazy_mmu_mode();
		cond_resched();
		goto retry;
	}
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

static int entering_callback(pte_t *pte, unsigned long addr, void *data)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 0;
}

static int plain_callback(pte_t *pte, unsigned long addr, void *data)
{
	set_pte(pte, __pte(0));
	return 0;
}

static int visit_plainly(pte_t *pte, unsigned long addr, unsigned long end,
			 pte_fn_t fn)
{
	int err;

	do {
		err = fn(pte, addr, NULL);
	} while (!err && (pte++, addr += PAGE_SIZE, addr != end));
	return err;
}

static int visit_in_region(pte_t *pte, unsigned long addr, unsigned long end,
			   pte_fn_t fn)
{
	int err;

	arch_enter_lazy_mmu_mode();
	err = visit_plainly(pte, addr, end, fn);
	arch_leave_lazy_mmu_mode();
	return err;
}

int each_callback_where_it_may(pte_t *pte, unsigned long addr,
			       unsigned long end)
{
	int err = visit_plainly(pte, addr, end, entering_callback);

	if (!err)
		err = visit_in_region(pte, addr, end, plain_callback);
	return err;
}

static int try_begin(pte_t *pte)
{
	if (pte_none(ptep_get(pte)))
		return -ENOENT;
	arch_enter_lazy_mmu_mode();
	return 0;
}

void begins_itself_on_failure(pte_t *pte)
{
	if (try_begin(pte))
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void exclusive_configurations(pte_t *pte)
{
#ifdef CONFIG_HIGHPTE
	arch_enter_lazy_mmu_mode();
#endif
#ifndef CONFIG_HIGHPTE
	arch_enter_lazy_mmu_mode();
#endif
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void exclusive_with_is_enabled(pte_t *pte)
{
	if (IS_ENABLED(CONFIG_HIGHPTE))
		arch_enter_lazy_mmu_mode();
	else
		set_range(pte, __pte(0), 1);
	set_pte(pte, __pte(1));
	if (IS_ENABLED(CONFIG_HIGHPTE))
		arch_leave_lazy_mmu_mode();
}

#ifdef CONFIG_KMSAN
static void record(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}
#else
static inline void record(pte_t *pte)
{
}
#endif

void two_versions_of_a_helper(pte_t *pte)
{
#ifndef CONFIG_KMSAN
	arch_enter_lazy_mmu_mode();
	record(pte);
	arch_leave_lazy_mmu_mode();
#else
	record(pte);
#endif
}

#define WITH_MODE(code)				\
	({					\
		arch_enter_lazy_mmu_mode();	\
		code;				\
		arch_leave_lazy_mmu_mode();	\
	})

void macros_in_a_row(pte_t *pte)
{
	WITH_MODE(set_pte(pte, __pte(0)));
	WITH_MODE(set_pte(pte, __pte(1)));
}

void switch_with_breaks(pte_t *pte, int kind)
{
	switch (kind) {
	case 0:
		arch_enter_lazy_mmu_mode();
		set_pte(pte, __pte(0));
		arch_leave_lazy_mmu_mode();
		break;
	case 1:
		arch_enter_lazy_mmu_mode();
		set_pte(pte, __pte(1));
		arch_leave_lazy_mmu_mode();
	}
}

/* The name of a hook in a comment, arch_enter_lazy_mmu_mode(), or a string. */
void only_named(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	pr_debug("arch_enter_lazy_mmu_mode(); set_pte()\n");
	BUILD_BUG_ON(sizeof(arch_enter_lazy_mmu_mode) == 0);
	arch_leave_lazy_mmu_mode();
}
