// SPDX-License-Identifier: Apache-2.0
/* era: ptl */
/* The first contract says nothing of interrupts. */
#include <linux/mm.h>
#include <linux/interrupt.h>

static DEFINE_SPINLOCK(list_lock);

static irqreturn_t handler(int irq, void *data)
{
	arch_enter_lazy_mmu_mode();
	set_pte(data, __pte(0));
	arch_leave_lazy_mmu_mode();
	return IRQ_HANDLED;
}

int listen(int irq, pte_t *pte)
{
	spin_lock_bh(&list_lock);
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	spin_unlock_bh(&list_lock);
	return request_irq(irq, handler, 0, "ptl", pte);
}
