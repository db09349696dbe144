/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _LINUX_WALK_HELPERS_H
#define _LINUX_WALK_HELPERS_H

#include <linux/mm.h>

struct walk_lock {
	struct mutex lock;
	struct rw_semaphore sem;
};

/* Waiting that does not look like it. */
static inline void header_walk_lock(struct walk_lock *walk)
{
	down_read(&walk->sem);
}

#define macro_walk_lock(walk)	mutex_lock(&(walk)->lock)

static inline bool header_may_block(gfp_t gfp)
{
	return gfp & __GFP_DIRECT_RECLAIM;
}

/* Allocation as it looks with profiling of allocations. */
#define alloc_hooks(call)	({ call; })
#define table_dup(table, gfp)	alloc_hooks(table_dup_noprof(table, gfp))

static inline void *table_dup_noprof(void *table, gfp_t gfp)
{
	return kmemdup_noprof(table, PAGE_SIZE, gfp);
}

#endif /* _LINUX_WALK_HELPERS_H */
