// SPDX-License-Identifier: Apache-2.0
/* Writes of PTEs that wait for the hypervisor until the mode is left, or until there is no room for more. */
#include <linux/mm.h>
#include "xen-ops.h"

#define XEN_QUEUE_SLOTS	32

struct mmu_update {
	pte_t *ptep;
	pte_t pte;
};

struct xen_queue {
	unsigned int used;
	struct mmu_update updates[XEN_QUEUE_SLOTS];
};

static DEFINE_PER_CPU(struct xen_queue, xen_queue);

int HYPERVISOR_mmu_update(struct mmu_update *updates, unsigned int count);

void xen_mc_flush(void)
{
	struct xen_queue *q = this_cpu_ptr(&xen_queue);

	if (q->used)
		HYPERVISOR_mmu_update(q->updates, q->used);
	q->used = 0;
}

void xen_extend_mmu_update(pte_t *ptep, pte_t pte)
{
	struct xen_queue *q;

	preempt_disable();
	q = this_cpu_ptr(&xen_queue);
	if (q->used == XEN_QUEUE_SLOTS)
		xen_mc_flush();
	q->updates[q->used].ptep = ptep;
	q->updates[q->used].pte = pte;
	q->used++;
	preempt_enable();
}

void xen_update_now(pte_t *ptep, pte_t pte)
{
	struct mmu_update update = { .ptep = ptep, .pte = pte };

	HYPERVISOR_mmu_update(&update, 1);
}
