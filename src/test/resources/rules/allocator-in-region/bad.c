// SPDX-License-Identifier: Apache-2.0
/* What takes pages from the allocator in a region, or gives them back, without sleeping. */
#include <linux/mm.h>
#include <linux/walk_helpers.h>

struct walk {
	struct mm_struct *mm;
	struct kmem_cache *cache;
	unsigned long *page;
	int nr;
};

void directly(pte_t *pte)
{
	arch_enter_lazy_mmu_mode();
	/* expect: allocator-in-region */
	set_pte(pte, __pte(__get_free_page(GFP_ATOMIC)));
	arch_leave_lazy_mmu_mode();
}

void with_other_flags(pte_t *pte)
{
	gfp_t gfp = GFP_NOWAIT;

	arch_enter_lazy_mmu_mode();
	/* expect: allocator-in-region */
	set_pte(pte, __pte(alloc_page(gfp | __GFP_NOWARN)));
	arch_leave_lazy_mmu_mode();
}

void an_object(pte_t *pte, struct walk *walk)
{
	void *object;

	arch_enter_lazy_mmu_mode();
	/* expect: allocator-in-region */
	object = kmem_cache_alloc(walk->cache, GFP_NOWAIT);
	set_pte(pte, __pte(object));
	arch_leave_lazy_mmu_mode();
}

void on_one_path(pte_t *pte, int nr)
{
	void *table = NULL;

	arch_enter_lazy_mmu_mode();
	if (nr > 4)
		/* expect: allocator-in-region */
		table = kmalloc(nr, GFP_ATOMIC);
	set_pte(pte, __pte(table));
	arch_leave_lazy_mmu_mode();
}

void given_back(pte_t *pte, unsigned long page)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* expect: allocator-in-region */
	free_page(page);
	arch_leave_lazy_mmu_mode();
}

void in_a_loop(pte_t *pte, struct walk *walk)
{
	int i;

	arch_enter_lazy_mmu_mode();
	for (i = 0; i < walk->nr; i++) {
		set_pte(pte + i, __pte(0));
		/* expect: allocator-in-region */
		__free_pages(walk->page[i], 0);
	}
	arch_leave_lazy_mmu_mode();
}

void behind_a_goto(pte_t *pte, unsigned long page)
{
	arch_enter_lazy_mmu_mode();
	if (!page)
		goto out;
	set_pte(pte, __pte(0));
	arch_leave_lazy_mmu_mode();
	return;
out:
	/* expect: allocator-in-region */
	set_pte(pte, __pte(get_zeroed_page(GFP_NOWAIT)));
	arch_leave_lazy_mmu_mode();
}

void in_some_configurations(pte_t *pte, unsigned long page)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
#ifdef CONFIG_DEBUG_VM
	/* expect: allocator-in-region */
	free_page(page);
#endif
	if (IS_ENABLED(CONFIG_NUMA))
		/* expect: allocator-in-region */
		set_pte(pte, __pte(alloc_pages_node(0, GFP_NOWAIT, 0)));
	arch_leave_lazy_mmu_mode();
}

/* --- helpers: the allocation is the cause */

static void *next_batch(struct walk *walk)
{
	if (walk->page)
		return walk->page;
	/* expect: allocator-in-region */
	return kzalloc(64, GFP_NOWAIT | __GFP_NOWARN);
}

static void *add(struct walk *walk)
{
	return walk->nr++ ? next_batch(walk) : NULL;
}

void two_levels_down(pte_t *pte, struct walk *walk)
{
	arch_enter_lazy_mmu_mode();
	/* chain: allocator-in-region */
	set_pte(pte, __pte(add(walk)));
	arch_leave_lazy_mmu_mode();
}

void in_another_region(pte_t *pte, struct walk *walk)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	/* chain: allocator-in-region */
	next_batch(walk);
	arch_leave_lazy_mmu_mode();
}

static void *table(gfp_t gfp)
{
	/* expect: allocator-in-region */
	return kcalloc(4, 64, gfp);
}

void flags_of_the_caller(pte_t *pte)
{
	void *outside = table(GFP_KERNEL);

	arch_enter_lazy_mmu_mode();
	/* chain: allocator-in-region */
	set_pte(pte, __pte(table(GFP_ATOMIC)));
	arch_leave_lazy_mmu_mode();
	kfree(outside);
}

void profiled(pte_t *pte, void *object)
{
	arch_enter_lazy_mmu_mode();
	/* chain: allocator-in-region */
	set_pte(pte, __pte(table_dup(object, GFP_ATOMIC)));
	arch_leave_lazy_mmu_mode();
}

/* --- callbacks */

static int free_pte(pte_t *pte, unsigned long addr, void *data)
{
	unsigned long page = pte_pfn(*pte);

	pte_clear(&init_mm, addr, pte);
	/* expect: allocator-in-region */
	free_page(page);
	return 0;
}

static int for_each_pte(pte_t *pte, int nr, pte_fn_t fn, void *data)
{
	int err = 0;

	arch_enter_lazy_mmu_mode();
	while (nr-- && !err)
		err = fn(pte++, 0, data);
	arch_leave_lazy_mmu_mode();
	return err;
}

int called_back(pte_t *pte)
{
	/* chain: allocator-in-region */
	return for_each_pte(pte, 8, free_pte, NULL);
}
