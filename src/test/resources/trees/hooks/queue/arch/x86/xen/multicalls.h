/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _XEN_MULTICALLS_H
#define _XEN_MULTICALLS_H

#include <asm/xen/lazy.h>

DECLARE_PER_CPU(unsigned long, mc_irq_flags);

void xen_mc_flush(void);

/* Interrupts stay off until the batch is issued. */
static inline void xen_mc_batch(void)
{
	unsigned long flags;

	local_irq_save(flags);
	__this_cpu_write(mc_irq_flags, flags);
}

static inline void xen_mc_issue(enum lazy_kind kind)
{
	if ((lazy_now() & kind) == 0)
		xen_mc_flush();
	local_irq_restore(this_cpu_read(mc_irq_flags));
}

#endif /* _XEN_MULTICALLS_H */
