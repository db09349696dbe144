// SPDX-License-Identifier: Apache-2.0
/* The mode in tasks, however close to interrupts. */
#include <linux/mm.h>
#include <linux/interrupt.h>

static DEFINE_SPINLOCK(list_lock);

static void set_range(pte_t *pte, int nr)
{
	arch_enter_lazy_mmu_mode();
	while (nr--)
		set_pte(pte++, __pte(0));
	arch_leave_lazy_mmu_mode();
}

/* A handler that only asks for work. */
static irqreturn_t handler(int irq, void *data)
{
	schedule_work(data);
	return IRQ_WAKE_THREAD;
}

static void work_fn(struct work_struct *work)
{
	set_range(work->pte, 1);
}

static irqreturn_t thread(int irq, void *data)
{
	set_range(data, 1);
	return IRQ_HANDLED;
}

int listen(int irq, struct slot *slot)
{
	INIT_WORK(&slot->work, work_fn);
	return request_threaded_irq(irq, handler, thread, 0, "ok", slot);
}

/* Gives up where it may not go. */
static void careful(pte_t *pte)
{
	if (in_interrupt())
		return;
	set_range(pte, 1);
}

static irqreturn_t handler_of_the_careful(int irq, void *data)
{
	careful(data);
	return IRQ_HANDLED;
}

static void other_way_round(pte_t *pte)
{
	if (in_task())
		set_range(pte, 1);
	else
		schedule_work(pte);
}

static irqreturn_t handler_of_the_other(int irq, void *data)
{
	other_way_round(data);
	return IRQ_HANDLED;
}

static void checked_by_the_caller(pte_t *pte)
{
	set_range(pte, 1);
}

static irqreturn_t handler_that_checks(int irq, void *data)
{
	bool task = !in_interrupt();

	if (!task)
		return IRQ_NONE;
	checked_by_the_caller(data);
	return IRQ_HANDLED;
}

static void stops_there(pte_t *pte)
{
	BUG_ON(in_interrupt());
	set_range(pte, 1);
}

static irqreturn_t handler_that_would_stop(int irq, void *data)
{
	stops_there(data);
	return IRQ_HANDLED;
}

/* What sleeps is not called from an interrupt, whoever seems to call it. */
static void sleeps(pte_t *pte)
{
	might_sleep();
	set_range(pte, 1);
}

static void maybe(pte_t *pte, bool atomic)
{
	if (!atomic)
		sleeps(pte);
}

/* Swap space is given back under the lock of a folio, by tasks: the table that RCU frees is in no swap cache. */
static void clear_count(struct folio *folio)
{
	if (folio_test_swapcache(folio) && folio_trylock(folio)) {
		folio_free_swap(folio);
		set_range(folio->pte, 1);
		folio_unlock(folio);
	}
}

static void free_table(struct rcu_head *head)
{
	clear_count(folio_of(head));
}

void free_table_later(struct rcu_head *head)
{
	call_rcu(head, free_table);
}

static irqreturn_t handler_of_the_sleeper(int irq, void *data)
{
	maybe(data, true);
	return IRQ_HANDLED;
}

int listen_all(int irq, pte_t *pte)
{
	request_irq(irq, handler_of_the_careful, 0, "1", pte);
	request_irq(irq, handler_of_the_other, 0, "2", pte);
	request_irq(irq, handler_that_checks, 0, "3", pte);
	request_irq(irq, handler_that_would_stop, 0, "4", pte);
	return request_irq(irq, handler_of_the_sleeper, 0, "5", pte);
}

/* Interrupts and preemption off are not interrupt context. */
void interrupts_off(pte_t *pte)
{
	unsigned long flags;

	local_irq_save(flags);
	set_range(pte, 1);
	local_irq_restore(flags);
	spin_lock_irq(&list_lock);
	set_range(pte, 1);
	spin_unlock_irq(&list_lock);
	preempt_disable();
	set_range(pte, 1);
	preempt_enable();
}

void after_the_unlock(pte_t *pte)
{
	spin_lock_bh(&list_lock);
	list_empty(pte);
	spin_unlock_bh(&list_lock);
	set_range(pte, 1);
}

int lock_not_taken(pte_t *pte)
{
	if (spin_trylock_bh(&list_lock)) {
		spin_unlock_bh(&list_lock);
		return 0;
	}
	set_range(pte, 1);
	return 1;
}

void in_the_other_case(pte_t *pte, bool quiet)
{
	if (quiet)
		local_bh_disable();
	if (!quiet)
		set_range(pte, 1);
	if (quiet)
		local_bh_enable();
}

/* The name of a handler is no call of it. */
bool is_ours(irq_handler_t fn)
{
	return fn == thread;
}

/* A handler that writes a slot by itself, without the mode. */
static irqreturn_t immediate(int irq, void *data)
{
	set_pte(data, __pte(0));
	return IRQ_HANDLED;
}

int listen_immediate(int irq, pte_t *pte)
{
	return request_irq(irq, immediate, 0, "immediate", pte);
}

/* Flushing is allowed anywhere. */
static irqreturn_t flushes(int irq, void *data)
{
	arch_flush_lazy_mmu_mode();
	return IRQ_HANDLED;
}

int listen_flush(int irq, pte_t *pte)
{
	return request_irq(irq, flushes, 0, "flush", pte);
}


/* A handler of something else, in a structure with a member of the same name. */
struct subtable_proc {
	int id;
	int (*handler)(void *entry);
};

static int parse_entry(void *entry)
{
	set_range(entry, 1);
	return 0;
}

int parse_table(int id, int (*handler)(void *entry))
{
	struct subtable_proc proc = {
		.id = id,
		.handler = handler,
	};

	return walk_entries(&proc);
}

int parse_all(void)
{
	return parse_table(1, parse_entry);
}

static const struct subtable_proc fixed = {
	.handler = parse_entry,
};

/* A member of the same name in a structure that is not known here. */
static int probed(struct probe *p, struct pt_regs *regs)
{
	arch_enter_lazy_mmu_mode();
	set_pte(p->pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return 0;
}

void watch(struct probe *p)
{
	p->rp.handler = probed;
}

/* The chain is called by tasks. */
static int on_reboot(struct notifier_block *nb, unsigned long event, void *data)
{
	pte_t *pte = data;

	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return NOTIFY_DONE;
}

static struct notifier_block reboot_block = {
	.notifier_call = on_reboot,
};

void watch_reboot(void)
{
	register_reboot_notifier(&reboot_block);
}
