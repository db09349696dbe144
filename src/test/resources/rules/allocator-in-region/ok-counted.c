// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* Counted sections nest, so what the allocator does to kernel PTEs is tolerated. */
#include <linux/mm.h>

void allocates(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(__get_free_page(GFP_NOWAIT)));
	lazy_mmu_mode_disable();
}

void frees(pte_t *pte, unsigned long page)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	free_page(page);
	lazy_mmu_mode_disable();
}
