package org.lazymmu.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** How far a run is, for people only. */
class ProgressLineTest {
    private final StringWriter err = new StringWriter();
    private final AtomicLong nowMillis = new AtomicLong();

    @Test
    void isRewrittenAndWiped() {
        try (ProgressLine line = new ProgressLine(new PrintWriter(err), true, nowMillis::get)) {
            line.at("scanning", 1, 4);
            nowMillis.set(150);
            line.at("scanning", 2, 4);
            line.at("scanning", 3, 4);
            nowMillis.set(300);
            line.at("judging", 0, 0);
        }
        assertThat(err).hasToString("\r\u001b[Kscanning 50%\r\u001b[Kjudging\r\u001b[K");
    }

    @Test
    void leavesNoTraceWhereNobodyLooks() {
        try (ProgressLine line = new ProgressLine(new PrintWriter(err), false, nowMillis::get)) {
            nowMillis.set(1000);
            line.at("scanning", 2, 4);
        }
        assertThat(err).hasToString("");
    }

    @Test
    void leavesNoTraceOfAShortRun() {
        try (ProgressLine line = new ProgressLine(new PrintWriter(err), true, nowMillis::get)) {
            line.at("scanning", 4, 4);
        }
        assertThat(err).hasToString("");
    }
}
