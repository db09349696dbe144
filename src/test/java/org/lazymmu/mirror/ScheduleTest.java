package org.lazymmu.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a mirror is due. */
class ScheduleTest {
    private static final Instant NOW = Instant.parse("2026-01-06T20:30:45Z");

    @ParameterizedTest
    @CsvSource({ "PT1H, 0, PT1H", "PT1H, 1, PT2H", "PT1H, 3, PT8H", "PT1H, 10, PT24H", "PT15M, 5, PT8H",
            "PT48H, 0, PT48H",
            "PT48H, 9, PT48H", "PT10S, 1000, PT24H" })
    void failuresDoubleThePauseUpToADay(Duration interval, int failures, Duration pause) {
        assertThat(Schedule.pause(interval, failures)).isEqualTo(pause);
    }

    @Test
    void whatWasNeverTriedIsDue() {
        assertThat(Schedule.due(Duration.ofHours(1), 0, null, NOW, new Random(1))).isEqualTo(NOW);
    }

    @Test
    void mirrorsAreATenthSoonerOrLater() {
        Random random = new Random(1);
        Set<Instant> moments = new TreeSet<>();
        for (int i = 0; i < 200; i++) {
            moments.add(Schedule.due(Duration.ofMinutes(100), 0, NOW, NOW, random));
        }
        assertThat(moments).hasSizeGreaterThan(190)
                .allMatch(due -> !due.isBefore(NOW.plus(Duration.ofMinutes(90))))
                .allMatch(due -> !due.isAfter(NOW.plus(Duration.ofMinutes(110))))
                .anyMatch(due -> due.isBefore(NOW.plus(Duration.ofMinutes(93))))
                .anyMatch(due -> due.isAfter(NOW.plus(Duration.ofMinutes(107))));
    }
}
