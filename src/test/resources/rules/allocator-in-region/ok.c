// SPDX-License-Identifier: Apache-2.0
/* The allocator beside regions. */
#include <linux/mm.h>

struct walk {
	unsigned long page;
	int nr;
};

void before_and_after(pte_t *pte)
{
	unsigned long page = __get_free_page(GFP_KERNEL);

	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(page));
	arch_leave_lazy_mmu_mode();
	free_page(page);
}

void left_meanwhile(pte_t *pte, int nr)
{
	arch_enter_lazy_mmu_mode();
	while (nr--) {
		unsigned long page;

		arch_leave_lazy_mmu_mode();
		page = __get_free_page(GFP_NOWAIT);
		arch_enter_lazy_mmu_mode();
		set_pte(pte++, __pte(page));
	}
	arch_leave_lazy_mmu_mode();
}

static unsigned long page_of(struct walk *walk, bool allocate)
{
	return allocate ? __get_free_page(GFP_ATOMIC) : walk->page;
}

void not_asked_to(pte_t *pte, struct walk *walk)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(page_of(walk, false)));
	arch_leave_lazy_mmu_mode();
}

/* Drops a reference, which others hold too. */
void drops_a_reference(pte_t *pte, struct folio *folio)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	folio_put(folio);
	arch_leave_lazy_mmu_mode();
}

/* Goes back to its cache. */
void frees_an_object(pte_t *pte, void *object)
{
	arch_enter_lazy_mmu_mode();
	set_pte(pte, __pte(0));
	kfree(object);
	arch_leave_lazy_mmu_mode();
}

static int store_pte(pte_t *pte, unsigned long addr, void *data)
{
	struct walk *walk = data;

	set_pte(pte, __pte(walk->page++));
	return 0;
}

static int for_each_pte(pte_t *pte, pte_fn_t fn, void *data)
{
	int err;

	arch_enter_lazy_mmu_mode();
	err = fn(pte, 0, data);
	arch_leave_lazy_mmu_mode();
	return err;
}

int allocates_for_its_callback(pte_t *pte, struct walk *walk)
{
	walk->page = __get_free_page(GFP_KERNEL);
	return for_each_pte(pte, store_pte, walk);
}
