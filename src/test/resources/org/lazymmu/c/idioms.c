/*
 * One idiom of kernel C per function. The comment above a function says what the parser must make of it:
 *
 *   head:  the function as found, static and inline first; a definer and the condition in brackets
 *   calls: the calls in the order of evaluation, each with its #if condition in brackets
 *   body:  the statements as the tree prints them: casts in <>, declarations as type:name, macro blocks with @,
 *          types and other non-values in quotes, sizeof in backquotes
 *
 * A line that is indented more goes on with the line before it. What is not said is not checked.
 */
#include <linux/idioms.h>
#include "private.h"

/*
 * head: static inline void set_counted(pte_t * ptep, pte_t pte, int nr)
 * calls: page_table_check, __set_pte, pte_next
 * body: page_table_check(ptep); for (; ; ) { __set_pte(ptep, pte); if ((--nr == 0)) break; (pte = pte_next(pte)); }
 */
static __always_inline void __nocfi set_counted(pte_t *ptep, pte_t pte, int nr)
{
	page_table_check(ptep);
	for (;;) {
		__set_pte(ptep, pte);
		if (--nr == 0)
			break;
		pte = pte_next(pte);
	}
}

/*
 * head: int arguments_come_first(struct mm_struct * mm)
 * calls: lock, g, f, unlock
 * body: lock(mm); f(1, g(mm), mm->pgd); unlock(mm); return 0;
 */
int arguments_come_first(struct mm_struct *mm)
{
	lock(mm);
	f(1, g(mm), mm->pgd);
	unlock(mm);
	return 0;
}

/*
 * head: advise(unsigned long start, size_t len_in, int behavior) [SYSCALL_DEFINE3]
 * calls: do_advice
 * body: return do_advice(current->mm, start, len_in, behavior);
 */
SYSCALL_DEFINE3(advise, unsigned long, start, size_t, len_in, int, behavior)
{
	return do_advice(current->mm, start, len_in, behavior);
}

/*
 * head: sync_all() [SYSCALL_DEFINE0]
 * calls: ksys_sync
 * body: ksys_sync(); return 0;
 */
SYSCALL_DEFINE0(sync_all)
{
	ksys_sync();
	return 0;
}

/*
 * head: tunnel(compat_uptr_t p, u32 n) [COMPAT_SYSCALL_DEFINE2]
 * calls: compat_ptr, do_compat
 * body: return do_compat(compat_ptr(p), n);
 */
COMPAT_SYSCALL_DEFINE2(tunnel, compat_uptr_t, p, u32, n)
{
	return do_compat(compat_ptr(p), n);
}

/*
 * head: bpf_peek(void * dst, u32 size) [BPF_CALL_2]
 * calls: probe_read
 * body: return probe_read(dst, size);
 */
BPF_CALL_2(bpf_peek, void *, dst, u32, size)
{
	return probe_read(dst, size);
}

/*
 * head: common_vector() [DEFINE_IDTENTRY_IRQ]
 * calls: irq_work
 * body: irq_work(regs);
 */
DEFINE_IDTENTRY_IRQ(common_vector)
{
	irq_work(regs);
}

/*
 * head: do_hash_fill() [DEFINE_INTERRUPT_HANDLER_RET]
 * calls: fill_hpte
 * body: return fill_hpte(regs);
 */
DEFINE_INTERRUPT_HANDLER_RET(do_hash_fill)
{
	return fill_hpte(regs);
}

/*
 * head: second_is_the_name() [TEST_F]
 * calls: expect_eq
 * body: expect_eq(self->fd, 3);
 */
TEST_F(fixture, second_is_the_name)
{
	expect_eq(self->fd, 3);
}

/*
 * head: static void annotated(spinlock_t * lock)
 * calls: relock
 * body: relock(lock);
 */
static void annotated(spinlock_t *lock)
	__releases(lock)
	__acquires(lock)
{
	relock(lock);
}

/*
 * head: static void print_attributes(const char * level, const char * fmt, ...)
 * calls: vprint
 * body: vprint(level, fmt);
 */
static __printf(2, 3) __cold
void print_attributes(const char *level, const char *fmt, ...)
{
	vprint(level, fmt);
}

/*
 * head: void __report(const char * fmt, ...)
 * calls: report_impl
 * body: report_impl(fmt);
 */
void __printf(1, 2) __report(const char *fmt, ...)
{
	report_impl(fmt);
}

/*
 * head: pte_t parenthesised(pte_t pte)
 * calls:
 * body: return pte;
 */
pte_t (parenthesised)(pte_t pte)
{
	return pte;
}

/*
 * head: static int returns_a_function(struct ops * ops)
 * calls: pick
 * body: return pick(ops);
 */
static int (*returns_a_function(struct ops *ops))(int, void *)
{
	return pick(ops);
}

/*
 * head: int old_style(a, b)
 * calls: add
 * body: return add(a, b);
 */
int old_style(a, b)
	int a;
	char *b;
{
	return add(a, b);
}

/*
 * head: static int walk(struct walker * w, gpa_t gpa) [FNAME]
 * calls: walk_level
 * body: return walk_level(w, gpa);
 */
static int FNAME(walk)(struct walker *w, gpa_t gpa)
{
	return walk_level(w, gpa);
}

MODULE_LICENSE("GPL")
/*
 * head: static void macro_without_semicolon_before()
 * calls: after_macro
 * body: after_macro();
 */
