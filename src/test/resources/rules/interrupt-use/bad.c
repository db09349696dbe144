// SPDX-License-Identifier: Apache-2.0
/* The mode in interrupt context, or with bottom halves off. */
#include <linux/mm.h>
#include <linux/interrupt.h>

static DEFINE_SPINLOCK(list_lock);

static void set_range(pte_t *pte, int nr)
{
	/* chain: interrupt-use */
	arch_enter_lazy_mmu_mode();
	while (nr--)
		set_pte(pte++, __pte(0));
	arch_leave_lazy_mmu_mode();
}

/* A handler that enters by itself. */
static irqreturn_t handler(int irq, void *data)
{
	pte_t *pte = data;

	/* expect: interrupt-use */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return IRQ_HANDLED;
}

int listen(int irq, pte_t *pte)
{
	/* chain: interrupt-use */
	return request_irq(irq, handler, 0, "case", pte);
}

/* Levels down. */
static void unmap_slot(pte_t *pte)
{
	/* chain: interrupt-use */
	set_range(pte, 1);
}

static void unmap_slots(pte_t *pte, int nr)
{
	while (nr--)
		/* chain: interrupt-use */
		unmap_slot(pte++);
}

static irqreturn_t deep_handler(int irq, void *data)
{
	/* expect: interrupt-use */
	unmap_slots(data, 2);
	return IRQ_HANDLED;
}

int listen_deep(int irq, pte_t *pte)
{
	return devm_request_irq(NULL, irq, deep_handler, IRQF_SHARED, "deep",
				pte);
}

/* The primary handler, not the thread. */
static irqreturn_t primary(int irq, void *data)
{
	/* expect: interrupt-use */
	set_range(data, 1);
	return IRQ_WAKE_THREAD;
}

static irqreturn_t thread(int irq, void *data)
{
	set_range(data, 2);
	return IRQ_HANDLED;
}

int listen_with_a_thread(int irq, pte_t *pte)
{
	return request_threaded_irq(irq, primary, thread, 0, "thread", pte);
}

static void softirq_action(void)
{
	/* expect: interrupt-use */
	set_range(this_cpu_read(pending_pte), 1);
}

static void tasklet_action(struct tasklet_struct *t)
{
	/* expect: interrupt-use */
	set_range(t->pte, 1);
}

void start(struct tasklet_struct *t)
{
	open_softirq(11, softirq_action);
	tasklet_setup(t, tasklet_action);
}

static void tick(struct timer_list *t)
{
	/* expect: interrupt-use */
	set_range(t->pte, 1);
}

static DEFINE_TIMER(case_timer, tick);

static enum hrtimer_restart fine_tick(struct hrtimer *t)
{
	/* expect: interrupt-use */
	set_range(t->pte, 1);
	return HRTIMER_NORESTART;
}

void start_fine(struct hrtimer *t)
{
	hrtimer_init(t, CLOCK_MONOTONIC, HRTIMER_MODE_REL);
	t->function = &fine_tick;
}

static irqreturn_t old_handler(int irq, void *data)
{
	/* expect: interrupt-use */
	set_range(data, 1);
	return IRQ_HANDLED;
}

static struct irqaction old_action = {
	.handler = old_handler,
	.name = "old",
};

static void old_tasklet(struct tasklet_struct *t)
{
	/* expect: interrupt-use */
	set_range(t->pte, 1);
}

static struct tasklet_struct old_tasklets[] = {
	{ .callback = old_tasklet },
};

static void on_one_cpu(void *info)
{
	/* expect: interrupt-use */
	set_range(info, 1);
}

static call_single_data_t old_csd = {
	.func = on_one_cpu,
};

static int on_die(struct notifier_block *nb, unsigned long event, void *data)
{
	/* expect: interrupt-use */
	set_range(data, 1);
	return NOTIFY_DONE;
}

static struct notifier_block die_block = {
	.notifier_call = on_die,
};

void start_old(void)
{
	register_die_notifier(&die_block);
}

static void on_other_cpus(void *info)
{
	/* expect: interrupt-use */
	set_range(info, 1);
}

void tell_others(pte_t *pte)
{
	on_each_cpu(on_other_cpus, pte, 1);
}

static void free_late(struct rcu_head *head)
{
	/* expect: interrupt-use */
	set_range(container_of(head, struct slot, rcu)->pte, 1);
}

void give_up(struct slot *slot)
{
	call_rcu(&slot->rcu, free_late);
}

static void soon(struct irq_work *work)
{
	/* expect: interrupt-use */
	set_range(work->pte, 1);
}

static struct irq_work soon_work = IRQ_WORK_INIT(soon);

/* The allocator runs it for GFP_ATOMIC as well. */
void __kernel_map_pages(struct page *page, int nr, int enable)
{
	/* expect: interrupt-use */
	set_range(page_to_pte(page), nr);
}

DEFINE_IDTENTRY_SYSVEC(sysvec_case)
{
	/* expect: interrupt-use */
	set_range(this_cpu_read(pending_pte), 1);
}

/* Made known by way of a function and of a macro. */
static void arm(struct timer_list *t, void (*fn)(struct timer_list *t))
{
	timer_setup(t, fn, 0);
}

#define ARM(t, fn)	arm(&(t)->timer, fn)

static void armed(struct timer_list *t)
{
	/* expect: interrupt-use */
	set_range(t->pte, 1);
}

void start_armed(struct slot *slot)
{
	ARM(slot, armed);
}

/* Only one of the tests keeps it away from interrupts. */
static irqreturn_t wrong_test(int irq, void *data)
{
	if (in_task())
		return IRQ_NONE;
	/* expect: interrupt-use */
	set_range(data, 1);
	return IRQ_HANDLED;
}

int listen_wrong(int irq, pte_t *pte)
{
	return request_irq(irq, wrong_test, 0, "wrong", pte);
}

/* By way of a function that calls what it is given. */
static void each_slot(pte_t *pte, int nr, void (*fn)(pte_t *pte))
{
	while (nr--)
		fn(pte++);
}

static irqreturn_t indirect(int irq, void *data)
{
	/* expect: interrupt-use */
	each_slot(data, 4, unmap_slot);
	return IRQ_HANDLED;
}

int listen_indirect(int irq, pte_t *pte)
{
	return request_irq(irq, indirect, 0, "indirect", pte);
}

void bottom_halves_off(pte_t *pte)
{
	spin_lock_bh(&list_lock);
	/* expect: interrupt-use */
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	spin_unlock_bh(&list_lock);
}

void bottom_halves_off_levels_up(pte_t *pte)
{
	local_bh_disable();
	/* expect: interrupt-use */
	unmap_slots(pte, 2);
	local_bh_enable();
}

static void lock_list(void)
{
	spin_lock_bh(&list_lock);
}

void bottom_halves_off_by_a_helper(pte_t *pte)
{
	lock_list();
	/* expect: interrupt-use */
	set_range(pte, 1);
	spin_unlock_bh(&list_lock);
}

int bottom_halves_off_on_a_path(pte_t *pte, bool quiet)
{
	if (quiet)
		local_bh_disable();
	/* expect: interrupt-use */
	unmap_slots(pte, 2);
	if (quiet)
		local_bh_enable();
	return 0;
}

DEFINE_LOCK_GUARD_0(quiet, local_bh_disable(), local_bh_enable())

void bottom_halves_off_by_a_guard(pte_t *pte)
{
	guard(quiet)();
	/* expect: interrupt-use */
	set_range(pte, 1);
}
