package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.TraceStep;
import org.lazymmu.finding.Unanalysed;

/** Interrupt context begins anywhere in the tree: in drivers and file systems as well as beside the mode. */
class DistantCallersTest {
    private static final String ENTERS = """
            #include <linux/mm.h>
            void set_slots(pte_t *pte, int nr)
            {
            	arch_enter_lazy_mmu_mode();
            	while (nr--)
            		set_pte(pte++, __pte(0));
            	arch_leave_lazy_mmu_mode();
            }
            """;
    private static final String HEADER = "void set_slots(pte_t *pte, int nr);\n";
    private static final String DRIVER = """
            #include <linux/slots.h>
            static irqreturn_t slot_handler(int irq, void *data)
            {
            	set_slots(data, 1);
            	return IRQ_HANDLED;
            }
            int slot_probe(int irq, void *data)
            {
            	return request_irq(irq, slot_handler, 0, "slot", data);
            }
            """;

    @Test
    void aHandlerOfADriverIsFound() {
        Finding finding = only(check(HEADER, "drivers/slot/slot.c", DRIVER));
        assertThat(finding.function()).isEqualTo("slot_handler");
        assertThat(finding.place().file()).isEqualTo("drivers/slot/slot.c");
        assertThat(finding.trace()).extracting(TraceStep::function).containsExactly("slot_probe", "slot_handler",
                "set_slots");
    }

    @Test
    void soIsOneThatCallsItThroughAnotherFileOfTheDriver() {
        Report report = kernel(HEADER).with("drivers/slot/lib.c", """
                #include <linux/slots.h>
                void slot_clear(pte_t *pte)
                {
                	set_slots(pte, 1);
                }
                """).with("drivers/slot/slot.c", DRIVER.replace("set_slots(data, 1)", "slot_clear(data)")).check();
        assertThat(only(report).function()).isEqualTo("slot_handler");
    }

    @Test
    void whatNoPublicHeaderNamesIsNotMeantFarAway() {
        assertThat(check("", "drivers/slot/slot.c", DRIVER).findings()).isEmpty();
    }

    @Test
    void aNotifierIsOneInAnAtomicChainOnly() {
        String notifier = """
                #include <linux/slots.h>
                static int slot_event(struct notifier_block *nb, unsigned long event, void *data)
                {
                	set_slots(data, 1);
                	return NOTIFY_OK;
                }
                static struct notifier_block slot_nb = {
                	.notifier_call = slot_event,
                };
                int slot_init(void)
                {
                	return %s;
                }
                """;
        String atomic = "atomic_notifier_chain_register(&slot_chain, &slot_nb)";
        assertThat(check(HEADER, "net/slot.c", notifier.formatted(atomic)).findings()).hasSize(1);
        assertThat(check(HEADER, "net/slot.c", notifier.formatted("register_die_notifier(&slot_nb)")).findings())
                .hasSize(1);
        String blocking = "blocking_notifier_chain_register(&slot_chain, &slot_nb)";
        assertThat(check(HEADER, "net/slot.c", notifier.formatted(blocking)).findings()).isEmpty();
    }

    /** A place that everybody comes to: decided by what the allocator does, without looking at all of them. */
    @Test
    void whatTheAllocatorComesToIsDecidedWhoeverElseCallsIt() {
        Report report = crowd("get_page_from_freelist").check();
        assertThat(report.findings()).extracting(Finding::function).contains("get_page_from_freelist");
        assertThat(report.unanalysed()).noneMatch(Unanalysed::canHide);
    }

    @Test
    void whatTooManyCallIsListedIfNothingDecides() {
        Report report = crowd("take_page").check();
        assertThat(report.findings()).isEmpty();
        assertThat(report.unanalysed()).anyMatch(Unanalysed::canHide);
    }

    /** Many functions that all can see, each of which leads to the enter. */
    private static MiniKernel crowd(String first) {
        StringBuilder inlines = new StringBuilder(HEADER);
        for (int i = 0; i < 150; i++) {
            inlines.append("static inline void slot_%d(pte_t *pte)\n{\n\tset_slots(pte, %d);\n}\n".formatted(i, i));
        }
        return kernel(inlines.toString()).with("mm/pages.c", """
                #include <linux/slots.h>
                static struct page *%s(unsigned int order, pte_t *pte)
                {
                	set_slots(pte, order);
                	return NULL;
                }
                """.formatted(first));
    }

    private static MiniKernel kernel(String header) {
        return new MiniKernel("no-nesting").with(ENTERS).with("include/linux/slots.h", header);
    }

    private static Report check(String header, String path, String text) {
        return kernel(header).with(path, text).check();
    }

    private static Finding only(Report report) {
        List<Finding> findings = report.findings();
        assertThat(findings).hasSize(1);
        assertThat(findings.getFirst().rule()).isEqualTo("interrupt-use");
        return findings.getFirst();
    }
}
