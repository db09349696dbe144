/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_POWERPC_TLBFLUSH_HASH_H
#define _ASM_POWERPC_TLBFLUSH_HASH_H

#include <linux/mm_types.h>
#include <linux/percpu.h>

#define PPC64_TLB_BATCH_NR	192

/* Hash entries that are to be invalidated, of one mm. */
struct hash_batch {
	int active;
	unsigned long used;
	struct mm_struct *mm;
	unsigned long vpn[PPC64_TLB_BATCH_NR];
};

DECLARE_PER_CPU(struct hash_batch, hash_batch);

int radix_enabled(void);
void hash_batch_flush(struct hash_batch *batch);
void hash_batch_add(struct mm_struct *mm, unsigned long addr, pte_t old);

#define __HAVE_ARCH_ENTER_LAZY_MMU_MODE

static inline void arch_enter_lazy_mmu_mode(void)
{
	if (!radix_enabled()) {
		/* kernel mappings come here with preemption on */
		preempt_disable();
		this_cpu_ptr(&hash_batch)->active = 1;
	}
}

static inline void arch_leave_lazy_mmu_mode(void)
{
	if (!radix_enabled()) {
		hash_batch_flush(this_cpu_ptr(&hash_batch));
		this_cpu_ptr(&hash_batch)->active = 0;
		preempt_enable();
	}
}

#define arch_flush_lazy_mmu_mode()	do {} while (0)

#endif
