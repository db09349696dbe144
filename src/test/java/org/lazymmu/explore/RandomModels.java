package org.lazymmu.explore;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small models drawn at random, to hold searches against each other. */
final class RandomModels {
    private static final Property NEVER = new Property("never", "a step that breaks this is never taken");

    private RandomModels() {
    }

    /** The model of a seed: up to four processes that loop over a few steps on a few slots, some of which may break. */
    static Model draw(long seed) {
        Random random = new Random(seed);
        Model.Builder builder = Model.builder("random " + seed);
        int count = 2 + random.nextInt(3);
        List<Slot<Integer>> shared = new ArrayList<>();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            shared.add(builder.shared("x" + i, 0));
        }
        List<Process<Integer>> processes = new ArrayList<>();
        List<Slot<Integer>> owned = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            processes.add(builder.process("p" + i, 0));
            owned.add(processes.getLast().owned("own" + i, 0));
        }
        for (int i = 0; i < count; i++) {
            Process<Integer> process = processes.get(i);
            List<Code> steps = new ArrayList<>();
            int length = 2 + random.nextInt(count > 3 ? 2 : 4);
            for (int step = 0; step < length; step++) {
                steps.add(step(random, shared, owned, i, process));
            }
            process.program(Code.forever(Code.seq(steps)));
            if (random.nextInt(3) == 0) {
                Slot<Integer> own = owned.get(i);
                int when = random.nextInt(2);
                process.anytime(Code.step("flip", c -> {
                    c.require(c.get(process.locals()) % 2 == when);
                    c.set(own, 1 - c.get(own));
                }));
                process.home(c -> c.get(own) == 1);
            }
        }
        if (random.nextInt(2) == 0) {
            interrupt(random, builder, shared, processes);
        }
        return builder.build();
    }

    /** A process that suspends some of the others while it takes a step or two, none of which waits. */
    private static void interrupt(Random random, Model.Builder builder, List<Slot<Integer>> shared,
            List<Process<Integer>> others) {
        Process<Integer> interrupt = builder.process("interrupt", 0);
        Slot<Boolean> active = interrupt.owned("active", false);
        others.stream().filter(p -> random.nextInt(3) > 0).forEach(p -> p.guard(c -> c.requireNotSuspendedBy(active)));
        Slot<Integer> first = shared.get(random.nextInt(shared.size()));
        Slot<Integer> second = shared.get(random.nextInt(shared.size()));
        int value = random.nextInt(3);
        Code load = Code.step("load in interrupt", c -> c.set(interrupt.locals(), c.get(second) == value ? 1 : 0));
        Code store = Code.step("store in interrupt", c -> c.set(first, c.get(interrupt.locals())));
        interrupt.program(Code.forever(Code.seq(Code.step("interrupt", c -> c.set(active, true)),
                random.nextBoolean() ? load : Code.nothing(), random.nextBoolean() ? store : Code.nothing(),
                Code.step("return", c -> {
                    c.check(NEVER, value != 2 || c.get(second) != 2, "bad in interrupt");
                    c.set(interrupt.locals(), 0);
                    c.set(active, false);
                }))));
    }

    private static Code step(Random random, List<Slot<Integer>> shared, List<Slot<Integer>> owned, int process,
            Process<Integer> by) {
        Slot<Integer> slot = shared.get(random.nextInt(shared.size()));
        Slot<Integer> other = owned.get(random.nextInt(owned.size()));
        Slot<Integer> own = owned.get(process);
        int value = random.nextInt(3);
        return switch (random.nextInt(9)) {
            case 0 -> Code.step("load", c -> c.set(by.locals(), c.get(slot)));
            case 1 -> Code.step("store", c -> c.set(slot, value));
            case 2 -> Code.step("store local", c -> c.set(slot, c.get(by.locals())));
            case 3 -> Code.step("add", c -> c.set(slot, (c.get(slot) + 1) % 3));
            case 4 -> Code.step("wait", c -> c.require(c.get(slot) != value));
            case 5 -> Code.step("own", c -> c.set(own, value % 2));
            case 6 -> Code.step("wait for other", c -> c.require(other == own || c.get(other) == value % 2));
            case 7 -> Code.step("check", c -> {
                boolean bad = c.get(slot) == value && (other == own || c.get(other) == 1);
                c.check(NEVER, !(bad && random(value, process)), "bad");
                c.set(by.locals(), 0);
            });
            default -> Code.decide("test", c -> c.get(slot) == value, Code.step("then", c -> c.set(slot, 0)),
                    Code.step("otherwise", c -> c.set(by.locals(), 1)));
        };
    }

    /** Whether such a check is one that can fail. */
    private static boolean random(int value, int process) {
        return (value + process) % 2 == 0;
    }
}