static void macro_without_semicolon_before(void)
{
	after_macro();
}
EXPORT_SYMBOL_GPL(macro_without_semicolon_before)

#ifdef CONFIG_LAZY
/*
 * head: static inline void two_sides() [CONFIG_LAZY]
 * calls: on_side
 * body: on_side();
 */
static inline void two_sides(void)
{
	on_side();
}
#else
/*
 * head: static inline void two_sides() [!CONFIG_LAZY]
 * calls:
 * body:
 */
static inline void two_sides(void) { }
#endif

#if defined(CONFIG_A) && !IS_ENABLED(CONFIG_B) || CONFIG_LEVELS > 3
/*
 * head: void condition_tree() [((CONFIG_A && !CONFIG_B) || <CONFIG_LEVELS > 3>)]
 * calls: deep
 * body: deep();
 */
void condition_tree(void) { deep(); }
#elif 0
/*
 * head: void never_compiled() [0]
 * calls: dead
 * body: dead();
 */
void never_compiled(void) { dead(); }
#elif !CONFIG_C
/*
 * head: void third_side() [(!((CONFIG_A && !CONFIG_B) || <CONFIG_LEVELS > 3>) && !CONFIG_C)]
 * calls: third
 * body: third();
 */
void third_side(void) { third(); }
#endif

/*
 * head: int split_head(struct mm_struct * mm, int extra) [CONFIG_HEADS]
 * calls: body_of_both
 * body: return body_of_both(mm);
 * head: int split_head(struct mm_struct * mm) [!CONFIG_HEADS]
 * calls: body_of_both
 * body: return body_of_both(mm);
 */
#ifdef CONFIG_HEADS
int split_head(struct mm_struct *mm, int extra)
#else
int split_head(struct mm_struct *mm)
#endif
{
	return body_of_both(mm);
}

/*
 * head: int split_parameters(int a, int more, int last) [CONFIG_MORE]
 * calls: use
 * body: return use(a, last);
 * head: int split_parameters(int a, long less, int last) [!CONFIG_MORE]
 * calls: use
 * body: return use(a, last);
 */
int split_parameters(int a,
#ifdef CONFIG_MORE
		     int more,
#else
		     long less,
#endif
		     int last)
{
	return use(a, last);
}

/*
 * head: static int body_on_each_side(int x) [CONFIG_FIRST]
 * calls: first_body
 * body: return first_body(x);
 * head: static int body_on_each_side(int x) [!CONFIG_FIRST]
 * calls: other_body
 * body: return other_body(x);
 */
static int body_on_each_side(int x)
#ifdef CONFIG_FIRST
{
	return first_body(x);
}
#else
{
	return other_body(x);
}
#endif

/*
 * head: void plain_if(int a)
 * calls: if_call, else_call, after
 * body: if (a) if_call(); else { else_call(); } after();
 */
void plain_if(int a)
{
	if (a)
		if_call();
	else {
		else_call();
	}
	after();
}

/*
 * head: int test_with_assignment(pmd_t * pmd)
 * calls: pte_offset_map_lock, retry, work, unlock
 * body: pte_t *:pte; if ((!(pte = pte_offset_map_lock(pmd)) || retry(pmd))) return -EAGAIN; (work(pte) ,
 *          unlock(pte)); return 0;
 */
int test_with_assignment(pmd_t *pmd)
{
	pte_t *pte;

	if (!(pte = pte_offset_map_lock(pmd)) || retry(pmd))
		return -EAGAIN;
	work(pte), unlock(pte);
	return 0;
}

/*
 * head: void else_if_chain(int x)
 * calls: zero, one, two
 * body: if ((x == 0)) zero(); else if ((x == 1)) one(); else if ((x == 2)) two();
 */
void else_if_chain(int x)
{
	if (x == 0)
		zero();
	else if (x == 1)
		one();
	else if (x == 2)
		two();
}

/*
 * head: void dangling_else(int a, int b)
 * calls: dangling
 * body: if (a) if (b) dangling(); else return;
 */
void dangling_else(int a, int b)
{
	if (a)
		if (b)
			dangling();
		else
			return;
}

/*
 * head: void loops(int n)
 * calls: more, step, once, again
 * body: int:i = 0; while (more(n)) n--; for (int:j = 0, int:k = n; (j < k); (j++ , step())) continue; do { once(); }
 *          while ((again() && (i++ < 3)));
 */
void loops(int n)
{
	int i = 0;

	while (more(n))
		n--;
	for (int j = 0, k = n; j < k; j++, step())
		continue;
	do {
		once();
	} while (again() && i++ < 3);
}

/*
 * head: void block_macro(struct list_head * head)
 * calls: list_for_each_entry_safe, visit
 * body: struct item *:pos, struct item *:next; @list_for_each_entry_safe(pos, next, head, list) { visit(pos); }
 */
void block_macro(struct list_head *head)
{
	struct item *pos, *next;

	list_for_each_entry_safe(pos, next, head, list) {
		visit(pos);
	}
}

/*
 * head: void braceless_macro()
 * calls: for_each_online_cpu, start
 * body: int:cpu; @for_each_online_cpu(cpu) start(cpu);
 */
void braceless_macro(void)
{
	int cpu;

	for_each_online_cpu(cpu)
		start(cpu);
}

/*
 * head: void macro_with_if(unsigned long * map)
 * calls: for_each_set_bit, if_set
 * body: @for_each_set_bit(bit, map, 64) if (map[bit]) if_set(bit);
 */
