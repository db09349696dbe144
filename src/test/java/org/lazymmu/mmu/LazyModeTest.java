package org.lazymmu.mmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Model;
import org.lazymmu.explore.Move;
import org.lazymmu.explore.Slot;
import org.lazymmu.explore.Violation;

/**
 * The counterpart of the kernel's own test of the counted layer, {@code lazy_mmu_mode_active} in
 * mm/tests/lazy_mmu_mode_kunit.c, and what that leaves out: the hooks that are called, the counts, and interrupts.
 */
class LazyModeTest {
    /** Calls of the layer by one task, one after the other, on an architecture without hooks. */
    private static final class Calls implements Scenario {
        private final Execution execution;
        private final Slot<LazyMmuState> state;
        private final List<String> hooks = new ArrayList<>();

        Calls() {
            Model model = new Setup(new NoHooks.Version(), new GenericCode.Version(Era.COUNTED), this,
                    new Sizes(1, 0, 1, 1, 1), false, false, false, Era.COUNTED.properties(), PeerQuirks.NONE).model();
            execution = new Execution(model);
            state = stateSlot(model);
            take(execution.moves().getFirst());
        }

        @SuppressWarnings("unchecked")
        private static Slot<LazyMmuState> stateSlot(Model model) {
            return (Slot<LazyMmuState>) model.slots().stream()
                    .filter(slot -> slot.name().equals("kernel0.lazy_mmu_state")).findFirst().orElseThrow();
        }

        @Override
        public Code program(Task task, GenericCode kernel) {
            LazyMode mode = kernel.mode();
            Map<String, Code> calls = new LinkedHashMap<>();
            calls.put("enable", mode.enable(task));
            calls.put("disable", mode.disable(task));
            calls.put("pause", mode.pause(task));
            calls.put("resume", mode.resume(task));
            calls.put("spin_lock_bh", bottomHalves(task, true));
            calls.put("spin_unlock_bh", bottomHalves(task, false));
            return Code.forever(Code.choose(calls.entrySet().stream()
                    .map(call -> Code.seq(task.step(call.getKey(), k -> {
                    }), call.getValue(), task.step("return", k -> {
                    }))).toList()));
        }

        private static Code bottomHalves(Task task, boolean off) {
            return task.step("preempt_count", k -> k.set(k.lazyMmuState().withBottomHalvesOff(off)));
        }

        @Override
        public Code handler(Interrupt interrupt, GenericCode kernel) {
            throw new AssertionError("no interrupts here");
        }

        /** Makes a call; returns what it breaks. */
        Optional<Violation> call(String name) {
            hooks.clear();
            Move next = execution.moves().stream().filter(move -> move.text().equals(name)).findFirst().orElseThrow();
            while (true) {
                Optional<Violation> broken = take(next);
                if (broken.isPresent() || next.text().equals("return")) {
                    return broken;
                }
                next = execution.moves().stream().filter(move -> move.unit() == 0).findFirst().orElseThrow();
            }
        }

        private Optional<Violation> take(Move move) {
            if (move.source().function().startsWith("arch_")) {
                hooks.add(move.source().function());
            } else if (move.text().startsWith("arch_")) {
                hooks.add(move.text().substring(0, move.text().indexOf('(')));
            }
            return execution.take(move);
        }

        /** {@code is_lazy_mmu_mode_active()}. */
        boolean isActive() {
            return !counts().bottomHalvesOff() && counts().active();
        }

        LazyMmuState counts() {
            return execution.get(state);
        }

        /** What a call leads to: the hooks that it calls, and the two counts after it. */
        String after(String name) {
            Optional<Violation> broken = call(name);
            return hooks + " " + counts().enableCount() + "/" + counts().pauseCount()
                    + broken.map(violation -> " " + violation.property().id()).orElse("");
        }
    }

    private static final String ENTER = "[arch_enter_lazy_mmu_mode]";
    private static final String LEAVE = "[arch_leave_lazy_mmu_mode]";
    private static final String FLUSH = "[arch_flush_lazy_mmu_mode]";

    private final Calls calls = new Calls();

    private void isActiveAfter(String call, boolean active) {
        assertThat(calls.call(call)).isEmpty();
        assertThat(calls.isActive()).as("active after " + call).isEqualTo(active);
    }

