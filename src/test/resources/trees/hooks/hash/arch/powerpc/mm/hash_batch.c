// SPDX-License-Identifier: Apache-2.0
#include <linux/mm.h>

DEFINE_PER_CPU(struct hash_batch, hash_batch);

void hash_need_flush(struct mm_struct *mm, unsigned long addr, pte_t *ptep,
		     unsigned long old)
{
	struct hash_batch *b = &get_cpu_var(hash_batch);
	unsigned long vpn = hash_vpn(mm, addr);
	unsigned int n;

	if (in_interrupt() || !b->active) {
		flush_hash_page(vpn, old);
		put_cpu_var(hash_batch);
		return;
	}
	n = b->nr;
	if (n && b->mm != mm) {
		hash_batch_drain(b);
		n = 0;
	}
	if (n == 0)
		b->mm = mm;
	b->vpn[n] = vpn;
	b->nr = ++n;
	if (n >= PPC64_TLB_BATCH_NR)
		hash_batch_drain(b);
	put_cpu_var(hash_batch);
}

/* Called with preemption off. */
void hash_batch_drain(struct hash_batch *b)
{
	unsigned int i;

	for (i = 0; i < b->nr; i++)
		flush_hash_page(b->vpn[i], 0);
	b->nr = 0;
}

/* Pages are about to be freed: nobody may reach them any more. */
void tlb_flush(struct mmu_gather *tlb)
{
	struct hash_batch *b = &get_cpu_var(hash_batch);

	if (b->nr)
		hash_batch_drain(b);
	put_cpu_var(hash_batch);
}
