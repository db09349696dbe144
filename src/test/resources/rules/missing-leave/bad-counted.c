// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* Sections that are not ended. */
#include <linux/mm.h>

int early_return(struct mm_struct *mm, pte_t *pte, unsigned long addr)
{
	lazy_mmu_mode_enable();
	if (pte_none(ptep_get(pte)))
		/* expect: missing-leave */
		return -ENOENT;
	set_pte_at(mm, addr, pte, __pte(0));
	lazy_mmu_mode_disable();
	return 0;
}

int inner_section_not_ended(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	/* expect: missing-leave */
	return 0;
}

int pause_without_resume(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_pause();
	if (check_slot(pte))
		/* expect: missing-leave */
		return -EIO;
	lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
	return 0;
}

void pause_never_resumed(pte_t *pte)
{
	lazy_mmu_mode_pause();
	set_pte(pte, __pte(0));
	/* expect: missing-leave */
}

/* A disable in a pause does nothing. */
int disabled_in_the_pause(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_pause();
	use_mapping(pte);
	lazy_mmu_mode_disable();
	lazy_mmu_mode_resume();
	/* expect: missing-leave */
	return 0;
}

int error_path_ends_in_the_pause(pte_t *pte)
{
	int err;

	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_pause();
	err = check_slot(pte);
	if (err)
		goto out;
	lazy_mmu_mode_resume();
out:
	lazy_mmu_mode_disable();
	/* expect: missing-leave */
	return err;
}

int one_pause_too_many(pte_t *pte, int nr)
{
	lazy_mmu_mode_pause();
	if (nr > 1)
		lazy_mmu_mode_pause();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_resume();
	/* expect: missing-leave */
	return 0;
}

void enabled_in_every_round(pte_t *pte, int nr)
{
	int i;

	for (i = 0; i < nr; i++) {
		lazy_mmu_mode_enable();
		set_pte(pte + i, __pte(0));
	}
	lazy_mmu_mode_disable();
	/* chain: missing-leave */
}

static void calm(pte_t *pte)
{
	lazy_mmu_mode_pause();
	use_mapping(pte);
}

static void excite(void)
{
	lazy_mmu_mode_resume();
}

int helper_pauses(pte_t *pte)
{
	lazy_mmu_mode_enable();
	calm(pte);
	if (check_slot(pte))
		/* expect: missing-leave */
		return -EIO;
	excite();
	lazy_mmu_mode_disable();
	return 0;
}

/* Ends the section first and the pause then. */
static void finish_in_the_wrong_order(void)
{
	lazy_mmu_mode_disable();
	lazy_mmu_mode_resume();
}

int wrong_order_in_a_helper(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_pause();
	use_mapping(pte);
	finish_in_the_wrong_order();
	/* expect: missing-leave */
	return 0;
}

#define PAUSED(x)			\
	do {				\
		lazy_mmu_mode_pause();	\
		x;			\
	} while (0)

void macro_forgets_to_resume(pte_t *pte)
{
	lazy_mmu_mode_enable();
	PAUSED(use_mapping(pte));
	lazy_mmu_mode_disable();
	/* expect: missing-leave */
}

int hinted_section_not_ended(struct mm_struct *mm, pte_t *pte,
			     unsigned long addr, unsigned long end)
{
	lazy_mmu_mode_enable_with_ptes(mm, addr, end, pte);
	if (pte_none(ptep_get(pte)))
		/* expect: missing-leave */
		return -ENOENT;
	set_pte_at(mm, addr, pte, __pte(0));
	lazy_mmu_mode_disable();
	return 0;
}

int pause_kept_for_a_flag(struct mm_struct *mm, pte_t *pte)
{
	bool paused = false;

	lazy_mmu_mode_enable();
	if (mm == &init_mm) {
		lazy_mmu_mode_pause();
		paused = true;
	}
	use_mapping(pte);
	if (paused && check_slot(pte) == 0)
		lazy_mmu_mode_resume();
	lazy_mmu_mode_disable();
	/* expect: missing-leave */
	return 0;
}
