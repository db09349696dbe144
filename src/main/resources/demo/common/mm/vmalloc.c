// SPDX-License-Identifier: Apache-2.0
/* Mappings of the kernel's own, made by callbacks that run in a region. */
#include <linux/mm.h>

struct frames {
	const unsigned long *pfns;
	unsigned int next;
	pgprot_t prot;
};

static int map_frame(pte_t *pte, unsigned long addr, void *data)
{
	struct frames *frames = data;

	if (!pte_none(ptep_get(pte)))
		return -EBUSY;
	set_pte_at(&init_mm, addr, pte,
		   pfn_pte(frames->pfns[frames->next++], frames->prot));
	return 0;
}

static int unmap_frame(pte_t *pte, unsigned long addr, void *data)
{
	pte_clear(&init_mm, addr, pte);
	return 0;
}

int vmap_frames(unsigned long addr, const unsigned long *pfns, unsigned int nr,
		pgprot_t prot)
{
	struct frames frames = { .pfns = pfns, .prot = prot };

	return apply_to_page_range(&init_mm, addr, nr * PAGE_SIZE, map_frame,
				   &frames);
}

void vunmap_frames(unsigned long addr, unsigned int nr)
{
	apply_to_page_range(&init_mm, addr, nr * PAGE_SIZE, unmap_frame, NULL);
}
