package org.lazymmu.backend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.lazymmu.c.CSource;
import org.lazymmu.c.NameIndex;
import org.lazymmu.flow.Library;
import org.lazymmu.flow.View;
import org.lazymmu.kernel.Architectures;
import org.lazymmu.kernel.Era;
import org.lazymmu.kernel.KernelFacts;
import org.lazymmu.kernel.TreeLayout;
import org.lazymmu.source.TextTree;

/** What is read off hooks that are written in different ways. */
class PortraitTest {
    private static final String HEADER = "arch/s390/include/asm/pgtable.h";

    /** Flags of the task, as arm64 has them. */
    private static final String FLAGS = """
            static inline void queue_pte_barriers(void)
            {
                unsigned long flags;

                if (in_interrupt()) {
                    dsb(ishst);
                    return;
                }
                flags = read_thread_flags();
                if (flags & BIT(TIF_LAZY_MMU)) {
                    if (!(flags & BIT(TIF_LAZY_MMU_PENDING)))
                        set_thread_flag(TIF_LAZY_MMU_PENDING);
                } else {
                    dsb(ishst);
                }
            }
            static inline void arch_enter_lazy_mmu_mode(void)
            {
                if (in_interrupt())
                    return;
                CHECK
                set_thread_flag(TIF_LAZY_MMU);
            }
            static inline void arch_flush_lazy_mmu_mode(void)
            {
                if (test_and_clear_thread_flag(TIF_LAZY_MMU_PENDING))
                    dsb(ishst);
            }
            static inline void arch_leave_lazy_mmu_mode(void)
            {
                arch_flush_lazy_mmu_mode();
                clear_thread_flag(TIF_LAZY_MMU);
            }
            static inline void set_pte(pte_t *ptep, pte_t pte)
            {
                WRITE_ONCE(*ptep, pte);
                if (pte_valid_not_user(pte))
                    queue_pte_barriers();
            }
            """;

    /** A cache of PTEs, which is what memory will be. */
    private static final String CACHE = """
            struct pte_cache { int count; unsigned int used; pte_t *ptep[16]; pte_t pte[16]; };
            static DEFINE_PER_CPU(struct pte_cache, pte_cache);

            void arch_enter_lazy_mmu_mode(void)
            {
                get_cpu_var(pte_cache).count++;
            }
            static void write_back(struct pte_cache *cache)
            {
                unsigned int i;

                for (i = 0; i < cache->used; i++)
                    *cache->ptep[i] = cache->pte[i];
                cache->used = 0;
            }
            void arch_leave_lazy_mmu_mode(void)
            {
                struct pte_cache *cache = this_cpu_ptr(&pte_cache);

                if (--cache->count == 0)
                    write_back(cache);
                put_cpu_var(pte_cache);
            }
            void arch_flush_lazy_mmu_mode(void)
            {
                guard(preempt)();
                write_back(this_cpu_ptr(&pte_cache));
            }
            void set_pte(pte_t *ptep, pte_t pte)
            {
                struct pte_cache *cache = this_cpu_ptr(&pte_cache);

                if (!cache->count) {
                    *ptep = pte;
                    return;
                }
                cache->ptep[cache->used] = ptep;
                cache->pte[cache->used++] = pte;
            }
            """;

    private final Map<String, String> files = new TreeMap<>();

    private Portrait portrait(String header) {
        files.put(HEADER, header);
        TextTree tree = new TextTree("tiny", files);
        NameIndex index = NameIndex.scan(tree, KernelFacts.words(), 1, done -> {
        });
        Set<String> users = new java.util.HashSet<>();
        for (int file : index.mentions("lazy_mmu")) {
            users.add(tree.paths().get(file));
        }
        View view = new View("s390", new Library(tree, index, CSource::of), new TreeLayout("s390", users),
                new Architectures().decided("s390"));
        Hooks hooks = new Hooks(view, new KernelFacts(Era.NO_NESTING, name -> false), index.mentions("lazy_mmu"));
        return new Portrait(Trials.of(hooks).orElseThrow());
    }

    private static String text(Portrait portrait, Aspect aspect) {
        Portrait.Fact fact = portrait.facts().get(aspect);
        return fact == null ? "" : (fact.known() ? "" : "unknown: ") + fact.text();
    }

