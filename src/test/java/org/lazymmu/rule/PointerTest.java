package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.TraceStep;

/** What functions do that are called through pointers, across files, and through tables whose functions are known. */
class PointerTest {
    private static final String FOR_EACH = """
            static inline int each_slot(pte_t *pte, int (*fn)(pte_t *, void *), void *data)
            {
            	return fn(pte, data);
            }
            """;

    private static final String READER = """
            struct context { pte_t *pte; gfp_t gfp; };
            static int look(pte_t *pte, void *data)
            {
            	struct context *context = data;
            	return pte_none(ptep_get(context->pte));
            }
            void f(struct context *context)
            {
            	arch_enter_lazy_mmu_mode();
            	set_pte(context->pte, __pte(0));
            	each_slot(context->pte, look, context);
            	arch_leave_lazy_mmu_mode();
            }
            """;

    private static final String ENTERING = """
            static void entering(pte_t *pte)
            {
            	arch_enter_lazy_mmu_mode();
            	set_pte(pte, __pte(0));
            	arch_leave_lazy_mmu_mode();
            }
            static void plain(pte_t *pte)
            {
            	set_pte(pte, __pte(0));
            }
            """;

    private static final String CALL = """
            static void act(struct machine *machine, pte_t *pte)
            {
            	machine->set(pte);
            }
            void f(struct machine *machine, pte_t *pte)
            {
            	arch_enter_lazy_mmu_mode();
            	act(machine, pte);
            	arch_leave_lazy_mmu_mode();
            }
            """;

    @Test
    void helperInAHeader() {
        Report report = kernel(READER).with("include/linux/each.h", FOR_EACH).check("stale-read");
        assertThat(functions(report)).containsExactly("f");
    }

    @Test
    void helperInAnotherFile() {
        Report report = kernel(READER).with("mm/each.c", FOR_EACH.replace("static inline ", "")).check("stale-read");
        assertThat(functions(report)).containsExactly("f");
    }

    /** The region and the write are the helper's, the read is that of who hands it in. */
    @Test
    void regionInTheHelper() {
        Report report = kernel("""
                static int look(pte_t *pte, void *data)
                {
                	return pte_none(ptep_get(pte));
                }
                int f(pte_t *pte)
                {
                	return each_slot(pte, look, NULL);
                }
                """).with("mm/each.c", """
                int each_slot(pte_t *pte, int (*fn)(pte_t *, void *), void *data)
                {
                	int err;

                	arch_enter_lazy_mmu_mode();
                	set_pte(pte, __pte(0));
                	err = fn(pte, data);
                	arch_leave_lazy_mmu_mode();
                	return err;
                }
                """).check("stale-read");
        assertThat(functions(report)).containsExactly("each_slot");
        assertThat(report.findings().getFirst().trace()).extracting(TraceStep::text)
                .contains("look() is passed here");
    }

    @Test
    void flagsInWhatTheFunctionIsCalledWith() {
        String code = """
                struct context { gfp_t gfp; };
                static int grow(pte_t *pte, void *data)
                {
                	struct context *context = data;
                	set_pte(pte, __pte(alloc_page(context->gfp)));
                	return 0;
                }
                static int in_region(pte_t *pte, int (*fn)(pte_t *, void *), void *data)
                {
                	int err;

                	arch_enter_lazy_mmu_mode();
                	err = fn(pte, data);
                	arch_leave_lazy_mmu_mode();
                	return err;
                }
                int f(pte_t *pte)
                {
                	struct context context = { .gfp = FLAGS };
                	return in_region(pte, grow, &context);
                }
                """;
        Report atomic = kernel(code.replace("FLAGS", "GFP_ATOMIC")).check("sleep-in-region");
        assertThat(atomic.findings()).isEmpty();
        assertThat(atomic.undecided()).isEmpty();
        assertThat(functions(kernel(code.replace("FLAGS", "GFP_KERNEL")).check("sleep-in-region")))
                .containsExactly("grow");
    }

    @Test
    void theOnlyFunctionThatAMemberEverHolds() {
        String machine = "struct machine { void (*set)(pte_t *pte); };\n" + ENTERING;
        String stored = "void choose(struct machine *machine) { machine->set = entering; }\n";
        assertThat(functions(kernel(machine + stored + CALL).check("nested-enter"))).containsExactly("f");
        String table = "static struct machine machines[] = { { .set = entering }, { .set = NULL } };\n";
        assertThat(functions(kernel(machine + table + CALL).check("nested-enter"))).containsExactly("f");
    }

    @Test
    void noneOfSeveralThatAMemberMayHold() {
        String machine = "struct machine { void (*set)(pte_t *pte); };\n" + ENTERING;
        for (String stored : List.of(
                "void choose(struct machine *m, bool p) { m->set = entering; if (p) m->set = plain; }\n",
                "static struct machine a = { .set = entering }, b = { .set = plain };\n",
                "void choose(struct machine *m, void (*set)(pte_t *)) { m->set = entering; if (set) m->set = set; }\n",
                "void choose(struct machine *m) { m->set = entering; hand_over(&m->set); }\n")) {
            assertThat(kernel(machine + stored + CALL).check().findings()).as(stored).isEmpty();
        }
    }

    /** Another file may store something else in a structure that is declared in a header. */
    @Test
    void noneOfWhatOthersMayStore() {
        String stored = "void choose(struct machine *machine) { machine->set = entering; }\n";
        MiniKernel kernel = kernel(ENTERING + stored + CALL).with("include/linux/machine.h",
                "struct machine { void (*set)(pte_t *pte); };\n");
        assertThat(kernel.check().findings()).isEmpty();
    }

    /** A structure of this file has a member of the same name, but it is not the one that is called. */
    @Test
    void noneOfAnotherStructuresMember() {
        String machine = "struct own { void (*set)(pte_t *pte); };\n" + ENTERING;
        String stored = "void choose(struct own *own) { own->set = entering; }\n";
        assertThat(kernel(machine + stored + CALL).check().findings()).isEmpty();
    }

    private static MiniKernel kernel(String code) {
        return new MiniKernel("no-nesting").with("#include <linux/mm.h>\n" + code);
    }

    private static List<String> functions(Report report) {
        return report.findings().stream().map(Finding::function).toList();
    }
}
