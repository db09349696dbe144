package org.lazymmu.explore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExplorerTest {
    private static final Property ALONE = new Property("alone", "at most one process is inside");

    /** Workers that take a lock, or with {@code broken} test and take it in two steps, and count themselves inside. */
    private static Model lock(int workers, boolean broken) {
        Model.Builder builder = Model.builder("lock");
        Slot<Boolean> lock = builder.shared("lock", false);
        Slot<Integer> inside = builder.shared("inside", 0);
        List<Process<Integer>> all = new ArrayList<>();
        for (int i = 0; i < workers; i++) {
            Process<Integer> worker = builder.process("worker " + i, 0);
            all.add(worker);
            Code take = broken
                    ? Code.seq(Code.step("see lock free", c -> c.require(!c.get(lock))),
                            Code.step("take lock", c -> c.set(lock, true)))
                    : Code.step("take lock", c -> {
                        c.require(!c.get(lock));
                        c.set(lock, true);
                    });
            worker.program(Code.forever(
                    Code.seq(Code.step("think", c -> c.set(worker.locals(), 1)),
                            Code.step("decide", c -> c.set(worker.locals(), 2)), take, Code.step("go in", c -> {
                                c.check(ALONE, c.get(inside) == 0, "two inside");
                                c.set(inside, c.get(inside) + 1);
                            }), Code.step("go out", c -> c.set(inside, c.get(inside) - 1)), Code.step("release", c -> {
                                c.set(lock, false);
                                c.set(worker.locals(), 0);
                            }))));
        }
        return builder.symmetry(exchanges(all)).build();
    }

    /** The exchange of the first two processes. */
    private static List<Renaming> exchanges(List<Process<Integer>> all) {
        return List.of(new Renaming() {
            @Override
            public Slot<?> slot(Slot<?> slot) {
                return slot == all.get(0).locals() ? all.get(1).locals()
                        : slot == all.get(1).locals() ? all.get(0).locals() : slot;
            }

            @Override
            public Process<?> process(Process<?> process) {
                return process == all.get(0) ? all.get(1) : process == all.get(1) ? all.get(0) : process;
            }

            @Override
            public Object value(Slot<?> slot, Object value) {
                return value;
            }
        });
    }

    private static Exploration explore(Model model, Reduction reduction, int threads) {
        return Explorer.explore(model, new Options(reduction, threads, Limits.standard(), true), () -> false, p -> {
        });
    }

    @ParameterizedTest
    @EnumSource
    void aLockThatIsTakenAtOnceHolds(Reduction reduction) {
        assertThat(explore(lock(3, false), reduction, 1).verdict()).isInstanceOf(Verdict.Holds.class);
    }

    @ParameterizedTest
    @EnumSource
    void aLockThatIsTakenInTwoStepsBreaksByAShortestTrace(Reduction reduction) {
        Model model = lock(3, true);
        Verdict.Broken broken = (Verdict.Broken) explore(model, reduction, 1).verdict();
        assertThat(broken.violation().property()).isEqualTo(ALONE);
        Trace trace = broken.trace().orElseThrow();
        assertThat(trace.entries()).hasSize(PlainSearch.search(model, 10_000).length());
        Execution execution = new Execution(model);
        for (Trace.Entry entry : trace.entries().subList(0, trace.entries().size() - 1)) {
            assertThat(execution.take(entry.move())).isEmpty();
        }
        assertThat(execution.take(trace.entries().getLast().move())).contains(trace.violation());
    }

    @Test
    void reductionsStoreFewerStates() {
        long none = explore(lock(4, false), Reduction.NONE, 1).statistics().states();
        long order = explore(lock(4, false), Reduction.ORDER, 1).statistics().states();
        long full = explore(lock(4, false), Reduction.FULL, 1).statistics().states();
        assertThat(order).isLessThan(none);
        assertThat(full).isLessThan(order);
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3 })
    void threadsFindTheSameStates(int threads) {
        PlainSearch.Result plain = PlainSearch.search(lock(5, false), 100_000);
        Exploration.Statistics statistics = explore(lock(5, false), Reduction.NONE, threads).statistics();
        assertThat(statistics.states()).isEqualTo(plain.states());
        assertThat(statistics.transitions()).isEqualTo(plain.transitions());
    }

    @Test
    void everySearchAgreesOnRandomModels() {
        int broken = 0;
        long reduced = 0;
        long all = 0;
        for (long seed = 0; seed < Integer.getInteger("explore.seeds", 300); seed++) {
            Model model = RandomModels.draw(seed);
            PlainSearch.Result plain = PlainSearch.search(model, 200_000);
            Exploration none = explore(model, Reduction.NONE, 1);
            Exploration order = explore(model, Reduction.ORDER, 1);
            assertThat(none.verdict() instanceof Verdict.Broken).as("seed %s", seed)
                    .isEqualTo(plain.broken().isPresent());
            assertThat(order.verdict() instanceof Verdict.Broken).as("seed %s, reduced", seed)
                    .isEqualTo(plain.broken().isPresent());
            if (none.verdict() instanceof Verdict.Broken(Violation _, var trace)) {
                broken++;
                assertThat(trace.orElseThrow().entries().size()).as("seed %s, shortest", seed)
                        .isEqualTo(plain.length());
            } else {
                assertThat(none.statistics().states()).as("seed %s, states", seed).isEqualTo(plain.states());
                assertThat(none.statistics().transitions()).as("seed %s, transitions", seed)
                        .isEqualTo(plain.transitions());
                all += plain.states();
                reduced += order.statistics().states();
            }
        }
        assertThat(broken).as("models that break").isGreaterThan(50);
        assertThat(reduced).as("states of those that hold, of %s", all).isLessThan(all * 3 / 4);
    }

    @Test
    void aLimitMakesItInconclusive() {
        Options options = new Options(Reduction.NONE, 1, new Limits(20, Long.MAX_VALUE, Long.MAX_VALUE), true);
        Exploration exploration = Explorer.explore(lock(6, false), options, () -> false, p -> {
        });
        assertThat(exploration.verdict()).isEqualTo(new Verdict.Inconclusive("20 states"));
        assertThat(exploration.statistics().states()).isGreaterThan(20);
    }

    @Test
    void aCancelledSearchIsInconclusive() {
        Exploration exploration = Explorer.explore(lock(6, false), Options.standard(), () -> true, p -> {
        });
        assertThat(exploration.verdict()).isEqualTo(new Verdict.Inconclusive("interrupted"));
    }

    @Test
    void processesThatWaitForEachOtherAreADeadlock() {
        Model.Builder builder = Model.builder("deadlock");
        Slot<Boolean> left = builder.shared("left", false);
        Slot<Boolean> right = builder.shared("right", false);
        for (List<Slot<Boolean>> order : List.of(List.of(left, right), List.of(right, left))) {
            Process<Integer> process = builder.process("takes " + order.getFirst(), 0);
            process.program(
                    Code.forever(Code.seq(take(order.getFirst()), take(order.getLast()), Code.step("release", c -> {
                        c.set(left, false);
                        c.set(right, false);
                    }))));
        }
        Model model = builder.build();
        for (Reduction reduction : Reduction.values()) {
            Verdict.Broken broken = (Verdict.Broken) explore(model, reduction, 1).verdict();
            assertThat(broken.violation().property()).isEqualTo(Property.NO_DEADLOCK);
            assertThat(broken.trace().orElseThrow().entries()).hasSize(2);
        }
    }

    private static Code take(Slot<Boolean> lock) {
        return Code.step("take " + lock, c -> {
            c.require(!c.get(lock));
            c.set(lock, true);
        });
    }

    @Test
    void aModelWhoseProgramsEndHolds() {
        Model.Builder builder = Model.builder("ends");
        Slot<Integer> x = builder.shared("x", 0);
        builder.process("once", 0).program(Code.step("set", c -> c.set(x, 1)));
        Exploration exploration = explore(builder.build(), Reduction.NONE, 1);
        assertThat(exploration.verdict()).isInstanceOf(Verdict.Holds.class);
        assertThat(exploration.statistics().states()).isEqualTo(2);
    }

    @Test
    void stepsAndBranchesNeverTakenAreTold() {
        Model.Builder builder = Model.builder("gaps");
        Slot<Integer> x = builder.shared("x", 0);
        builder.process("p", 0).program(Code.forever(Code.seq(Code.step("turn", c -> c.set(x, 1 - c.get(x))),
                Code.decide("x is 5", c -> c.get(x) == 5, Code.step("unreachable", c -> c.set(x, 0)), Code.nothing()),
                Code.step("branch", c -> c.set(x, c.branch("x below 2", c.get(x) < 2) ? c.get(x) : 0)))));
        assertThat(explore(builder.build(), Reduction.NONE, 1).coverage().never()).extracting(Coverage.Gap::what)
                .containsExactly("x is 5 was never true", "unreachable", "x below 2 was never false");
    }

    @Test
    void aStepThatIsNoFunctionOfWhatItReadsIsAnError() {
        Model.Builder builder = Model.builder("random");
        Slot<Integer> x = builder.shared("x", 0);
        Slot<Integer> y = builder.shared("y", 0);
        int[] calls = new int[1];
        builder.process("p", 0)
                .program(Code.forever(Code.step("odd", c -> c.set(x, (c.get(calls[0]++ % 2 == 0 ? x : y) + 1) % 3))));
        builder.process("q", 0).program(Code.forever(Code.step("count", c -> c.set(y, (c.get(y) + 1) % 5))));
        assertThatThrownBy(() -> explore(builder.build(), Reduction.NONE, 1)).isInstanceOf(ModelError.class)
                .hasMessageContaining("no function of what it reads");
    }

    @Test
    void writingTheSlotOfAnotherIsAnError() {
        Model.Builder builder = Model.builder("owner");
        Slot<Integer> mine = builder.process("owner", 0).owned("mine", 0);
        builder.process("thief", 0).program(Code.step("take", c -> c.set(mine, 1)));
        assertThatThrownBy(() -> explore(builder.build(), Reduction.NONE, 1)).isInstanceOf(ModelError.class)
                .hasMessage("thief writes mine, which belongs to owner");
    }

    @Test
    void usingSharedSlotsBetweenStepsIsAnError() {
        Model.Builder builder = Model.builder("between");
        Slot<Integer> x = builder.shared("x", 0);
        builder.process("p", 0).program(Code.seq(Code.step("set", c -> c.set(x, 1)), Code.local(c -> c.set(x, 2))));
        assertThatThrownBy(() -> explore(builder.build(), Reduction.NONE, 1)).isInstanceOf(ModelError.class)
                .hasMessageContaining("changes x, which is shared");
    }

    @Test
    void exchangingThingsThatAreNotAlikeIsAnError() {
        Model.Builder builder = Model.builder("unlike");
        Slot<Integer> x = builder.shared("x", 0);
        List<Process<Integer>> all = List.of(builder.process("one", 0), builder.process("two", 0));
        all.forEach(p -> p.program(Code.forever(Code.step("up", c -> {
            c.set(x, (c.get(x) + p.index() + 1) % 7);
            c.set(p.locals(), c.get(x));
        }))));
        builder.symmetry(exchanges(all));
        assertThatThrownBy(() -> explore(builder.build(), Reduction.FULL, 1)).isInstanceOf(ModelError.class)
                .hasMessageContaining("are not alike");
    }
}
