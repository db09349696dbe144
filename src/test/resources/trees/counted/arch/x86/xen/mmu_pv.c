// SPDX-License-Identifier: Apache-2.0
/* The mode of a guest whose page tables the hypervisor writes. */
#include <linux/mm.h>

static DEFINE_PER_CPU(enum xen_lazy_mode, xen_lazy_mode);

static void xen_enter_lazy_mmu(void)
{
	preempt_disable();
	if (xen_get_lazy_mode() != XEN_LAZY_MMU)
		enter_lazy(XEN_LAZY_MMU);
	preempt_enable();
}

static void xen_leave_lazy_mmu(void)
{
	preempt_disable();
	xen_mc_flush();
	if (xen_get_lazy_mode() != XEN_LAZY_NONE)
		leave_lazy(XEN_LAZY_MMU);
	preempt_enable();
}

static void xen_flush_lazy_mmu(void)
{
	preempt_disable();
	if (xen_get_lazy_mode() == XEN_LAZY_MMU) {
		arch_leave_lazy_mmu_mode();
		arch_enter_lazy_mmu_mode();
	}
	preempt_enable();
}

static void xen_start_context_switch(struct task_struct *prev)
{
	BUG_ON(preemptible());

	if (this_cpu_read(xen_lazy_mode) == XEN_LAZY_MMU)
		arch_leave_lazy_mmu_mode();
	enter_lazy(XEN_LAZY_CPU);
}

static void xen_end_context_switch(struct task_struct *next)
{
	BUG_ON(preemptible());

	xen_mc_flush();
	leave_lazy(XEN_LAZY_CPU);
	if (__task_lazy_mmu_mode_active(next))
		arch_enter_lazy_mmu_mode();
}

static const struct pv_cpu_ops xen_cpu_ops = {
	.start_context_switch = xen_start_context_switch,
	.end_context_switch = xen_end_context_switch,
};

static const struct pv_mmu_ops xen_mmu_ops = {
	.set_pte = xen_set_pte,
	.lazy_mode = {
		.enter = xen_enter_lazy_mmu,
		.leave = xen_leave_lazy_mmu,
		.flush = xen_flush_lazy_mmu,
	},
};
