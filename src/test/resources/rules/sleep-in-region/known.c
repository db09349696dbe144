// SPDX-License-Identifier: Apache-2.0
/*
 * Answers that are known to be wrong. FP_: fine, yet reported.
 * FN_: wrong at the marked line, yet not reported.
 */
#include <linux/mm.h>

struct machine {
	void (*set)(pte_t *pte);
};

static void sleeping_set(pte_t *pte)
{
	might_sleep();
	set_pte(pte, __pte(0));
}

static void plain_set(pte_t *pte)
{
	set_pte(pte, __pte(0));
}

void choose(struct machine *machine, bool plain)
{
	machine->set = plain ? plain_set : sleeping_set;
}

/* Which of two functions a structure holds at run time is not known. */
void FN_through_a_structure(struct machine *machine, pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* expect: sleep-in-region */
	machine->set(pte);
	arch_leave_lazy_mmu_mode();
}

/* The last reference may wait; hardly any is the last one. */
void FN_last_reference(pte_t *pte, struct folio *folio)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* expect: sleep-in-region */
	folio_put(folio);
	arch_leave_lazy_mmu_mode();
}
