// SPDX-License-Identifier: Apache-2.0
/* Making parts of the kernel's mappings valid or not. */
#include <linux/mm.h>

struct page_change {
	pgprot_t prot;
};

static int change_one_page(pte_t *ptep, unsigned long addr, void *data)
{
	struct page_change *change = data;

	set_pte(ptep, pte_modify(ptep_get(ptep), change->prot));
	return 0;
}

int set_memory_prot(unsigned long addr, unsigned int nr, pgprot_t prot)
{
	struct page_change change = { .prot = prot };

	return apply_to_page_range(&init_mm, addr, nr * PAGE_SIZE,
				   change_one_page, &change);
}
