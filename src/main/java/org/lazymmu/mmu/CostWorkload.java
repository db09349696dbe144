package org.lazymmu.mmu;

import org.lazymmu.explore.Source;

/** What changes a great many PTEs, one page table after the other, each in a region of its own. */
public enum CostWorkload {
    VMALLOC("vmalloc", "maps kernel pages", "vmap_pages_pte_range", "mm/vmalloc.c", "44562c71e2cf", true, false,
            Primitive.SET_PTE_AT),
    VFREE("vfree", "unmaps kernel pages", "vunmap_pte_range", "mm/vmalloc.c", "44562c71e2cf", true, true,
            Primitive.PTEP_GET_AND_CLEAR),
    FORK("fork", "write-protects a page and maps it in the child", "copy_pte_range", "mm/memory.c", "6606c3e0da53",
            false, true, Primitive.PTEP_SET_WRPROTECT),
    MUNMAP("munmap", "unmaps user pages", "zap_pte_range", "mm/memory.c", "6606c3e0da53", false, true,
            Primitive.PTEP_GET_AND_CLEAR),
    MPROTECT("mprotect", "changes the rights of user pages", "change_pte_range", "mm/mprotect.c", "6606c3e0da53",
            false, true, Primitive.PTEP_MODIFY_PROT),
    APPLY_TO_PAGE_RANGE("apply_to_page_range", "changes the rights of kernel pages in a callback",
            "apply_to_pte_range", "mm/memory.c", "38e0edb15bd0", true, true, Primitive.SET_MEMORY);

    private final String id;
    private final String text;
    private final String function;
    private final String file;
    private final String revision;
    private final boolean kernel;
    private final boolean present;
    private final Primitive primitive;

    CostWorkload(String id, String text, String function, String file, String revision, boolean kernel,
            boolean present, Primitive primitive) {
        this.id = id;
        this.text = text;
        this.function = function;
        this.file = file;
        this.revision = revision;
        this.kernel = kernel;
        this.present = present;
        this.primitive = primitive;
    }

    /** Its name on a command line. */
    public String id() {
        return id;
    }

    /** What it does with each page, in a few words. */
    public String text() {
        return text;
    }

    /** The function that has the region, and the commit since which it has. */
    Source source() {
        return new Source(function, file, revision);
    }

    /** Whether it changes kernel mappings, for which no lock is held. */
    boolean kernel() {
        return kernel;
    }

    /** Whether the PTE maps something before. */
    boolean present() {
        return present;
    }

    /** How the PTE is changed. */
    Primitive primitive() {
        return primitive;
    }

    /** Whether it tells, at the begin of a region, which PTEs it is going to change; of a copy, those of the parent. */
    boolean tellsPtes() {
        return this != APPLY_TO_PAGE_RANGE;
    }

    /** Whether it also maps the page in another page table, by {@code set_pte_at()}. */
    boolean copies() {
        return this == FORK;
    }
}
