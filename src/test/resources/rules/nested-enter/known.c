// SPDX-License-Identifier: Apache-2.0
/*
 * Answers that are known to be wrong. FP_: fine, yet reported.
 * FN_: wrong at the marked line, yet not reported.
 */
#include <linux/mm.h>

struct slot_ops {
	void (*set)(pte_t *pte);
};

static void entering_set(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

static const struct slot_ops entering_ops = {
	.set = entering_set,
};

/* Members of structures are not followed, only functions passed as arguments. */
void FN_through_an_operations_table(const struct slot_ops *ops, pte_t *pte)
{
	if (!ops)
		ops = &entering_ops;
	arch_enter_lazy_mmu_mode();
	/* expect: nested-enter */
	ops->set(pte);
	arch_leave_lazy_mmu_mode();
}

/* A scope that a macro of cleanup.h makes out of the two hooks. */
DEFINE_LOCK_GUARD_0(lazy_mmu, arch_enter_lazy_mmu_mode(),
		    arch_leave_lazy_mmu_mode())

void FN_guard_made_of_the_hooks(pte_t *pte)
{
	guard(lazy_mmu)();

	/* expect: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}
