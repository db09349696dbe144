// SPDX-License-Identifier: Apache-2.0
/* /proc/PID/pagemap: which pages were written, and their protection against the next write. */
#include <linux/mm.h>

struct pagemap_scan {
	unsigned long *written;
	unsigned int nr_written;
	unsigned int room;
	bool protect;
};

/* Notes one page; false when the user's buffer is full. */
static bool report_page(struct pagemap_scan *scan, unsigned long addr)
{
	if (scan->nr_written == scan->room)
		return false;
	scan->written[scan->nr_written++] = addr;
	return true;
}

static int scan_huge_entry(pmd_t *pmd, unsigned long addr,
			   struct vm_area_struct *vma, struct pagemap_scan *scan)
{
#ifdef CONFIG_TRANSPARENT_HUGEPAGE
	spinlock_t *ptl = pmd_trans_huge_lock(pmd, vma);
	int ret = 0;

	if (!ptl)
		return -ENOENT;
	if (!report_page(scan, addr))
		ret = -EBUSY;
	else if (scan->protect)
		pmd->pmd &= ~2UL;
	spin_unlock(ptl);
	return ret;
#else
	return -ENOENT;
#endif
}

static int pagemap_scan_pmd_entry(pmd_t *pmd, unsigned long start,
				  unsigned long end, struct mm_walk *walk)
{
	struct pagemap_scan *scan = walk->private;
	struct vm_area_struct *vma = walk->vma;
	unsigned long addr, flush_end = 0;
	pte_t *start_pte, *pte;
	spinlock_t *ptl;
	int ret;

	ret = scan_huge_entry(pmd, start, vma, scan);
	if (ret != -ENOENT)
		return ret;

	ret = 0;
	start_pte = pte = pte_offset_map_lock(vma->vm_mm, pmd, start, &ptl);
	if (!pte) {
		walk->again = true;
		return 0;
	}

	arch_enter_lazy_mmu_mode();

	for (addr = start; addr != end; pte++, addr += PAGE_SIZE) {
		if (!pte_write(ptep_get(pte)))
			continue;
		if (!report_page(scan, addr)) {
			ret = -EBUSY;
			break;
		}
		if (!scan->protect)
			continue;
		ptep_set_wrprotect(vma->vm_mm, addr, pte);
		flush_end = addr + PAGE_SIZE;
	}

	arch_leave_lazy_mmu_mode();
	if (flush_end)
		flush_tlb_range(vma, start, flush_end);
	pte_unmap_unlock(start_pte, ptl);

	cond_resched();
	return ret;
}

int pagemap_scan(struct vm_area_struct *vma, struct pagemap_scan *scan)
{
	struct mm_walk walk = { .vma = vma, .private = scan };
	unsigned long addr = vma->vm_start;
	int ret = 0;

	while (!ret && addr < vma->vm_end) {
		unsigned long next = pmd_addr_end(addr, vma->vm_end);

		walk.again = false;
		ret = pagemap_scan_pmd_entry(pmd_of(vma->vm_mm, addr), addr,
					     next, &walk);
		if (!walk.again)
			addr = next;
	}
	return ret;
}
