package org.lazymmu.mmu;

/**
 * By what function of mm/ a PTE is changed. The model of a PTE knows no rights: taking one away is to it what unmapping is,
 * because it is the translation of before that has to go.
 */
public enum Primitive {
    /** {@code set_pte_at()} on a PTE that maps nothing. */
    SET_PTE_AT,
    /** {@code ptep_get_and_clear()}. */
    PTEP_GET_AND_CLEAR,
    /** {@code ptep_set_wrprotect()}. */
    PTEP_SET_WRPROTECT,
    /** {@code ptep_modify_prot_start()} and {@code ptep_modify_prot_commit()}. */
    PTEP_MODIFY_PROT,
    /** What {@code set_memory_ro()} does to a kernel PTE: {@code set_pte_at()} unless the architecture has its own. */
    SET_MEMORY
}
