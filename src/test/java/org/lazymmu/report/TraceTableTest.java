package org.lazymmu.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lazymmu.explore.Property;
import org.lazymmu.explore.Source;
import org.lazymmu.explore.Violation;
import org.lazymmu.golden.Golden;

/** Tables of runs that are hard to lay out. */
class TraceTableTest {
    private static final Source ENTER = new Source("arch_enter_lazy_mmu_mode",
            "arch/powerpc/include/asm/book3s/64/tlbflush-hash.h", "b9ef323ea168^");

    @Test
    void longTextsWrapInTheirColumns() throws IOException {
        String long1 = "if (in_interrupt() || !test_thread_flag(TIF_LAZY_MMU)) emit_pte_barriers(), else "
                + "set_thread_flag(TIF_LAZY_MMU_PENDING)";
        String table = table(
                List.of(step(0, "interrupt", ENTER), step(0, long1, ENTER), step(2, long1, Source.NONE),
                        step(3, "short", ENTER), step(3, long1, new Source("f", "a.c", "v6.15"))),
                Optional.of(new Violation(new Property("done", "it is done"),
                        "the update has not taken effect ".repeat(8).strip())));
        assertThat(table.lines()).allMatch(line -> line.length() <= 120);
        Golden.check("model/table.txt", table);
    }

    @Test
    void aDeadlockMarksNoStep() throws IOException {
        String table = table(List.of(step(2, "wait", ENTER)),
                Optional.of(new Violation(Property.NO_DEADLOCK, "no process can take a step any more")));
        assertThat(table).doesNotContain("! ").contains("broken: no-deadlock");
    }

    @Test
    void manyTasksMakeItWideRatherThanUnreadable() throws IOException {
        List<Recording.Lane> lanes = new ArrayList<>();
        List<Recording.Step> steps = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            lanes.add(new Recording.Lane("user" + i, Recording.Kind.TASK));
            steps.add(new Recording.Step(i, "user" + i, 0, 0, "takes a step that needs room", ENTER,
                    Collections.nCopies(12, ""), List.of()));
        }
        StringWriter out = new StringWriter();
        new TraceTable(out, Palette.PLAIN).write(new Recording(Map.of(), lanes, steps, Optional.empty()));
        assertThat(out.toString()).contains("takes a step").contains("that needs");
    }

    private static Recording.Step step(int lane, String text, Source source) {
        return new Recording.Step(lane, "p", 0, 0, text, source, List.of("user0", "kernel0", "", ""), List.of());
    }

    private static String table(List<Recording.Step> steps, Optional<Violation> violation) throws IOException {
        StringWriter out = new StringWriter();
        new TraceTable(out, Palette.PLAIN).write(new Recording(Map.of("backend", "tiny"),
                List.of(new Recording.Lane("cpu0", Recording.Kind.CPU), new Recording.Lane("cpu1", Recording.Kind.CPU),
                        new Recording.Lane("user0", Recording.Kind.TASK),
                        new Recording.Lane("kernel0", Recording.Kind.TASK)),
                steps, violation));
        return out.toString();
    }
}
