/*
 * Code in kernel style that a compiler takes as it stands, with and without CONFIG_ONE and CONFIG_TWO. Functions called here are
 * never defined; a macro that holds a call is written in capitals or begins with for_each_. No declaration has an initial value
 * with a call: the compiler's dump shows those twice.
 */
typedef unsigned long pte_t;
typedef struct { int counter; } atomic_t;
struct mm { int users; struct mm *next; pte_t *(*walk)(struct mm *mm, int n); };

#define GFP_KERNEL 1
#define for_each_mm(mm) for (mm = first_mm(); mm; mm = next_mm(mm))
#define for_each_bit(bit, n) for ((bit) = 0; (bit) < (n); (bit)++) if (test_bit(bit))
#define EXCHANGE(a, b) do { swap_in(a); swap_out(b); } while (0)
#define likely(x) __builtin_expect(!!(x), 1)
#define __free(f) __attribute__((cleanup(f)))
#define PRI "lx"
#define ALL(x) ({ int _r; _r = all_begin(x); all_end(_r); })

extern struct mm *first_mm(void), *next_mm(struct mm *), *get_mm(int), *find_mm(struct mm *, long);

void arguments(int a)
{
	f3(f1(a), f2(a + g1()), 0);
	f4(a ? f5() : f6(), !f7() && f8() || f9());
}

int conditions(struct mm *mm, int n)
{
	if (mm && !lock(mm))
		return busy(mm);
	else if (n > limit(n) || (n = clamp_of(n)))
		shrink(mm, n);
	else
		grow(mm);
	return likely(n) ? yes() : no(), done(n);
}

void loops(struct mm *mm, int n)
{
	int i, bit;

	for (i = start(); i < n; i++)
		body(i);
	while (more(i))
		less(i);
	do {
		again(i);
	} while (unfinished(i));
	for_each_mm(mm) {
		visit(mm);
	}
	for_each_mm(mm)
		visit_again(mm);
	for_each_bit(bit, n)
		handle(bit);
	EXCHANGE(i, n);
}

int cases(int n)
{
	switch (kind(n)) {
	case 0:
		zero();
	case 1 ... 3:
		few();
		break;
	default:
		many();
		goto out;
	}
	tail();
out:
	return result(n);
}

#ifdef CONFIG_ONE
int sides(int n)
{
	return one_side(n);
}
#else
int sides(int n) { return other_side(n); }
#endif

int inner_sides(struct mm *mm, int n)
{
#ifdef CONFIG_ONE
	if (enabled_one(mm)) {
#else
	if (enabled_any(mm)) {
#endif
		inside(mm);
	}
#if defined(CONFIG_ONE) && !defined(CONFIG_TWO)
	else if (second(n))
		second_side(n);
#elif defined(CONFIG_TWO)
	else
		third_side(n);
#endif
	return combine(n,
#ifdef CONFIG_TWO
		       two_value(n),
#endif
		       last_value(n));
}

void split_head(struct mm *mm
#ifdef CONFIG_TWO
		, int extra
#endif
		)
{
	shared_body(mm);
}

int expressions(struct mm *mm, pte_t *ptep)
{
	struct mm other;
	pte_t pte, *copy;
	int t;

	pte = (pte_t)read_pte(ptep) | sizeof(hidden(ptep)), copy = (pte_t *)clone_pte(ptep);
	other.users = count_users(mm), other.next = get_mm(1);
	t = ({ int x; x = begin_expr(pte); finish_expr(x); });
	get_mm(3)->walk(mm, prepare(t));
	((struct mm *)find_mm(mm, (long)offset_of(mm)))->users = bump(&other);
	*copy = -(int)negate(t) * (t) - (pte_t)last(t);
	return ALL(pick(t));
}

void assembly(int n)
{
	asm volatile("nop" : "=r" (n) : "r" (operand(n)), "i" (0) : "memory");
	asm goto("" : : : : skip);
	behind(n);
skip:
	ahead(n);
}

int old_style(a, b)
	int a;
	char *b;
{
	return old_call(a, b);
}

static int (*pick_function(int n))(int)
{
	return (int (*)(int))choose(n);
}

void cleanup_int(int *p);
int compare(int a, int b);
int scopes(int n)
{
	int held __free(cleanup_int);

	held = acquire(n);
	print_text("held %" PRI "\n", held);
	return (compare)(n, held);
}