void macro_with_if(unsigned long *map)
{
	for_each_set_bit(bit, map, 64)
		if (map[bit])
			if_set(bit);
}

/*
 * head: void nested_macros()
 * calls: for_each_a, for_each_b, nested
 * body: @for_each_a(a) @for_each_b(b) { nested(a, b); }
 */
void nested_macros(void)
{
	for_each_a(a)
		for_each_b(b) {
			nested(a, b);
		}
}

/*
 * head: void macro_before_pointer()
 * calls: for_each_entry, for_each_entry
 * body: @for_each_entry(p) (*p = 0); @for_each_entry(q) ++q->count;
 */
void macro_before_pointer(void)
{
	for_each_entry(p)
		*p = 0;
	for_each_entry(q)
		++q->count;
}

/*
 * head: void object_macro_loop()
 * calls: forever, forever_call
 * body: @forever() { forever_call(); }
 */
void object_macro_loop(void)
{
	forever {
		forever_call();
	}
}

/*
 * head: void do_macro()
 * calls: step_thread, while_each_thread
 * body: do { step_thread(t); } while (while_each_thread(g, t));
 */
void do_macro(void)
{
	do {
		step_thread(t);
	} while_each_thread(g, t);
}

/*
 * head: int macro_statement_without_semicolon()
 * calls: SWITCHING, plain, TRACE_POINT, last
 * body: SWITCHING(on); plain(); TRACE_POINT(here); return last();
 */
int macro_statement_without_semicolon(void)
{
	SWITCHING(on)
	plain();
	TRACE_POINT(here)
	return last();
}

/*
 * head: void macro_at_the_end()
 * calls: done, FLUSH
 * body: done(); FLUSH(all);
 */
void macro_at_the_end(void)
{
	done();
	FLUSH(all)
}

/*
 * head: void guards(struct device * dev)
 * calls: guard, *, scoped_guard, work_locked, scoped_guard, work_unlocked
 * body: guard(mutex)(&dev->mutex); @scoped_guard(spinlock_irqsave, &dev->lock) { work_locked(dev); }
 *          @scoped_guard(rcu) ++dev->users; work_unlocked(dev);
 */
void guards(struct device *dev)
{
	guard(mutex)(&dev->mutex);
	scoped_guard(spinlock_irqsave, &dev->lock) {
		work_locked(dev);
	}
	scoped_guard(rcu)
		++dev->users;
	work_unlocked(dev);
}

/*
 * head: int conditional_guard(struct mutex * lock)
 * calls: scoped_cond_guard, critical
 * body: @scoped_cond_guard(mutex_intr, code return -EINTR;, lock) { critical(); } return 0;
 */
int conditional_guard(struct mutex *lock)
{
	scoped_cond_guard(mutex_intr, return -EINTR, lock) {
		critical();
	}
	return 0;
}

/*
 * head: int cleanups(int n)
 * calls: CLASS, *, kmalloc, use_both
 * body: CLASS(fd, f)(n); void *:p ~kfree = kmalloc(n, GFP_KERNEL); struct key *:k ~put_key = NULL; return use_both(f,
 *          p);
 */
int cleanups(int n)
{
	CLASS(fd, f)(n);
	void *p __free(kfree) = kmalloc(n, GFP_KERNEL);
	struct key *k __attribute__((cleanup(put_key))) = NULL;
	return use_both(f, p);
}

/*
 * head: long conditionals(struct s * s)
 * calls: lookup, fallback, compute
 * body: long:a = (lookup(s) ? : fallback(s)); return ((a ? compute(a) : s->x) , a);
 */
long conditionals(struct s *s)
{
	long a = lookup(s) ?: fallback(s);
	return a ? compute(a) : s->x, a;
}

/*
 * head: int statement_expression(int x)
 * calls: inner, outer
 * body: int:y = ({ int:t = inner(x); (t + 1); }); return outer(({ y; }));
 */
int statement_expression(int x)
{
	int y = ({
		int t = inner(x);
		t + 1;
	});
	return outer(({ y; }));
}

/*
 * head: int static_if_in_a_body(int x)
 * calls: a, b[CONFIG_X], c[(!CONFIG_X && CONFIG_Y)]
 * body: a(); #if [CONFIG_X] { b(); } [(!CONFIG_X && CONFIG_Y)] { c(); } [(!CONFIG_X && !CONFIG_Y)] {} return x;
 */
int static_if_in_a_body(int x)
{
	a();
#ifdef CONFIG_X
	b();
#elif defined(CONFIG_Y)
	c();
#endif
	return x;
}

/*
 * head: void static_if_in_else_chain(int x)
 * calls: first[CONFIG_CHAIN], second[CONFIG_CHAIN], third[CONFIG_CHAIN], first[!CONFIG_CHAIN], third[!CONFIG_CHAIN]
 * body: #if [CONFIG_CHAIN] { if ((x == 1)) first(); else if ((x == 2)) second(); else third(); } [!CONFIG_CHAIN] { if
 *          ((x == 1)) first(); else third(); }
 */
void static_if_in_else_chain(int x)
{
	if (x == 1)
		first();
#ifdef CONFIG_CHAIN
	else if (x == 2)
		second();
#endif
	else
		third();
}

/*
 * head: int static_if_in_a_test(int x)
 * calls: a[CONFIG_TEST], b[CONFIG_TEST], a[!CONFIG_TEST]
 * body: #if [CONFIG_TEST] { if ((a(x) && b(x))) return 1; } [!CONFIG_TEST] { if (a(x)) return 1; } return 0;
 */
