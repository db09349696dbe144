// SPDX-License-Identifier: Apache-2.0
/*
 * Answers that are known to be wrong. FP_: balanced, yet reported.
 * FN_: wrong at the marked line, yet not reported.
 */
#include <linux/mm.h>

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
