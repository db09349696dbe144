// SPDX-License-Identifier: Apache-2.0
/* Page tables of a Xen guest: every write is a call of the hypervisor, so calls are queued while the mode is on. */
#include <linux/mm.h>
#include <asm/paravirt.h>
#include "xen-ops.h"

static void xen_set_pte(pte_t *ptep, pte_t pte)
{
	if (xen_current_mode() == XEN_LAZY_MMU)
		xen_extend_mmu_update(ptep, pte);
	else
		xen_update_now(ptep, pte);
}

static void xen_lazy_enter(void)
{
	enter_lazy(XEN_LAZY_MMU);
}

static void xen_lazy_leave(void)
{
	preempt_disable();
	xen_mc_flush();
	leave_lazy(XEN_LAZY_MMU);
	preempt_enable();
}

static void xen_lazy_flush(void)
{
	preempt_disable();
	if (xen_current_mode() == XEN_LAZY_MMU) {
		arch_leave_lazy_mmu_mode();
		arch_enter_lazy_mmu_mode();
	}
	preempt_enable();
}

/* The queue belongs to the CPU, the region to the task. */
static void xen_switch_out(struct task_struct *prev)
{
	if (xen_current_mode() == XEN_LAZY_MMU) {
		arch_leave_lazy_mmu_mode();
		set_task_flag(prev, TASK_LAZY_MMU);
	}
	enter_lazy(XEN_LAZY_CPU);
}

static void xen_switch_in(struct task_struct *next)
{
	xen_mc_flush();
	leave_lazy(XEN_LAZY_CPU);
	if (test_and_clear_task_flag(next, TASK_LAZY_MMU))
		arch_enter_lazy_mmu_mode();
}

struct pv_mmu_ops pv_mmu = {
	.set_pte = xen_set_pte,
	.lazy_mode = {
		.enter = xen_lazy_enter,
		.leave = xen_lazy_leave,
		.flush = xen_lazy_flush,
	},
	.start_context_switch = xen_switch_out,
	.end_context_switch = xen_switch_in,
};
