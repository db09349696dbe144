// SPDX-License-Identifier: Apache-2.0
/* The shadow of memory, changed in callbacks that others may run at once. */
#include <linux/mm.h>

static int kasan_populate_pte(pte_t *ptep, unsigned long addr, void *data)
{
	struct shadow *shadow = data;

	lazy_mmu_mode_pause();
	spin_lock(&init_mm.page_table_lock);
	if (pte_none(ptep_get(ptep))) {
		set_pte_at(&init_mm, addr, ptep, shadow->pte);
		shadow->used = true;
	}
	spin_unlock(&init_mm.page_table_lock);
	lazy_mmu_mode_resume();
	return 0;
}

static int kasan_depopulate_pte(pte_t *ptep, unsigned long addr, void *data)
{
	pte_t pte;

	lazy_mmu_mode_pause();
	spin_lock(&init_mm.page_table_lock);
	pte = ptep_get(ptep);
	if (!pte_none(pte))
		pte_clear(&init_mm, addr, ptep);
	spin_unlock(&init_mm.page_table_lock);
	lazy_mmu_mode_resume();

	if (!pte_none(pte))
		__free_page(pte_page(pte));
	return 0;
}

int kasan_populate(unsigned long addr, unsigned long size,
		   struct shadow *shadow)
{
	return apply_to_page_range(&init_mm, addr, size, kasan_populate_pte,
				   shadow);
}

void kasan_release(unsigned long addr, unsigned long size)
{
	apply_to_existing_page_range(&init_mm, addr, size,
				     kasan_depopulate_pte, NULL);
}
