/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_POWERPC_HASH_BATCH_H
#define _ASM_POWERPC_HASH_BATCH_H

#define PPC64_TLB_BATCH_NR	64

/* Hash entries that wait for their invalidation, one such list for each CPU. */
struct hash_batch {
	int active;
	unsigned int nr;
	struct mm_struct *mm;
	unsigned long vpn[PPC64_TLB_BATCH_NR];
};
DECLARE_PER_CPU(struct hash_batch, hash_batch);

void hash_batch_drain(struct hash_batch *b);
void hash_need_flush(struct mm_struct *mm, unsigned long addr, pte_t *ptep,
		     unsigned long old);
void tlb_flush(struct mmu_gather *tlb);

#define __HAVE_ARCH_ENTER_LAZY_MMU_MODE
static inline void arch_enter_lazy_mmu_mode(void)
{
	struct hash_batch *b;

	if (radix_enabled())
		return;
	preempt_disable();
	b = this_cpu_ptr(&hash_batch);
	b->active = 1;
}

static inline void arch_leave_lazy_mmu_mode(void)
{
	struct hash_batch *b;

	if (radix_enabled())
		return;
	b = this_cpu_ptr(&hash_batch);
	if (b->nr)
		hash_batch_drain(b);
	b->active = 0;
	preempt_enable();
}

#define arch_flush_lazy_mmu_mode()	do {} while (0)

#endif /* _ASM_POWERPC_HASH_BATCH_H */
