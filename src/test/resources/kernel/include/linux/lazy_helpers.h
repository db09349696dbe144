/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_LAZY_HELPERS_H
#define _LINUX_LAZY_HELPERS_H

#include <linux/mm.h>

/* A pair as a subsystem might write it for itself. */
static inline void header_begin(void)
{
	arch_enter_lazy_mmu_mode();
}

static inline void header_end(void)
{
	arch_leave_lazy_mmu_mode();
}

#endif /* _LINUX_LAZY_HELPERS_H */
