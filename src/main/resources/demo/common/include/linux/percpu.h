/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_PERCPU_H
#define _LINUX_PERCPU_H

#include <linux/preempt.h>

void *__percpu_of_this_cpu(void *first);

#define DECLARE_PER_CPU(type, name)	extern type name
#define DEFINE_PER_CPU(type, name)	type name
#define this_cpu_ptr(ptr)		((__typeof__(ptr))__percpu_of_this_cpu(ptr))
#define this_cpu_read(var)		(*this_cpu_ptr(&(var)))
#define this_cpu_write(var, val)	(*this_cpu_ptr(&(var)) = (val))

#endif
