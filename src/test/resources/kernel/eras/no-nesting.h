/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PGTABLE_H
#define _LINUX_PGTABLE_H

#include <asm/pgtable.h>

/*
 * Lazy MMU mode: between enter and leave an architecture may put changes of
 * PTEs off and do them together. A PTE that was changed in the region may
 * still look old when it is read through its pointer.
 *
 * The caller need not hold a lock (kernel PTEs have none), so the hooks cope
 * with preemption by themselves. Regions must not be nested, not even by way
 * of a helper, and interrupt handlers must stay away from them.
 */
#ifndef __HAVE_ARCH_ENTER_LAZY_MMU_MODE
#define arch_enter_lazy_mmu_mode()	do {} while (0)
#define arch_leave_lazy_mmu_mode()	do {} while (0)
#define arch_flush_lazy_mmu_mode()	do {} while (0)
#endif

#include <linux/pgtable_generic.h>

#endif /* _LINUX_PGTABLE_H */
