// SPDX-License-Identifier: Apache-2.0
/*
 * Answers that are known to be wrong. FP_: fine, yet reported.
 * FN_: wrong at the marked line, yet not reported.
 */
#include <linux/mm.h>

struct machine {
	void (*set)(pte_t *pte);
};

static void entering_set(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

static void plain_set(pte_t *pte)
{
	set_pte(pte, __pte(0));
}

void choose(struct machine *machine, bool plain)
{
	machine->set = plain ? plain_set : entering_set;
}

/* Which of two functions a structure holds at run time is not known. */
void FN_through_a_structure(struct machine *machine, pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* expect: nested-enter */
	machine->set(pte);
	arch_leave_lazy_mmu_mode();
}
