// SPDX-License-Identifier: Apache-2.0
/*
 * In the shape of try_to_unmap_one() and page_vma_mapped_walk(): many ways through a loop that hands a lock on from round to round.
 * The region is left neither at "discard" nor at "out".
 */
#include <linux/mm.h>

/* Goes from entry to entry of what maps a page, with the lock of the table held between two calls. */
struct mapped_walk {
	struct mm_struct *mm;
	pmd_t *pmd;
	pte_t *pte;
	spinlock_t *ptl;
	unsigned long address;
	unsigned long end;
};

static inline void mapped_walk_done(struct mapped_walk *walk)
{
	if (walk->pte)
		pte_unmap(walk->pte);
	if (walk->ptl)
		spin_unlock(walk->ptl);
}

static bool not_found(struct mapped_walk *walk)
{
	mapped_walk_done(walk);
	return false;
}

static bool map_entry(struct mapped_walk *walk, spinlock_t **ptlp)
{
	walk->pte = pte_offset_map_nolock(walk->mm, walk->pmd, walk->address, ptlp);
	if (!walk->pte)
		return false;
	if (pte_none(ptep_get(walk->pte)))
		return false;
	walk->ptl = *ptlp;
	spin_lock(walk->ptl);
	return true;
}

static bool mapped_walk(struct mapped_walk *walk)
{
	spinlock_t *ptl;

	if (walk->pmd && !walk->pte)
		return not_found(walk);
	if (walk->pte)
		goto next;
restart:
	do {
		walk->pmd = pmd_of(walk->mm, walk->address);
		if (pmd_trans_huge(*walk->pmd)) {
			walk->ptl = pmd_lock(walk->mm, walk->pmd);
			if (pmd_trans_huge(*walk->pmd)) {
				if (walk_is_over(walk))
					return not_found(walk);
				return true;
			}
			spin_unlock(walk->ptl);
			walk->ptl = NULL;
		} else if (!pmd_present(*walk->pmd)) {
			walk->address += PMD_SIZE;
			continue;
		}
		if (!map_entry(walk, &ptl)) {
			if (!walk->pte)
				goto restart;
			goto next;
		}
this:
		if (maps_it(walk))
			return true;
next:
		do {
			walk->address += PAGE_SIZE;
			if (walk->address >= walk->end)
				return not_found(walk);
			if ((walk->address & (PMD_SIZE - PAGE_SIZE)) == 0) {
				if (walk->ptl) {
					spin_unlock(walk->ptl);
					walk->ptl = NULL;
				}
				pte_unmap(walk->pte);
				walk->pte = NULL;
				goto restart;
			}
			walk->pte++;
		} while (pte_none(ptep_get(walk->pte)));
		if (!walk->ptl) {
			walk->ptl = ptl;
			spin_lock(walk->ptl);
		}
		goto this;
	} while (walk->address < walk->end);
	return false;
}

bool unmap_one(struct mapped_walk *walk, struct folio *folio, unsigned long flags)
{
	struct mm_struct *mm = walk->mm;
	bool exclusive, ret = true;
	pte_t pteval;

	while (mapped_walk(walk)) {
		if (!(flags & 1) && mlocked(mm)) {
			if (!folio_test_large(folio))
				mlock_folio(folio);
			goto abort;
		}
		if (!walk->pte) {
			if (flags & 2) {
				split_locked(walk, folio);
				flags &= ~2;
				continue;
			}
		}
		pteval = ptep_get(walk->pte);
		exclusive = folio_test_anon(folio) && exclusive_of(folio);
		if (pte_present(pteval)) {
			if (should_defer(mm, flags)) {
				pteval = ptep_get_and_clear(mm, walk->address, walk->pte);
				note_pending(mm, pteval);
			} else {
				pteval = ptep_clear_flush(mm, walk->address, walk->pte);
			}
			if (pte_dirty(pteval))
				mark_dirty(folio);
		} else {
			pteval = ptep_get_and_clear(mm, walk->address, walk->pte);
		}
		arch_enter_lazy_mmu_mode();
		if (poisoned(folio) && (flags & 4)) {
			set_pte_at(mm, walk->address, walk->pte, poison_of(folio));
		} else if (pte_present(pteval) && unused(pteval)) {
			count(mm);
		} else if (folio_test_anon(folio)) {
			if (folio_test_swapbacked(folio) != folio_test_swapcache(folio))
				goto out;
			if (!folio_test_swapbacked(folio)) {
				if (refs(folio) == 1) {
					count(mm);
					goto discard;
				}
				set_pte_at(mm, walk->address, walk->pte, pteval);
				goto out;
			}
			if (duplicate(folio) < 0) {
				set_pte_at(mm, walk->address, walk->pte, pteval);
				goto out;
			}
			if (exclusive && share(folio)) {
				set_pte_at(mm, walk->address, walk->pte, pteval);
				goto out;
			}
			set_pte_at(mm, walk->address, walk->pte, swap_of(folio));
		} else {
			count(mm);
		}
		arch_leave_lazy_mmu_mode();
discard:
		if (folio_test_hugetlb(folio))
			remove_huge(folio);
		else
			remove_rmap(folio);
		folio_put(folio);
		continue;
out:
abort:
		ret = false;
		mapped_walk_done(walk);
		break;
	}
	return ret;
}
