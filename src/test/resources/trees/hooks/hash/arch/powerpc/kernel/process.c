// SPDX-License-Identifier: Apache-2.0
#include <linux/mm.h>

struct task_struct *__switch_to(struct task_struct *prev,
				struct task_struct *new)
{
	struct hash_batch *b;
	struct task_struct *last;

	WARN_ON(!irqs_disabled());

	b = this_cpu_ptr(&hash_batch);
	if (b->active) {
		current_thread_info()->local_flags |= _TLF_LAZY_MMU;
		if (b->nr)
			hash_batch_drain(b);
		b->active = 0;
	}

	last = _switch(&prev->thread, &new->thread);

	if (current_thread_info()->local_flags & _TLF_LAZY_MMU) {
		current_thread_info()->local_flags &= ~_TLF_LAZY_MMU;
		b = this_cpu_ptr(&hash_batch);
		b->active = 1;
	}
	return last;
}
