/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PREEMPT_H
#define _LINUX_PREEMPT_H

void preempt_count_add(int val);
void preempt_count_sub(int val);
int in_interrupt(void);

#define preempt_disable()	preempt_count_add(1)
#define preempt_enable()	preempt_count_sub(1)

#endif
