// SPDX-License-Identifier: Apache-2.0
#include <linux/mm.h>

static void fpsimd_thread_switch(struct task_struct *next)
{
	if (!system_supports_fpsimd())
		return;
	if (current->thread.fpsimd_cpu != smp_processor_id())
		set_tsk_thread_flag(next, TIF_FOREIGN_FPSTATE);
	else
		clear_tsk_thread_flag(next, TIF_FOREIGN_FPSTATE);
}

struct task_struct *__switch_to(struct task_struct *prev,
				struct task_struct *next)
{
	fpsimd_thread_switch(next);
	dsb(ish);
	return cpu_switch_to(prev, next);
}
