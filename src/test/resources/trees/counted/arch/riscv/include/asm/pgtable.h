/* SPDX-License-Identifier: Apache-2.0 */
#ifndef _ASM_RISCV_PGTABLE_H
#define _ASM_RISCV_PGTABLE_H

static inline void set_pte(pte_t *ptep, pte_t pte)
{
	WRITE_ONCE(*ptep, pte);
}

#endif /* _ASM_RISCV_PGTABLE_H */
