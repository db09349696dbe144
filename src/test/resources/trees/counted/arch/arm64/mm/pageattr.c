// SPDX-License-Identifier: Apache-2.0
#include <linux/mm.h>

static int change_page_range(pte_t *ptep, unsigned long addr, void *data)
{
	struct page_change_data *change = data;

	set_pte(ptep, set_pte_bit(ptep_get(ptep), change->set_mask));
	return 0;
}

static int update_range(unsigned long start, unsigned long size, void *data)
{
	int err;

	lazy_mmu_mode_enable();
	err = apply_to_existing_page_range(&init_mm, start, size,
					   change_page_range, data);
	lazy_mmu_mode_disable();
	return err;
}

int set_memory_ro(unsigned long addr, unsigned long size, void *data)
{
	int err = update_range(addr, size, data);

	flush_tlb_kernel_range(addr, addr + size);
	return err;
}

/* The allocator runs it anywhere; in an interrupt the mode is off. */
void __kernel_map_pages(struct page *page, int nr, int enable)
{
	struct page_change_data data = { .set_mask = enable };

	update_range(page_address(page), nr * PAGE_SIZE, &data);
}
