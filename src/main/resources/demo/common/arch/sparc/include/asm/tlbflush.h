/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_SPARC_TLBFLUSH_H
#define _ASM_SPARC_TLBFLUSH_H

#include <linux/mm_types.h>
#include <linux/percpu.h>

#define TLB_QUEUE_SLOTS	192

struct tlb_queue {
	struct mm_struct *mm;
	unsigned long nr;
	unsigned int active;
	unsigned long vaddrs[TLB_QUEUE_SLOTS];
};

void tlb_queue_add(struct mm_struct *mm, unsigned long vaddr);
void tlb_queue_drain(void);

#define __HAVE_ARCH_ENTER_LAZY_MMU_MODE
void arch_enter_lazy_mmu_mode(void);
void arch_leave_lazy_mmu_mode(void);
#define arch_flush_lazy_mmu_mode()	do {} while (0)

#endif
