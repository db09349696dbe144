/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the seeds need beside the headers of their small kernel to be C for a
 * compiler. Functions that return nothing or an int may go undeclared, as they
 * could before C99.
 */
#define NULL ((void *)0)
#define true 1
#define false 0
#define __always_inline inline
#define noinline
#define __init
#define __user
#define __percpu
#define _THIS_IP_ 0
#define SOFTIRQ_DISABLE_OFFSET 1
#define PAGE_SIZE 4096UL
#define PAGE_SHIFT 12
#define PAGE_MASK (~(PAGE_SIZE - 1))
#define PMD_SIZE (PAGE_SIZE << 9)
#define PTRS_PER_PTE 512

typedef _Bool bool;
typedef unsigned long size_t;
typedef unsigned int gfp_t;
typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef unsigned long phys_addr_t;
typedef struct { unsigned long pte; } pte_t;
typedef struct { unsigned long pmd; } pmd_t;
typedef struct { unsigned long pud; } pud_t;
typedef struct { unsigned long p4d; } p4d_t;
typedef struct { unsigned long pgd; } pgd_t;
typedef struct { unsigned long pgprot; } pgprot_t;
typedef struct { unsigned long val; } swp_entry_t;
typedef struct { int counter; } atomic_t;
typedef void *pgtable_t;
typedef struct { int head; } wait_queue_head_t;
typedef int irqreturn_t;

enum {
	EIO = 5, EAGAIN = 11, ENOMEM = 12, EFAULT = 14, EBUSY = 16, EINVAL = 22, ENOENT = 2, EINTR = 4,
	GFP_KERNEL = 1, GFP_ATOMIC, GFP_NOWAIT, GFP_USER, GFP_KERNEL_ACCOUNT, GFP_NOFS, GFP_NOIO,
	__GFP_NOWARN = 16, __GFP_ZERO = 32, __GFP_DIRECT_RECLAIM = 64, __GFP_RECLAIM = 128, __GFP_HIGH = 256,
	IRQ_NONE = 0, IRQ_HANDLED, IRQ_WAKE_THREAD, IRQF_SHARED, HRTIMER_MODE_REL,
	CLOCK_MONOTONIC, NOTIFY_DONE, HPAGE_PMD_SIZE = 1 << 21, VM_SHARED = 8, WALK_LOCK = 1, WALK_CREATE = 2
};

#define container_of(pointer, type, member) ((type *)((char *)(pointer) - __builtin_offsetof(type, member)))
#define DEFINE_LOCK_GUARD_0(name, lock, unlock)
#define IRQ_WORK_INIT(handler) { 0 }
#define READ_ONCE(x) (x)
#define WRITE_ONCE(x, value) ((x) = (value))
#define fallthrough do { } while (0)
#define IS_ENABLED(option) configured(#option)
#define guard(class) guard_of_##class
#define scoped_guard(class, args...) if (guard_of_##class(args))
#define scoped_cond_guard(class, otherwise, args...) if (!guard_of_##class(args)) { otherwise; } else

#include <linux/spinlock.h>

struct mm_struct;
struct mmu_gather;
struct mmu_notifier_range;
struct mutex { int owner; };
struct rw_semaphore { int count; };
struct pt_regs;
struct work_struct { pte_t *pte; };
struct tasklet_struct { void (*callback)(struct tasklet_struct *t); pte_t *pte; };
typedef struct { void (*func)(void *info); } call_single_data_t;
struct notifier_block { int (*notifier_call)(struct notifier_block *nb, unsigned long event, void *data); };
struct probe { pte_t *pte; struct { int (*handler)(struct probe *p, struct pt_regs *regs); } rp; };
struct irq_work { pte_t *pte; };
struct timer_list { void (*function)(struct timer_list *timer); pte_t *pte; };
struct hrtimer { int (*function)(struct hrtimer *timer); pte_t *pte; };
struct irqaction { irqreturn_t (*handler)(int irq, void *data); const char *name; };
struct rcu_head { struct rcu_head *next; };
struct slot { pte_t *pte; struct rcu_head rcu; struct timer_list timer; struct work_struct work; };
struct folio { pte_t *pte; };
struct folio *folio_of(struct rcu_head *head);
int folio_test_swapcache(struct folio *folio);
void folio_free_swap(struct folio *folio);
void call_rcu(struct rcu_head *head, void (*func)(struct rcu_head *head));
enum hrtimer_restart { HRTIMER_NORESTART };
struct list_head { struct list_head *next, *prev; };
struct vm_area_struct { struct mm_struct *vm_mm; unsigned long vm_start, vm_end, vm_flags; pgprot_t vm_page_prot; };

extern struct { void (*enter)(void), (*leave)(void), (*flush)(void); } pv_mmu;
extern pgprot_t PAGE_KERNEL;
extern spinlock_t list_lock;
extern pte_t *pending_pte;
extern struct work_struct walk_work;
extern struct rw_semaphore walk_sem;
extern wait_queue_head_t walk_queue;
extern void *walk_workqueue;
pte_t __pte(unsigned long value);
pte_t ptep_get_lockless(pte_t *ptep);
pte_t ptep_clear_flush(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep);
pte_t ptep_modify_prot_start(struct vm_area_struct *vma, unsigned long addr, pte_t *ptep);
pte_t pte_mkold(pte_t pte);
pte_t pte_mkdirty(pte_t pte);
pte_t pte_mkclean(pte_t pte);
pte_t pte_mkwrite(pte_t pte);
pte_t pte_wrprotect(pte_t pte);
pte_t pte_mkspecial(pte_t pte);
pte_t pte_modify(pte_t pte, pgprot_t prot);
pte_t pfn_pte(unsigned long pfn, pgprot_t prot);
pte_t mk_pte(struct page *page, pgprot_t prot);
pte_t pte_next_pfn(pte_t pte);
