/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SCHED_H
#define _LINUX_SCHED_H

struct task_struct {
	unsigned long flags;
	int lazy_depth;
};

/* flags of a task that concern page tables */
#define TASK_LAZY_MMU		1
#define TASK_LAZY_MMU_PENDING	2

extern struct task_struct *current;

int need_resched(void);
int cond_resched(void);
int test_task_flag(struct task_struct *task, unsigned long flag);
void set_task_flag(struct task_struct *task, unsigned long flag);
void clear_task_flag(struct task_struct *task, unsigned long flag);
int test_and_clear_task_flag(struct task_struct *task, unsigned long flag);

#endif
