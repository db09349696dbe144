/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_SPARC_PGTABLE_H
#define _ASM_SPARC_PGTABLE_H

#define TLB_BATCH_NR	64

#define __HAVE_ARCH_ENTER_LAZY_MMU_MODE
void arch_enter_lazy_mmu_mode(void);
void arch_leave_lazy_mmu_mode(void);
#define arch_flush_lazy_mmu_mode()	do {} while (0)

void tlb_queue_add(struct mm_struct *mm, unsigned long vaddr);
void tlb_queue_drain(void);

#define tlb_flush(tlb)	tlb_queue_drain()

static inline void global_flush_tlb_page(struct mm_struct *mm,
					 unsigned long vaddr)
{
	smp_flush_tlb_page(mm, vaddr);
}

/* Kernel mappings are flushed by those who remove them. */
static inline void set_ptes(struct mm_struct *mm, unsigned long addr,
			    pte_t *ptep, pte_t pte, unsigned int nr)
{
	for (;;) {
		pte_t old = *ptep;

		*ptep = pte;
		if (mm != &init_mm && pte_accessible(mm, old))
			tlb_queue_add(mm, addr);
		if (--nr == 0)
			break;
		ptep++;
		addr += PAGE_SIZE;
	}
}
#define set_ptes set_ptes

#define pte_clear(mm, addr, ptep)	\
	set_ptes((mm), (addr), (ptep), __pte(0UL), 1)

#endif /* _ASM_SPARC_PGTABLE_H */
