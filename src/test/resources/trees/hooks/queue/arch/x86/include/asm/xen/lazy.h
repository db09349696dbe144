/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_X86_XEN_LAZY_H
#define _ASM_X86_XEN_LAZY_H

enum lazy_kind {
	LAZY_NONE,
	LAZY_MMU,
	LAZY_CPU,
};

DECLARE_PER_CPU(enum lazy_kind, lazy_kind);

static inline void lazy_begin(enum lazy_kind kind)
{
	BUG_ON(this_cpu_read(lazy_kind) != LAZY_NONE);
	this_cpu_write(lazy_kind, kind);
}

static inline void lazy_end(enum lazy_kind kind)
{
	BUG_ON(this_cpu_read(lazy_kind) != kind);
	this_cpu_write(lazy_kind, LAZY_NONE);
}

/* An interrupt is in no mode, whatever it has hit. */
static inline enum lazy_kind lazy_now(void)
{
	if (in_interrupt())
		return LAZY_NONE;
	return this_cpu_read(lazy_kind);
}

#endif /* _ASM_X86_XEN_LAZY_H */
