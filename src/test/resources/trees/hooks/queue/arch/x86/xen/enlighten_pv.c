// SPDX-License-Identifier: Apache-2.0
#include <linux/mm.h>
#include <asm/xen/lazy.h>
#include "multicalls.h"

DEFINE_PER_CPU(enum lazy_kind, lazy_kind);

static void guest_start_context_switch(struct task_struct *prev)
{
	BUG_ON(preemptible());

	if (this_cpu_read(lazy_kind) == LAZY_MMU) {
		arch_leave_lazy_mmu_mode();
		set_ti_thread_flag(task_thread_info(prev), TIF_LAZY_MMU_UPDATES);
	}
	lazy_begin(LAZY_CPU);
}

static void guest_end_context_switch(struct task_struct *next)
{
	BUG_ON(preemptible());

	xen_mc_flush();
	lazy_end(LAZY_CPU);
	if (test_and_clear_ti_thread_flag(task_thread_info(next),
					  TIF_LAZY_MMU_UPDATES))
		arch_enter_lazy_mmu_mode();
}

static const typeof(pv_ops) guest_cpu_ops = {
	.cpu = {
		.start_context_switch = guest_start_context_switch,
		.end_context_switch = guest_end_context_switch,
	},
};
