// SPDX-License-Identifier: Apache-2.0
/* era: counted */
/* Sections whose ends see the same in_interrupt(). */
#include <linux/mm.h>

static DEFINE_SPINLOCK(list_lock);

void lock_inside(pte_t *pte)
{
	lazy_mmu_mode_enable();
	spin_lock_bh(&list_lock);
	set_pte(pte, __pte(0));
	spin_unlock_bh(&list_lock);
	lazy_mmu_mode_disable();
}

/* Both ends do nothing. */
void lock_outside(pte_t *pte)
{
	spin_lock_bh(&list_lock);
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	spin_unlock_bh(&list_lock);
}

/* Interrupts off do not make it interrupt context. */
void interrupts_off(pte_t *pte)
{
	unsigned long flags;

	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	local_irq_save(flags);
	lazy_mmu_mode_disable();
	local_irq_restore(flags);
}

void irqsave_lock(pte_t *pte)
{
	unsigned long flags;

	spin_lock_irqsave(&list_lock, flags);
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	spin_unlock_irqrestore(&list_lock, flags);
	lazy_mmu_mode_disable();
}

void preemption_off(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	preempt_disable();
	lazy_mmu_mode_disable();
	preempt_enable();
}

/* Inner sections under the lock do nothing at either end. */
static void set_range(pte_t *pte, int nr)
{
	lazy_mmu_mode_enable();
	while (nr--)
		set_pte(pte++, __pte(0));
	lazy_mmu_mode_disable();
}

void inner_section_under_the_lock(pte_t *pte)
{
	lazy_mmu_mode_enable();
	spin_lock_bh(&list_lock);
	set_range(pte, 4);
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	spin_unlock_bh(&list_lock);
	lazy_mmu_mode_disable();
}

static void lock_list(void)
{
	spin_lock_bh(&list_lock);
}

static void unlock_list(void)
{
	spin_unlock_bh(&list_lock);
}

void helpers_inside(pte_t *pte)
{
	lazy_mmu_mode_enable();
	lock_list();
	set_pte(pte, __pte(0));
	unlock_list();
	lazy_mmu_mode_disable();
}

static void begin(void)
{
	lazy_mmu_mode_enable();
}

static void end(void)
{
	lazy_mmu_mode_disable();
}

void helpers_outside(pte_t *pte)
{
	lock_list();
	begin();
	set_pte(pte, __pte(0));
	end();
	unlock_list();
	begin();
	set_pte(pte, __pte(0));
	end();
}

/* Both at once, in the right order. */
static void unlock_and_end(void)
{
	spin_unlock_bh(&list_lock);
	lazy_mmu_mode_disable();
}

void helper_ends_both(pte_t *pte)
{
	lazy_mmu_mode_enable();
	spin_lock_bh(&list_lock);
	set_pte(pte, __pte(0));
	unlock_and_end();
}

int trylock_that_failed(pte_t *pte)
{
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	if (!spin_trylock_bh(&list_lock)) {
		lazy_mmu_mode_disable();
		return -EBUSY;
	}
	set_pte(pte, __pte(1));
	spin_unlock_bh(&list_lock);
	lazy_mmu_mode_disable();
	return 0;
}

void off_for_as_long_as_the_section(pte_t *pte, bool busy)
{
	if (busy)
		local_bh_disable();
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	lazy_mmu_mode_disable();
	if (busy)
		local_bh_enable();
}

void pause_under_the_lock(pte_t *pte)
{
	lazy_mmu_mode_enable();
	spin_lock_bh(&list_lock);
	lazy_mmu_mode_pause();
	use_mapping(pte);
	lazy_mmu_mode_resume();
	spin_unlock_bh(&list_lock);
	lazy_mmu_mode_disable();
}

void only_in_a_task(pte_t *pte)
{
	if (in_interrupt())
		return;
	lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	if (in_interrupt())
		return;
	lazy_mmu_mode_disable();
}

void asks_under_its_own_lock(pte_t *pte)
{
	spin_lock_bh(&list_lock);
	if (!in_interrupt())
		lazy_mmu_mode_enable();
	set_pte(pte, __pte(0));
	spin_unlock_bh(&list_lock);
}

void callee_of_a_walk(pte_t *pte, int nr)
{
	while (nr--) {
		rcu_read_lock_bh();
		set_range(pte++, 1);
		rcu_read_unlock_bh();
	}
}

/* Calls in interrupt context do nothing, which is allowed. */
static irqreturn_t handler(int irq, void *data)
{
	set_range(data, 1);
	return IRQ_HANDLED;
}

int listen(int irq, pte_t *pte)
{
	return request_irq(irq, handler, 0, "ok", pte);
}
