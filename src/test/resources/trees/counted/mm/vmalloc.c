// SPDX-License-Identifier: Apache-2.0
/* Kernel mappings, which have no lock. */
#include <linux/mm.h>

static int vmap_pte_range(pmd_t *pmd, unsigned long addr, unsigned long end,
			  struct page **pages, pgprot_t prot)
{
	pte_t *pte = pte_alloc_kernel(pmd, addr);
	int err = 0;

	if (!pte)
		return -ENOMEM;

	lazy_mmu_mode_enable();
	do {
		struct page *page = *pages++;

		if (WARN_ON(!pte_none(ptep_get(pte)))) {
			err = -EBUSY;
			break;
		}
		if (WARN_ON(!page)) {
			err = -ENOMEM;
			break;
		}
		set_pte_at(&init_mm, addr, pte, mk_pte(page, prot));
	} while (pte++, addr += PAGE_SIZE, addr != end);
	lazy_mmu_mode_disable();
	return err;
}

static void vunmap_pte_range(pmd_t *pmd, unsigned long addr,
			     unsigned long end)
{
	pte_t *pte = pte_offset_kernel(pmd, addr);

	lazy_mmu_mode_enable();
	do {
		ptep_get_and_clear(&init_mm, addr, pte);
	} while (pte++, addr += PAGE_SIZE, addr != end);
	lazy_mmu_mode_disable();
}

int vmap_pages_range(pmd_t *pmd, unsigned long addr, unsigned long end,
		     struct page **pages, pgprot_t prot)
{
	int err;

	might_sleep();
	err = vmap_pte_range(pmd, addr, end, pages, prot);
	flush_cache_vmap(addr, end);
	return err;
}

void vunmap_range(pmd_t *pmd, unsigned long addr, unsigned long end)
{
	vunmap_pte_range(pmd, addr, end);
	flush_tlb_kernel_range(addr, end);
}
