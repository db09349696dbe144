// SPDX-License-Identifier: Apache-2.0
#include <linux/mm.h>

static void contpte_convert(struct mm_struct *mm, unsigned long addr,
			    pte_t *ptep, bool cont)
{
	pte_t *first = PTR_ALIGN_DOWN(ptep, sizeof(*ptep) * CONT_PTES);
	pte_t pte = READ_ONCE(*first);
	int i;

	for (i = 0; i < CONT_PTES; i++)
		__ptep_get_and_clear(first + i);
	flush_tlb_block(mm, addr);
	for (i = 0; i < CONT_PTES; i++)
		__set_pte(first + i, pte_of_block(pte, i, cont));
}

void contpte_unfold(struct mm_struct *mm, unsigned long addr, pte_t *ptep)
{
	if (mm_is_user(mm))
		contpte_convert(mm, addr, ptep, false);
}

void contpte_fold(struct mm_struct *mm, unsigned long addr, pte_t *ptep)
{
	if (mm_is_user(mm) && maps_a_block(ptep))
		contpte_convert(mm, addr, ptep, true);
}