    @Test
    void flagsOfATaskGoWithIt() {
        Portrait portrait = portrait(FLAGS.replace("CHECK", ""));
        assertThat(text(portrait, Aspect.STATE)).isEqualTo("per task: TIF_LAZY_MMU, TIF_LAZY_MMU_PENDING");
        assertThat(text(portrait, Aspect.BATCHES)).isEqualTo("barriers, of kernel mappings only (set_pte)");
        assertThat(text(portrait, Aspect.SIZE)).isEqualTo("no batch: a flag says that something is owed");
        assertThat(text(portrait, Aspect.PREEMPTION)).isEqualTo("on");
        assertThat(text(portrait, Aspect.FIRST_LEAVE)).isEqualTo("ends the mode");
        assertThat(text(portrait, Aspect.INTERRUPT)).isEqualTo("hooks do nothing; changes of PTEs take effect at once");
        assertThat(text(portrait, Aspect.FLUSH)).isEqualTo("flushes");
    }

    @Test
    void aSecondEnterCanWarn() {
        Portrait portrait = portrait(FLAGS.replace("CHECK", "VM_WARN_ON(test_thread_flag(TIF_LAZY_MMU));"));
        assertThat(text(portrait, Aspect.SECOND_ENTER)).isEqualTo("warns; harmless: sets again what is set");
        assertThat(portrait.traits()).contains(Trait.SECOND_ENTER_WARNS);
    }

    @Test
    void aFlushThatForgetsNothingIsNone() {
        Portrait portrait = portrait(FLAGS.replace("CHECK", "").replace("""
                    if (test_and_clear_thread_flag(TIF_LAZY_MMU_PENDING))
                        dsb(ishst);
                """, "    cpu_relax();\n"));
        assertThat(text(portrait, Aspect.FLUSH)).isEqualTo("empty");
        assertThat(portrait.traits()).contains(Trait.LEAVE_KEEPS);
    }

    @Test
    void aCacheInASourceFileIsFoundToo() {
        files.put("arch/s390/mm/pgtable.c", CACHE);
        Portrait portrait = portrait("void arch_enter_lazy_mmu_mode(void);\n");
        assertThat(text(portrait, Aspect.STATE)).isEqualTo("per CPU: pte_cache");
        assertThat(text(portrait, Aspect.BATCHES)).isEqualTo("writes of PTEs (set_pte)");
        assertThat(text(portrait, Aspect.SIZE)).isEqualTo("16 entries");
        assertThat(text(portrait, Aspect.PREEMPTION)).isEqualTo("off from enter to leave");
        assertThat(text(portrait, Aspect.SECOND_ENTER))
                .isEqualTo("is counted in pte_cache.count; preemption counts");
        assertThat(text(portrait, Aspect.FIRST_LEAVE))
                .isEqualTo("takes one back; the mode stays on; preemption stays off");
        assertThat(text(portrait, Aspect.FLUSH)).isEqualTo("flushes");
        assertThat(portrait.traits()).contains(Trait.INTERRUPT_QUEUES).doesNotContain(Trait.PREEMPTION_UNBALANCED);
    }

    @Test
    void preemptionThatIsNotSwitchedOnAgainShows() {
        files.put("arch/s390/mm/pgtable.c", CACHE.replace("    put_cpu_var(pte_cache);\n", ""));
        Portrait portrait = portrait("void arch_enter_lazy_mmu_mode(void);\n");
        assertThat(text(portrait, Aspect.PREEMPTION))
                .isEqualTo("switched off by enter, not switched on again by leave");
    }

    @Test
    void theMakefileSaysWhenASourceFileIsThere() {
        files.put("arch/s390/mm/pgtable.c", CACHE);
        files.put("arch/s390/mm/Makefile", "obj-y += init.o\nobj-$(CONFIG_PTE_CACHE) += other.o \\\n\tpgtable.o\n");
        assertThat(text(portrait("void arch_enter_lazy_mmu_mode(void);\n"), Aspect.HOOKS))
                .isEqualTo("if CONFIG_PTE_CACHE");
    }

    @Test
    void aCalleeThatIsNotInTheTreeLeavesItUnknown() {
        files.put("arch/s390/mm/pgtable.c", CACHE.substring(0, CACHE.indexOf("void set_pte(")));
        Portrait portrait = portrait("void arch_enter_lazy_mmu_mode(void);\n");
        assertThat(text(portrait, Aspect.BATCHES)).startsWith("unknown: ");
        assertThat(text(portrait, Aspect.FLUSH)).startsWith("unknown: ");
        assertThat(text(portrait, Aspect.PREEMPTION)).isEqualTo("off from enter to leave");
    }
}
