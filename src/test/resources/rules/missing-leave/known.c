// SPDX-License-Identifier: Apache-2.0
/*
 * Answers that are known to be wrong. FP_: balanced, yet reported.
 * FN_: leaks at the marked line, yet not reported.
 */
#include <linux/mm.h>

struct machine {
	void (*begin)(void);	/* enters the mode, on all machines there are */
};

/* Only arithmetic tells that the two tests agree. */
void FP_arithmetic(pte_t *pte, unsigned int nr)
{
	if (nr & 1)
		arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	if (nr % 2)
		arch_leave_lazy_mmu_mode();
}

/* The functions are known only when the machine is. */
void FN_through_a_structure(struct machine *machine, pte_t *pte)
{
	machine->begin();
	set_pte(pte, __pte(0));
	/* expect: missing-leave */
}
