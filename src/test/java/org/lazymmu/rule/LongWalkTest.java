package org.lazymmu.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.lazymmu.finding.Finding;
import org.lazymmu.finding.Report;
import org.lazymmu.finding.Unanalysed;

/** A function with many ways through a loop, of which most are wrong: the walk comes to an end all the same. */
class LongWalkTest {
    private static final String LEAVE = "\t\tarch_leave_lazy_mmu_mode();\n";
    private static final String WRONG = MiniKernel.read(Path.of("src/test/resources/trees/long-walk.c"));
    private static final String RIGHT = WRONG.replace(LEAVE + "discard:\n", "discard:\n" + LEAVE)
            .replace("out:\n", "out:\n" + LEAVE);

    @Test
    void whatIsWrongIsFound() {
        Report report = check(WRONG);
        assertThat(report.findings()).filteredOn(finding -> finding.rule().equals("missing-leave"))
                .extracting(Finding::function).containsExactly("unmap_one");
        assertThat(report.unanalysed()).filteredOn(Unanalysed::canHide).isEmpty();
    }

    @Test
    void whatIsRightIsNot() {
        Report report = check(RIGHT);
        assertThat(report.findings()).isEmpty();
        assertThat(report.unanalysed()).filteredOn(Unanalysed::canHide).isEmpty();
    }

    private static Report check(String text) {
        Check.Options options = new Check.Options(new TreeSet<>(List.of("x86")), null,
                new TreeSet<>(List.of("missing-leave", "lock-order", "leave-without-enter")), 1);
        return Check.run(new MiniKernel("no-nesting").with(text).tree(), options, Check.Progress.NONE);
    }
}
