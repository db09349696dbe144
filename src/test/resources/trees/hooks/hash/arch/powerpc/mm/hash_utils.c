// SPDX-License-Identifier: Apache-2.0
#include <linux/mm.h>

/* The hardware or the hypervisor forgets the entry of a page. */
void flush_hash_page(unsigned long vpn, unsigned long pte)
{
	unsigned long slot = hash_slot(vpn, pte);

	mmu_hash_ops.hpte_invalidate(slot, vpn);
}
