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

/* Entering by the counter enters the architecture's mode as well. */
void section_inside_a_hook(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* expect: nested-enter */
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	arch_leave_lazy_mmu_mode();
}

static void set_by_hook(pte_t *pte)
{
	/* allow: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
}

void callee_uses_the_hook(pte_t *pte)
{
	lazy_mmu_mode_enable();
	/* chain: nested-enter */
	set_by_hook(pte);
	lazy_mmu_mode_disable();
}

void active_again_after_the_resume(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_pause();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_resume();
	/* expect: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	lazy_mmu_mode_disable();
}

void section_not_over_yet(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	/* expect: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	lazy_mmu_mode_disable();
}

static int hook_in_a_callback(pte_t *pte, unsigned long addr, void *data)
{
	/* chain: nested-enter */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 0;
}

static int run_in_section(pte_t *pte, unsigned long addr, unsigned long end,
			  pte_fn_t fn, void *data)
{
	int err = 0;

	lazy_mmu_mode_enable();
	do {
		/* allow: nested-enter */
		err = fn(pte, addr, data);
	} while (!err && (pte++, addr += PAGE_SIZE, addr != end));
	lazy_mmu_mode_disable();
	return err;
}

int callback_uses_the_hook(pte_t *pte, unsigned long addr, unsigned long end)
{
	return run_in_section(pte, addr, end, hook_in_a_callback, NULL);
}
