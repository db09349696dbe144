/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_SPARC_TLBFLUSH_H
#define _ASM_SPARC_TLBFLUSH_H

#include <linux/mm_types.h>
#include <linux/percpu.h>

#define TLB_BATCH_NR	192

struct tlb_queue {
	struct mm_struct *mm;
	unsigned long nr;
	unsigned int active;
	unsigned long vaddrs[TLB_BATCH_NR];
};

/* on all CPUs */
void global_flush_tlb_page(struct mm_struct *mm, unsigned long vaddr);
void smp_flush_tlb_pending(struct mm_struct *mm, unsigned long nr,
			   unsigned long *vaddrs);

void tlb_queue_add(struct mm_struct *mm, unsigned long vaddr);
void tlb_queue_drain(void);

/* pages are about to be freed */
#define tlb_flush(tlb)	tlb_queue_drain()

#define __HAVE_ARCH_ENTER_LAZY_MMU_MODE
void arch_enter_lazy_mmu_mode(void);
void arch_leave_lazy_mmu_mode(void);
#define arch_flush_lazy_mmu_mode()	do {} while (0)

#endif
