// SPDX-License-Identifier: Apache-2.0
#include <linux/mm.h>
#include <asm/xen/lazy.h>
#include "multicalls.h"

/* One more write in the batch of calls. */
static void xen_extend_mmu_update(const struct mmu_update *update)
{
	struct multicall_space mcs = __xen_mc_entry(sizeof(*update));

	*(struct mmu_update *)mcs.args = *update;
	MULTI_mmu_update(mcs.mc, mcs.args, 1, NULL, DOMID_SELF);
}

static bool queue_pte(pte_t *ptep, pte_t pte)
{
	struct mmu_update u;

	if (lazy_now() != LAZY_MMU)
		return false;

	xen_mc_batch();
	u.ptr = virt_to_machine(ptep).maddr;
	u.val = pte_val_ma(pte);
	xen_extend_mmu_update(&u);
	xen_mc_issue(LAZY_MMU);
	return true;
}

static void guest_set_pte(pte_t *ptep, pte_t pte)
{
	if (!queue_pte(ptep, pte)) {
		struct mmu_update u;

		u.ptr = virt_to_machine(ptep).maddr;
		u.val = pte_val_ma(pte);
		HYPERVISOR_mmu_update(&u, 1, NULL, DOMID_SELF);
	}
}

static void guest_enter_lazy_mmu(void)
{
	lazy_begin(LAZY_MMU);
}

static void guest_leave_lazy_mmu(void)
{
	preempt_disable();
	xen_mc_flush();
	lazy_end(LAZY_MMU);
	preempt_enable();
}

static void guest_flush_lazy_mmu(void)
{
	preempt_disable();
	if (lazy_now() == LAZY_MMU) {
		arch_leave_lazy_mmu_mode();
		arch_enter_lazy_mmu_mode();
	}
	preempt_enable();
}

static const typeof(pv_ops) guest_mmu_ops = {
	.mmu = {
		.set_pte = guest_set_pte,
		.lazy_mode = {
			.enter = guest_enter_lazy_mmu,
			.leave = guest_leave_lazy_mmu,
			.flush = guest_flush_lazy_mmu,
		},
	},
};
