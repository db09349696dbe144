// SPDX-License-Identifier: Apache-2.0
#include "multicalls.h"

DEFINE_PER_CPU(unsigned long, mc_irq_flags);
static DEFINE_PER_CPU(struct mc_buffer, mc_buffer);

void xen_mc_flush(void)
{
	struct mc_buffer *b = this_cpu_ptr(&mc_buffer);
	unsigned long flags;

	BUG_ON(preemptible());

	local_irq_save(flags);
	if (b->used && HYPERVISOR_multicall(b->entries, b->used))
		BUG();
	b->used = 0;
	local_irq_restore(flags);
}
