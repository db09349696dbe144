package org.lazymmu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Move;
import org.lazymmu.explore.Violation;

/**
 * The windows between a count of the counted layer and the hook that goes with it: a task is switched out and in again in
 * between, on Xen as of 291b3abed657 and as of 4594437880ce.
 */
class XenReentrancyTest {
    /** A task that calls all four functions once in each round. */
    private record AllCalls() implements Scenario {
        @Override
        public Code program(Task task, GenericCode kernel) {
            LazyMode mode = kernel.mode();
            return Code.forever(Code.seq(mode.enable(task), kernel.backend().setPte(task), mode.pause(task),
                    mode.resume(task), mode.disable(task),
                    task.step("use the mapping", k -> k.check(Properties.DONE_AFTER_LEAVE,
                            kernel.backend().done(k.context(), k.pte()), "not done"))));
        }

        @Override
        public Code handler(Interrupt interrupt, GenericCode kernel) {
            throw new AssertionError("no interrupts here");
        }
    }

    @ParameterizedTest
    @CsvSource({ "lazy_mmu_mode_enable, enter_lazy(): the mode is on already",
            "lazy_mmu_mode_pause, leave_lazy(): the mode is off",
            "lazy_mmu_mode_resume, enter_lazy(): the mode is on already",
            "lazy_mmu_mode_disable, leave_lazy(): the mode is off" })
    void switchBetweenCountAndHook(String function, String bug) {
        assertThat(run(XenPv.Switching.BY_COUNT, function)).map(Violation::message).contains(bug);
        assertThat(run(XenPv.Switching.BY_COUNT_TOLERANT, function)).isEmpty();
    }

    /** Runs two rounds, and switches after the count of a function; returns what is broken. */
    private static Optional<Violation> run(XenPv.Switching switching, String function) {
        Execution execution = new Execution(new Setup(new XenPv.Version(true, false, switching),
                new GenericCode.Version(Era.COUNTED), new AllCalls(), new Sizes(1, 0, 1, 1, 2), false, false, false,
                Era.COUNTED.properties(), PeerQuirks.NONE).model());
        take(execution, "switch in on cpu0");
        int rounds = 0;
        while (rounds < 2) {
            Move next = execution.moves().stream().filter(move -> move.unit() == 0).findFirst().orElseThrow();
            Optional<Violation> broken = execution.take(next);
            if (broken.isPresent()) {
                return broken;
            }
            if (next.source().function().equals(function)) {
                List.of("switch out", "switch in on cpu0").forEach(move -> take(execution, move));
            }
            rounds += next.text().equals("use the mapping") ? 1 : 0;
        }
        return Optional.empty();
    }

    private static void take(Execution execution, String text) {
        Move move = execution.moves().stream().filter(m -> m.text().equals(text)).findFirst().orElseThrow();
        assertThat(execution.take(move)).isEmpty();
    }
}
