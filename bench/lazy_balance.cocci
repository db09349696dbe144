// SPDX-License-Identifier: Apache-2.0
//
// The pairing of the lazy MMU mode as far as a semantic patch sees it: a function that can end with the mode on,
// and a second enter on a path that has not left it. One function at a time, callees and macros unseen.
// It is what bench/check-budget runs beside lazymmu, in report mode:
//
//     spatch -D report --no-includes --include-headers --very-quiet --cocci-file lazy_balance.cocci --dir TREE

virtual report

@stays_on exists@
identifier fn;
position on;
@@

fn(...) {
	... when any
(
	arch_enter_lazy_mmu_mode@on();
|
	lazy_mmu_mode_enable@on();
)
	... when != arch_leave_lazy_mmu_mode()
	    when != lazy_mmu_mode_disable()
}

@script:python depends on report@
fn << stays_on.fn;
on << stays_on.on;
@@

coccilib.report.print_report(on[0], "%s() can end with the lazy MMU mode on" % fn)

@twice exists@
position once, again;
@@

arch_enter_lazy_mmu_mode@once();
... when != arch_leave_lazy_mmu_mode()
arch_enter_lazy_mmu_mode@again();

@script:python depends on report@
once << twice.once;
again << twice.again;
@@

coccilib.report.print_report(again[0], "the mode is on already, since line %s" % once[0].line)
