// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* Sections may be nested, the hooks of the architecture may not. */
#include <linux/mm.h>

void hook_inside_a_section(pte_t *pte)
{
	lazy_mmu_mode_enable();
	/* expect: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	lazy_mmu_mode_disable();
}

void hook_inside_a_hook(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* expect: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	arch_leave_lazy_mmu_mode();
}
