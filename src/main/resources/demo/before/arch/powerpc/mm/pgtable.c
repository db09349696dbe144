// SPDX-License-Identifier: Apache-2.0
#include <linux/mm.h>

static pte_t fill_icache(pte_t pte)
{
	/* pages that are to be executed leave the data cache first */
	return pte;
}

void set_ptes(struct mm_struct *mm, unsigned long addr, pte_t *ptep, pte_t pte,
	      unsigned int nr)
{
	pte = fill_icache(pte);
	arch_enter_lazy_mmu_mode();
	while (nr--) {
		change_pte(mm, addr, ptep++, pte);
		addr += PAGE_SIZE;
		pte = pte_next_pfn(pte);
	}
	arch_leave_lazy_mmu_mode();
}
