// SPDX-License-Identifier: Apache-2.0
/* What a context switch does with the batch. */
#include <linux/mm.h>

struct task_struct *_switch(struct task_struct *prev, struct task_struct *next);

void switch_hash_batch_out(struct task_struct *prev)
{
	struct hash_batch *batch = this_cpu_ptr(&hash_batch);

	if (!batch->active)
		return;
	set_task_flag(prev, TASK_LAZY_MMU);
	if (batch->used)
		hash_batch_flush(batch);
	batch->active = 0;
}

void switch_hash_batch_in(struct task_struct *next)
{
	if (test_and_clear_task_flag(next, TASK_LAZY_MMU))
		this_cpu_ptr(&hash_batch)->active = 1;
}

struct task_struct *__switch_to(struct task_struct *prev,
				struct task_struct *next)
{
	struct task_struct *last;

	switch_hash_batch_out(prev);
	last = _switch(prev, next);
	switch_hash_batch_in(next);
	return last;
}
