/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_LAZY_RANGE_H
#define _LINUX_LAZY_RANGE_H

#include <linux/mm.h>

/* A region of its own, like set_ptes() once was. */
static inline void header_set_range(pte_t *ptep, pte_t pte, unsigned int nr)
{
	arch_enter_lazy_mmu_mode();
	while (nr--)
		set_pte(ptep++, pte);
	arch_leave_lazy_mmu_mode();
}

#endif /* _LINUX_LAZY_RANGE_H */
