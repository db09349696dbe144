// SPDX-License-Identifier: Apache-2.0
/*
 * Answers that are known to be wrong. FP_: balanced, yet reported.
 * FN_: wrong at the marked line, yet not reported.
 */
#include <linux/mm.h>

struct walk {
	int state[4];
};

/* The state goes through an array and a function that the tree does not have. */
void FP_state_in_an_array(struct walk *walk, pte_t *pte, int i)
{
	walk->state[i] = need_resched();
	if (walk->state[i])
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	account_elsewhere(walk);
	if (walk->state[i])
		arch_leave_lazy_mmu_mode();
}

/* Set at boot, to a function that leaves the mode. */
extern void (*leave_hook)(void);

/* Calls through variables are not followed. */
void FN_through_a_variable(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	/* expect: leave-without-enter */
	leave_hook();
}