    @Test
    void expectsWhatTheKernelsTestExpects() {
        assertThat(calls.isActive()).isFalse();
        isActiveAfter("enable", true);
        isActiveAfter("enable", true);
        isActiveAfter("disable", true);
        isActiveAfter("pause", false);
        isActiveAfter("enable", false);
        isActiveAfter("disable", false);
        isActiveAfter("pause", false);
        isActiveAfter("resume", false);
        isActiveAfter("resume", true);
        isActiveAfter("disable", false);
    }

    /** The table in the log of 5ab246749569. */
    @Test
    void hooksAreCalledAsTheLogOfTheCommitSays() {
        assertThat(calls.after("enable")).isEqualTo(ENTER + " 1/0");
        assertThat(calls.after("enable")).isEqualTo("[] 2/0");
        assertThat(calls.after("pause")).isEqualTo(LEAVE + " 2/1");
        assertThat(calls.after("resume")).isEqualTo(ENTER + " 2/0");
        assertThat(calls.after("disable")).isEqualTo(FLUSH + " 1/0");
        assertThat(calls.after("disable")).isEqualTo(LEAVE + " 0/0");
    }

    @Test
    void callsWhilePausedAreInert() {
        calls.call("enable");
        calls.call("pause");
        assertThat(calls.after("enable")).isEqualTo("[] 1/1");
        assertThat(calls.after("disable")).isEqualTo("[] 1/1");
        assertThat(calls.after("resume")).isEqualTo(ENTER + " 1/0");
    }

    @Test
    void pausesNest() {
        calls.call("enable");
        assertThat(calls.after("pause")).isEqualTo(LEAVE + " 1/1");
        assertThat(calls.after("pause")).isEqualTo("[] 1/2");
        assertThat(calls.after("resume")).isEqualTo("[] 1/1");
        assertThat(calls.after("resume")).isEqualTo(ENTER + " 1/0");
    }

    @Test
    void pauseOutsideEveryRegionCallsNoHook() {
        assertThat(calls.after("pause")).isEqualTo("[] 0/1");
        assertThat(calls.after("enable")).isEqualTo("[] 0/1");
        assertThat(calls.after("resume")).isEqualTo("[] 0/0");
    }

    @Test
    void underflowsWarn() {
        assertThat(calls.call("disable").orElseThrow().message()).contains("enable_count underflows");
        assertThat(calls.call("resume").orElseThrow().message()).contains("pause_count underflows");
    }

    @Test
    void overflowOfTheEnableCountWarns() {
        for (int i = 0; i < 255; i++) {
            assertThat(calls.call("enable")).isEmpty();
        }
        assertThat(calls.counts().enableCount()).isEqualTo(255);
        assertThat(calls.call("enable").orElseThrow().message()).contains("enable_count overflows");
    }

    @Test
    void overflowOfThePauseCountWarns() {
        for (int i = 0; i < 255; i++) {
            assertThat(calls.call("pause")).isEmpty();
        }
        assertThat(calls.call("pause").orElseThrow().message()).contains("pause_count overflows");
    }

    @Test
    void inAnInterruptNothingHappens() {
        calls.call("spin_lock_bh");
        for (String call : List.of("enable", "pause", "resume", "disable")) {
            assertThat(calls.after(call)).isEqualTo("[] 0/0");
            assertThat(calls.isActive()).isFalse();
        }
    }

    @Test
    void disableWithBottomHalvesOffLeaksTheCount() {
        calls.call("enable");
        calls.call("spin_lock_bh");
        assertThat(calls.isActive()).isFalse();
        assertThat(calls.after("disable")).isEqualTo("[] 1/0");
        calls.call("spin_unlock_bh");
        assertThat(calls.isActive()).as("still in the mode").isTrue();
    }

    @Test
    void enableWithBottomHalvesOffMakesTheDisableUnderflow() {
        calls.call("spin_lock_bh");
        calls.call("enable");
        calls.call("spin_unlock_bh");
        assertThat(calls.call("disable").orElseThrow().property()).isEqualTo(Properties.KERNEL_WARN);
    }
}
