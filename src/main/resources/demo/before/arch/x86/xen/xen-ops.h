/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _XEN_OPS_H
#define _XEN_OPS_H

#include <linux/mm_types.h>
#include <linux/percpu.h>
#include <asm/bug.h>

enum xen_lazy_mode {
	XEN_LAZY_NONE,
	XEN_LAZY_MMU,
	XEN_LAZY_CPU,
};

DECLARE_PER_CPU(enum xen_lazy_mode, xen_lazy_mode);
DECLARE_PER_CPU(unsigned int, xen_lazy_depth);

void xen_extend_mmu_update(pte_t *ptep, pte_t pte);
void xen_update_now(pte_t *ptep, pte_t pte);
void xen_mc_flush(void);

static inline void enter_lazy(enum xen_lazy_mode mode)
{
	enum xen_lazy_mode now = this_cpu_read(xen_lazy_mode);

	/* generic code nests: count what was entered on top */
	if (now == mode) {
		this_cpu_write(xen_lazy_depth, this_cpu_read(xen_lazy_depth) + 1);
		return;
	}
	BUG_ON(now != XEN_LAZY_NONE);
	this_cpu_write(xen_lazy_mode, mode);
}

static inline void leave_lazy(enum xen_lazy_mode mode)
{
	BUG_ON(this_cpu_read(xen_lazy_mode) != mode);
	if (this_cpu_read(xen_lazy_depth)) {
		this_cpu_write(xen_lazy_depth, this_cpu_read(xen_lazy_depth) - 1);
		return;
	}
	this_cpu_write(xen_lazy_mode, XEN_LAZY_NONE);
}

/* An interrupt that hits a region writes at once. */
static inline enum xen_lazy_mode xen_current_mode(void)
{
	return in_interrupt() ? XEN_LAZY_NONE : this_cpu_read(xen_lazy_mode);
}

#endif
