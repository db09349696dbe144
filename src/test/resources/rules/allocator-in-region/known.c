// SPDX-License-Identifier: Apache-2.0
/*
 * Answers that are known to be wrong. FP_: fine, yet reported.
 * FN_: wrong at the marked line, yet not reported.
 */
#include <linux/mm.h>

/* The last reference frees the page. */
void FN_last_reference(pte_t *pte, struct folio *folio)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* expect: allocator-in-region */
	folio_put(folio);
	arch_leave_lazy_mmu_mode();
}

/* The last object of a slab frees the slab, and KFENCE protects the page of an object that it watches. */
void FN_last_object(pte_t *pte, void *object)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* expect: allocator-in-region */
	kfree(object);
	arch_leave_lazy_mmu_mode();
}
