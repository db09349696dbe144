/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_INTERRUPT_H
#define _LINUX_INTERRUPT_H

typedef int irqreturn_t;
typedef irqreturn_t (*irq_handler_t)(int irq, void *data);

int request_threaded_irq(unsigned int irq, irq_handler_t handler,
			 irq_handler_t thread_fn, unsigned long flags,
			 const char *name, void *data);

static inline int request_irq(unsigned int irq, irq_handler_t handler,
			      unsigned long flags, const char *name, void *data)
{
	return request_threaded_irq(irq, handler, NULL, flags, name, data);
}

void open_softirq(int nr, void (*action)(void));
void tasklet_setup(struct tasklet_struct *t,
		   void (*callback)(struct tasklet_struct *t));

#endif /* _LINUX_INTERRUPT_H */