int static_if_in_a_test(int x)
{
	if (a(x)
#ifdef CONFIG_TEST
	    && b(x)
#endif
	   )
		return 1;
	return 0;
}

/*
 * head: void static_if_in_arguments(int x)
 * calls: g[CONFIG_ARG], f[CONFIG_ARG], h[!CONFIG_ARG], f[!CONFIG_ARG]
 * body: #if [CONFIG_ARG] { f(x, g(x), 0); } [!CONFIG_ARG] { f(x, h(x), 0); }
 */
void static_if_in_arguments(int x)
{
	f(x,
#if defined(CONFIG_ARG)
	  g(x),
#else
	  h(x),
#endif
	  0);
}

/*
 * head: void static_if_opens_a_block(int x)
 * calls: left[CONFIG_OPEN], inside[CONFIG_OPEN], right[!CONFIG_OPEN], inside[!CONFIG_OPEN], behind
 * body: #if [CONFIG_OPEN] { if (left(x)) { inside(x); } } [!CONFIG_OPEN] { if (right(x)) { inside(x); } } behind(x);
 */
void static_if_opens_a_block(int x)
{
#ifdef CONFIG_OPEN
	if (left(x)) {
#else
	if (right(x)) {
#endif
		inside(x);
	}
	behind(x);
}

/*
 * head: void static_if_around_braces(int x)
 * calls: guarded[CONFIG_WRAP], guarded[!CONFIG_WRAP], rest
 * body: #if [CONFIG_WRAP] { if (x) { guarded(x); } } [!CONFIG_WRAP] { guarded(x); } rest();
 */
void static_if_around_braces(int x)
{
#ifdef CONFIG_WRAP
	if (x) {
#endif
		guarded(x);
#ifdef CONFIG_WRAP
	}
#endif
	rest();
}

/*
 * head: void static_if_hides_the_else(int x)
 * calls: lone[CONFIG_ELSE], always[CONFIG_ELSE], lone[!CONFIG_ELSE], always[!CONFIG_ELSE]
 * body: #if [CONFIG_ELSE] { if (x) lone(); else always(); } [!CONFIG_ELSE] { if (x) lone(); always(); }
 */
void static_if_hides_the_else(int x)
{
	if (x)
		lone();
#ifdef CONFIG_ELSE
	else
#endif
		always();
}

/*
 * head: void static_if_in_an_initializer()
 * calls: set
 * body: #if [CONFIG_NAME] { const char *:names = {[A] = "a", [B] = "b"}; } [!CONFIG_NAME] { const char *:names = {[A]
 *          = "a"}; } set(names);
 */
void static_if_in_an_initializer(void)
{
	static const char *const names[] = {
		[A] = "a",
#ifdef CONFIG_NAME
		[B] = "b",
#endif
	};
	set(names);
}

/*
 * head: int impossible_combination(int x)
 * calls: native[(CONFIG_EMULATE && (CONFIG_32BIT || CONFIG_EMULATE))], thirty_two[(CONFIG_EMULATE && (CONFIG_32BIT ||
 *          CONFIG_EMULATE))], thirty_two[(!CONFIG_EMULATE && (CONFIG_32BIT || CONFIG_EMULATE))], sixty_four
 * body: #if [CONFIG_EMULATE] { #if [(CONFIG_32BIT || CONFIG_EMULATE)] { if (!native(x)) return thirty_two(x); } }
 *          [!CONFIG_EMULATE] { #if [(CONFIG_32BIT || CONFIG_EMULATE)] { return thirty_two(x); } [!(CONFIG_32BIT ||
 *          CONFIG_EMULATE)] {} } return sixty_four(x);
 */
int impossible_combination(int x)
{
#ifdef CONFIG_EMULATE
	if (!native(x))
#endif
#if defined(CONFIG_32BIT) || defined(CONFIG_EMULATE)
		return thirty_two(x);
#endif
	return sixty_four(x);
}

/*
 * head: void dead_code()
 * calls: live
 * body: #if [0] {} [1] {} live();
 */
void dead_code(void)
{
#if 0
	this is (no C at all
#endif
	live();
}

/*
 * head: void static_if_in_a_switch(int x)
 * calls: one[CONFIG_CASE], other
 * body: switch (x) { #if [CONFIG_CASE] { case 1: one(); break; } [!CONFIG_CASE] {} default: other(); }
 */
void static_if_in_a_switch(int x)
{
	switch (x) {
#ifdef CONFIG_CASE
	case 1:
		one();
		break;
#endif
	default:
		other();
	}
}

/*
 * head: int define_in_a_body(int x)
 * calls: before, LOCAL
 * body: before(); LOCAL(x); return x;
 */
int define_in_a_body(int x)
{
	before();
#define LOCAL(a)	inner_call(a)
	LOCAL(x);
#undef LOCAL
	return x;
}

/*
 * head: int switching(int x)
 * calls: zero, small, big
 * body: switch (x) { case 0: zero(); fallthrough; case 1 ... 9: small(); break; case MACRO(1): default: big(); }
 *          return 0;
 */
int switching(int x)
{
	switch (x) {
	case 0:
		zero();
		fallthrough;
	case 1 ... 9:
		small();
		break;
	case MACRO(1):
	default:
		big();
	}
	return 0;
}

/*
 * head: int gotos(int x)
 * calls: try, undo
 * body: again: if (try(x)) goto out; if (x) goto again; out: __maybe_unused; undo(x); return 0; done:
 */
int gotos(int x)
{
again:
	if (try(x))
		goto out;
	if (x)
		goto again;
out: __maybe_unused
	undo(x);
	return 0;
done:
}

/*
 * head: int computed_goto(int i)
 * calls: op
 * body: const void *:table = {&&one, [1] = &&two}; goto *table[op(i)]; one: return 1; two: return 2;
 */
int computed_goto(int i)
{
	static const void *const table[] = { &&one, [1] = &&two };
	goto *table[op(i)];
one:
	return 1;
two:
	return 2;
}

/*
 * head: int assembly(unsigned long x)
 * calls: addr, flags_of
 * body: asm(x, *addr(x), (x + 1)); asm(); asm(flags_of(x) : slow, fast); return 0; slow: fast: return 1;
 */
int assembly(unsigned long x)
{
	asm volatile("1: ldr %0, [%1]\n" "2:" : "=r" (x), [out] "+m" (*addr(x)) : "r" (x + 1) : "memory", "cc");
	asm("" ::: "memory");
	asm goto("jmp %l[slow]" : : "i" (flags_of(x)) : : slow, fast);
	return 0;
slow:
fast:
	return 1;
}

/*
 * head: void sizes(int n)
 * calls: kcalloc
 * body: struct page **:pages = kcalloc(n, (`sizeof(*pages)` + `sizeof(struct page)`), GFP_KERNEL); typeof(n):m =
 *          ((`sizeof n` + `offsetof(struct page, flags)`) + `__alignof__(n)`); __auto_type:copy = m;
 */
void sizes(int n)
{
	struct page **pages = kcalloc(n, sizeof(*pages) + sizeof(struct page), GFP_KERNEL);
	typeof(n) m = sizeof n + offsetof(struct page, flags) + __alignof__(n);
	__auto_type copy = m;
}

/*
 * head: void casts(long x)
 * calls: f, g
 * body: u8 *:p = <u8 *>x; int:y = (((<int>f(x) + x) + <pte_t>-1) - (x * 2)); void (*):fn = <void (*)(int)>x;
 *          (*<volatile u32 __force *>p = <__force u32>y); <void>g(p); (<struct page *>p->flags = <unsigned
 *          long><phys_addr_t>x);
 */
void casts(long x)
{
	u8 *p = (u8 *)x;
	int y = (int)f(x) + (x) + (pte_t)-1 - (x) * 2;
	void (*fn)(int) = (void (*)(int))x;
	*(volatile u32 __force *)p = (__force u32)y;
	(void)g(p);
	((struct page *)p)->flags = (unsigned long)(phys_addr_t)x;
}

/*
 * head: void literals()
 * calls: consume
 * body: struct point:p = {.x = 1, .y.z = 2, 3, [4] = 5, [6 ... 8] = 9, .old = 10}; consume(<struct point>{.x = 1},
 *          <int []>{1, 2}, &<struct point>{}); (p = <struct point>{0});
 */
void literals(void)
{
	struct point p = { .x = 1, .y.z = 2, 3, [4] = 5, [6 ... 8] = 9, old: 10 };
	consume((struct point){ .x = 1 }, (int []){ 1, 2 }, &(struct point){});
	p = (struct point){ 0 };
}

/*
 * head: void declarations(foo_t * bar)
 * calls: f, g, DECLARE_BITMAP
 * body: foo_t *:a = f(bar), foo_t **:b, foo_t:c; const struct vm_operations_struct *:ops = bar->ops; unsigned
 *          long:flags, unsigned long:x = g(); struct:anonymous; enum lru_list:lru; DECLARE_BITMAP(map, 32); int
 *          (*):callback = bar->fn; u64:later, u64 *:array; declare; typeof(*bar) *:t;
 */
void declarations(foo_t *bar)
{
	foo_t *a = f(bar), **b, c[3];
	const struct vm_operations_struct *ops = bar->ops;
	unsigned long flags, x = g();
	struct { int x; } anonymous;
	enum lru_list lru;
	DECLARE_BITMAP(map, 32);
	int (*callback)(struct page *, void *) = bar->fn;
	u64 __maybe_unused later, *array[2];
	extern int prototype(int a);
	typeof(*bar) *t;
}

/*
 * head: void strings(u64 x)
 * calls: printk, printk, write
 * body: printk(KERN_INFO "a" "b %" PRIx64 " c" NL, x); printk(PREFIX "x\n" "y\n"); write('"', '\'', "\"'", L'x');
 */
void strings(u64 x)
{
	printk(KERN_INFO "a" "b %" PRIx64 " c" NL, x);
	printk(PREFIX "x\n"
	       "y\n");
	write('"', '\'', "\"'", L'x');
}

/*
 * head: int generic(int x)
 * calls: pick_int, pick_page
 * body: return _Generic(x: pick_int(x), pick_page(x), x);
 */
int generic(int x)
{
	return _Generic((x), int: pick_int(x), struct page *: pick_page(x), default: x);
}

/*
 * head: void members(struct mm_struct * mm, int i)
 * calls: ->flush, ->enter, *, *, get_ops, ->walk
 * body: mm->ops->flush(mm); pv_ops.mmu.lazy_mode.enter(); *mm->fn(mm, i); mm->table[i](i);
 *          (get_ops(mm)->walk(mm)->next = 0);
 */
void members(struct mm_struct *mm, int i)
{
	mm->ops->flush(mm);
	pv_ops.mmu.lazy_mode.enter();
	(*mm->fn)(mm, i);
	mm->table[i](i);
	get_ops(mm)->walk(mm)->next = 0;
}

/*
 * head: void opaque_arguments(void * p)
 * calls: container_of, va_arg, check, MACRO, ready, wait_event, f, INIT
 * body: (x = container_of(p, 'struct page', lru)); (y = va_arg(ap, 'unsigned long')); check('==', a, b); MACRO('',
 *          p); wait_event(wq, (ready(p) && p)); INIT('struct foo', {.a = 1, .b = f(p)});
 */
void opaque_arguments(void *p)
{
	x = container_of(p, struct page, lru);
	y = va_arg(ap, unsigned long);
	check(==, a, b);
	MACRO(, p);
	wait_event(wq, ready(p) && p);
	INIT(struct foo, { .a = 1, .b = f(p) });
}

/*
 * head: int code_arguments(int x)
 * calls: TRY, enter, leave, WITH, ASSERT, go, stop, RUN
 * body: TRY(code return -EINVAL;, x); WITH(lock, code { enter(x); leave(x); }); ASSERT(x, code goto out;); RUN(code
 *          if (x) go(x); else stop();); out: return 0;
 */
int code_arguments(int x)
{
	TRY(return -EINVAL, x);
	WITH(lock, { enter(x); leave(x); });
	ASSERT(x, goto out);
	RUN(if (x) go(x); else stop());
out:
	return 0;
}

/*
 * head: int if_with_macro(int x)
 * calls: unlikely, MORE, step
 * body: if (unlikely(x)) return -1; while (MORE(x)) step(x); return 0;
 */
int if_with_macro(int x)
{
	if unlikely(x)
		return -1;
	while MORE(x) step(x);
	return 0;
}

/*
 * head: int nested_function(int x)
 * calls: leaf, inner
 * body: int:inner = ({ return leaf(y); }); return inner(x);
 */
int nested_function(int x)
{
	int inner(int y)
	{
		return leaf(y);
	}
	return inner(x);
}

/*
 * head: int splices(int x)
 * calls: splice
 * body: return splice(x);
 */
int spl\
ices(int x) // a comment that goes on \
   to the next line
{
	return spl\
ice(/* a comment */ x); // end
}

/*
 * head: int prefix_macro(int x)
 * calls: lead_in
 * body: MARK; return lead_in(x);
 */
int prefix_macro(int x)
{
	MARK return lead_in(x);
}

/*
 * head: void runtime_conditions()
 * calls: IS_ENABLED, is_enabled, thing
 * body: if ((IS_ENABLED(CONFIG_THING) && is_enabled())) thing();
 */
void runtime_conditions(void)
{
	if (IS_ENABLED(CONFIG_THING) && is_enabled())
		thing();
}

/*
 * head: long long_expressions(long a, long b)
 * calls: plus
 * body: (a = (b = ((plus(a) << 2) | (3 & ~b)))); ((a += ((b > 1) ? -a : +b)) , b--); return (!a || (a && (b ^ 1)));
 */
long long_expressions(long a, long b)
{
	a = b = plus(a) << 2 | 3 & ~b;
	a += b > 1 ? -a : +b, b--;
	return !a || a && b ^ 1;
}

/*
 * head: void else_of_a_macro(int x)
 * calls: IF_DEBUG, debug, release
 * body: @IF_DEBUG(x) debug(x); if ('else') release(x);
 */
void else_of_a_macro(int x)
{
	IF_DEBUG(x)
		debug(x);
	else
		release(x);
}

/*
 * head: int ends_on_each_side(int x) [CONFIG_END]
 * calls: common, early
 * body: common(x); return early(x);
 * head: int ends_on_each_side(int x) [!CONFIG_END]
 * calls: common, late
 * body: common(x); return late(x);
 */
int ends_on_each_side(int x)
{
	common(x);
#ifdef CONFIG_END
	return early(x);
}
#else
	return late(x);
}
#endif

/*
 * head: void many_static_ifs_in_a_table()
 * calls: show
 * body: const char *:names = {"1", "2", "3", "4", "5", "6", "7", "8"}; show(names);
 */
void many_static_ifs_in_a_table(void)
{
	static const char *const names[] = {
#ifdef CONFIG_1
		"1",
#endif
#ifdef CONFIG_2
		"2",
#endif
#ifdef CONFIG_3
		"3",
#endif
#ifdef CONFIG_4
		"4",
#endif
#ifdef CONFIG_5
		"5",
#endif
#ifdef CONFIG_6
		"6",
#endif
#ifdef CONFIG_7
		"7",
#endif
#ifdef CONFIG_8
		"8",
#endif
	};
	show(names);
}

/*
 * head: void error_side()
 * calls: one[CONFIG_ONE], two[(!CONFIG_ONE && CONFIG_TWO)]
 * body: #if [CONFIG_ONE] { one(); } [(!CONFIG_ONE && CONFIG_TWO)] { two(); } [0] {}
 */
void error_side(void)
{
#if defined(CONFIG_ONE)
	one();
#elif defined(CONFIG_TWO)
	two();
#else
#error "neither"
#endif
}

/*
 * head: int nested_static_ifs()
 * calls: outer[CONFIG_OUTER], inner[(CONFIG_OUTER && !CONFIG_INNER)], other[(CONFIG_OUTER && CONFIG_INNER)]
 * body: #if [CONFIG_OUTER] { outer(); #if [!CONFIG_INNER] { if (inner()) return 1; } [CONFIG_INNER] { other(); } }
 *          [!CONFIG_OUTER] {} return 0;
 */
int nested_static_ifs(void)
{
#ifdef CONFIG_OUTER
	outer();
# ifndef CONFIG_INNER
	if (inner())
		return 1;
# else
	other();
# endif
#endif
	return 0;
}

/*
 * head: void split_in_split(int x)
 * calls: a[(CONFIG_B && CONFIG_C)], c[(CONFIG_B && CONFIG_C)], b[(CONFIG_B && CONFIG_C)], e[(CONFIG_B && CONFIG_C)],
 *          a[(CONFIG_B && !CONFIG_C)], d[(CONFIG_B && !CONFIG_C)], b[(CONFIG_B && !CONFIG_C)], e[(CONFIG_B &&
 *          !CONFIG_C)], a[!CONFIG_B], f
 * body: #if [CONFIG_B] { #if [CONFIG_C] { if (x) a(); else if (b(c())) e(); } [!CONFIG_C] { if (x) a(); else if
 *          (b(d())) e(); } } [!CONFIG_B] { if (x) a(); } f();
 */
void split_in_split(int x)
{
	if (x)
		a();
#ifdef CONFIG_B
	else if (b(
#ifdef CONFIG_C
		   c()
#else
		   d()
#endif
		))
		e();
#endif
	f();
}

/*
 * head: static int static_if_before_the_brace(int x)
 * calls: held
 * body: return held(x);
 */
static int static_if_before_the_brace(int x)
#ifdef CONFIG_MUST
	__must_hold(lock)
#endif
{
	return held(x);
}

/*
 * head: void assembly_operands(void * p, int n)
 * calls: OPERAND, len
 * body: asm(*<struct { char b[9]; } *>p, OPERAND(n), len(p));
 */
void assembly_operands(void *p, int n)
{
	asm volatile(ALTERNATIVE("a", "b", X) "%0" : ASM_CALL_CONSTRAINT, "=m" (*(struct { char b[9]; } *)p)
		     : OPERAND(n), "r" (len(p)));
}

/*
 * head: void units_and_names(long timeout)
 * calls:
 * body: unsigned int:sizes = {64 K, (2 * 128 K)}; unsigned char:bool, unsigned char *:w = bool; (arr = <s16[]>{1,
 *          2}); (timeout = timeout TIMES_HZ); return <acpi_address><unsigned long>w;
 */
void units_and_names(long timeout)
{
	unsigned int sizes[] = { 64 K, 2 * 128 K };
	unsigned char bool[3], *w = bool;
	arr = (s16[]){ 1, 2 };
	timeout = timeout TIMES_HZ;
	return (acpi_address)(unsigned long)w;
}

/*
 * head: void local_types()
 * calls: static_assert
 * body: declare; declare; enum:e = ONE; declare; struct packed:p; struct __first_arg:first = {1};
 *          static_assert((`sizeof(struct local)` == 4)); EL(Header) *:h = <EL(Header) *>p.a, EL(Header) *:none =
 *          NULL; __u8 (*):tags; here: there: ;
 */
void local_types(void)
{
	struct local { int a; struct { int b; } c; };
	typedef unsigned int local_t;
	enum { ONE, TWO = f() } e = ONE;
	__label__ here, there;
	struct __packed packed { int a; } p;
	struct __first_arg first = { 1 };
	static_assert(sizeof(struct local) == 4);
	EL(Header) *h = (EL(Header) *)p.a, *none = NULL;
	__u8 __user (*tags)[8];
here:
there:
	;
}

/*
 * head: void empty_statements(int x)
 * calls: y, busy, FROM_MACRO, z
 * body: if (x) ; else y(); while (busy(x)) ; for (FROM_MACRO(x); ; ) z(); {}
 */
void empty_statements(int x)
{
	if (x)
		;
	else
		y();
	while (busy(x))
		;
	for (FROM_MACRO(x))
		z();
	{ }
}

/*
 * head: int unnamed_parameters(struct file *, unsigned int (*)(int) fn, char [8] buf, const char *const * argv, u64
 *          __user * at, ...)
 * calls: fn
 * body: return fn(1);
 */
int unnamed_parameters(struct file *, unsigned int (*fn)(int), char buf[8], const char *const *argv, u64 __user *at, ...)
{
	return (fn)(1);
}

/*
 * head: int test_goes_on_behind_its_parenthesis(int a, int b)
 * calls: both
 * body: if ((a && b)) { both(); } return (a > b);
 */
int test_goes_on_behind_its_parenthesis(int a, int b)
{
	if (a) && (b) {
		both();
	}
	return a > b;
}

/*
 * head: void cond_resched_in_a_for(struct list_head * h)
 * calls: first, last, next, need_resched
 * body: for (struct list_head *:p = first(h), struct list_head *:q; (p != last(h)); (p = q)) { (q = next(p)); if
 *          (need_resched()) continue; }
 */
void cond_resched_in_a_for(struct list_head *h)
{
	for (struct list_head *p = first(h), *q; p != last(h); p = q) {
		q = next(p);
		if (need_resched())
			continue;
	}
}

/*
 * head: void long_strings()
 * calls: panic
 * body: panic("first" "second" __stringify(X) NAME_OF(3) "third"); pr_fmt("x") "y";
 */
void long_strings(void)
{
	panic("first"
	      /* between */ "second" __stringify(X)
	      NAME_OF(3) "third");
	pr_fmt("x") "y";
}

/*
 * head: int return_of_a_struct()
 * calls: left, right
 * body: return <struct pair>{.a = left(), .b = right()}.a;
 */
int return_of_a_struct(void)
{
	return (struct pair) { .a = left(), .b = right() }.a;
}

extern "C" {
/*
 * head: void in_extern_c()
 * calls: c_call
 * body: c_call();
 */
void in_extern_c(void) { c_call(); }
}

#if 0
static broken (
#endif
#ifndef __ASSEMBLY__
/*
 * head: void not_for_assembler() [!__ASSEMBLY__]
 * calls: c_only
 * body: c_only();
 */
void not_for_assembler(void) { c_only(); }
#else
	.macro not_c, reg
	.endm
#endif

/* The pieces at file level that are not functions; the comment above each is what it parses to. */
/* => really(1); */
#define call_in_disguise	really(1)
/* => really; */
#define alias_of		really
/* => f(x, __VA_ARGS__); */
#define EXPRESSION(x, ...)	f((x), ##__VA_ARGS__)
/* => do { if (x) break; g(#x "y"); } while (0); */
#define STATEMENTS(x)		do { if (x) break; g(#x "y"); } while (0)
/* => a(x); b(x); */
#define LIST(x)			a(x); b(x)
/* => ({ typeof(x):_x = x; h(_x); }); */
#define VALUE(x)		({ typeof(x) _x = (x); h(_x); })
/* => for ((p = first(h)); p; (p = next(p))) HOLE [header] */
#define FOR_HEADER(p, h)	for (p = first(h); p; p = next(p))
/* => @FOR_HEADER(p, h) if (!ok(p)) {} else HOLE [header] */
#define IF_HEADER(p, h)		FOR_HEADER(p, h) if (!ok(p)) {} else
/* => while (more(x)) HOLE [header] */
#define WHILE_HEADER(x)		while (more(x))
/* => FOR_HEADER(x, &list); */
#define MAYBE_HEADER(x)		FOR_HEADER(x, &list)
/* => set_##x(pte_##x##_flag); */
#define GLUED(x)		set_##x(pte_##x##_flag)
/* => 'struct page *'; */
#define TYPE_MACRO		struct page *
/* => '__attribute__((section(".x")))'; */
#define ATTRIBUTE_MACRO		__attribute__((section(".x")))
/* => */
#define EMPTY_MACRO
/* => (counter op a); */
#define OPERATOR(a, op)		(counter op a)
/* => {.name = #n, .get = get_##n}; */
#define ITEMS(n)		.name = #n, .get = get_##n
/* => int:n##_show = ({ return show(x); }); */
#define FUNCTION_MACRO(n)	static int n##_show(int x) { return show(x); }
/* => 'do { enter(x)'; !neither an expression nor statements */
#define OPEN_BRACE(x)		do { enter(x)

/* => DEFINE_FREE(put_item, 'struct item *', code if (!IS_ERR_OR_NULL(_T)) item_put(_T);) */
DEFINE_FREE(put_item, struct item *, if (!IS_ERR_OR_NULL(_T)) item_put(_T))
/* => DEFINE_GUARD(item, 'struct item *', item_lock(_T), item_unlock(_T)) */
DEFINE_GUARD(item, struct item *, item_lock(_T), item_unlock(_T))
/* => DEFINE_CLASS(item, 'struct item *', item_put(_T), item_get(id), 'int id') */
DEFINE_CLASS(item, struct item *, item_put(_T), item_get(id), int id)
/* => EXPORT_SYMBOL(two_sides) */
EXPORT_SYMBOL(two_sides);
/* => early_param("idiom", parse_idiom) */
early_param("idiom", parse_idiom);
/* => TRACE_EVENT(idiom, TP_PROTO('struct page *page', 'int n'), TP_ARGS(page, n), TP_STRUCT__entry(__field('unsigned long', pfn)), TP_fast_assign(code { (__entry->pfn = page_to_pfn(page)); count(n); }), TP_printk("pfn=%lx", __entry->pfn)) */
TRACE_EVENT(idiom,
	TP_PROTO(struct page *page, int n),
	TP_ARGS(page, n),
	TP_STRUCT__entry(__field(unsigned long, pfn)),
	TP_fast_assign(
		__entry->pfn = page_to_pfn(page);
		count(n);
	),
	TP_printk("pfn=%lx", __entry->pfn)
);

/* => const struct mm_walk_ops:idiom_ops = {.pmd_entry = idiom_pmd, .hugetlb_entry = idiom_hugetlb, .walk_lock = PGWALK_RDLOCK} */
static const struct mm_walk_ops idiom_ops = {
	.pmd_entry	= idiom_pmd,
#ifdef CONFIG_HUGETLB_PAGE
	.hugetlb_entry	= idiom_hugetlb,
#endif
	.walk_lock	= PGWALK_RDLOCK,
};
/* => DEFINE_PER_CPU(struct batch, idiom_batch):idiom_batch = {.active = first_active()} */
static DEFINE_PER_CPU(struct batch, idiom_batch) = { .active = first_active(), };
/* => struct machine:idiom_machine = {machine_init, &idiom_ops, <void *>0} */
struct machine idiom_machine = { machine_init, &idiom_ops, (void *)0 }, *no_init;
