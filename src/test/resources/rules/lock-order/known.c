// SPDX-License-Identifier: Apache-2.0
/*
 * Answers that are known to be wrong. FP_: fine, yet reported.
 * FN_: wrong at the marked line, yet not reported.
 */
#include <linux/mm.h>

struct table {
	spinlock_t lock;
};

/* Nothing in the tree says that this is the lock of a page table. */
void FN_lock_under_another_name(struct table *table, pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* expect: lock-order */
	spin_lock(&table->lock);
	set_pte(pte, __pte(0));
	spin_unlock(&table->lock);
	arch_leave_lazy_mmu_mode();
}
