/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_SPINLOCK_H
#define _LINUX_SPINLOCK_H

typedef struct spinlock {
	int owner;
} spinlock_t;

void _raw_spin_lock(spinlock_t *lock);
int _raw_spin_trylock(spinlock_t *lock);
void _raw_spin_unlock(spinlock_t *lock);

static __always_inline void spin_lock(spinlock_t *lock)
{
	_raw_spin_lock(lock);
}

#define spin_lock_nested(lock, subclass)	_raw_spin_lock(lock)

static __always_inline int spin_trylock(spinlock_t *lock)
{
	return _raw_spin_trylock(lock);
}

static __always_inline void spin_unlock(spinlock_t *lock)
{
	_raw_spin_unlock(lock);
}

static inline void local_bh_disable(void)
{
	__local_bh_disable_ip(_THIS_IP_, SOFTIRQ_DISABLE_OFFSET);
}

static inline void local_bh_enable(void)
{
	__local_bh_enable_ip(_THIS_IP_, SOFTIRQ_DISABLE_OFFSET);
}

static __always_inline void spin_lock_bh(spinlock_t *lock)
{
	local_bh_disable();
	_raw_spin_lock(lock);
}

static __always_inline void spin_unlock_bh(spinlock_t *lock)
{
	_raw_spin_unlock(lock);
	local_bh_enable();
}

#endif /* _LINUX_SPINLOCK_H */
