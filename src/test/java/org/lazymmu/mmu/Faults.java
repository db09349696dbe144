package org.lazymmu.mmu;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.lazymmu.explore.Code;
import org.lazymmu.explore.Context;
import org.lazymmu.explore.Execution;
import org.lazymmu.explore.Slot;

/** Architectures with a fault that no version of the kernel had, for properties that no fault of its history breaks alone. */
final class Faults {
    private Faults() {
    }

    /** powerpc before b9ef323ea168, whose context switch does not flush the batch. */
    record SwitchWithoutFlush() implements Variant {
        @Override
        public String name() {
            return "powerpc without a flush at context switches";
        }

        @Override
        public Backend on(Machine machine) {
            return new Faulty(new PowerpcHash.Version(false, true).on(machine), machine) {
                @Override
                public void switchOut(Running k) {
                    keeping(k, List.of(".batch", ".pte"), super::switchOut);
                }
            };
        }
    }

    /** powerpc whose leave does not switch the batch off. */
    record StaysActive() implements Variant {
        @Override
        public String name() {
            return "powerpc that stays active";
        }

        @Override
        public Backend on(Machine machine) {
            return new Faulty(new PowerpcHash.Version(true, true).on(machine), machine) {
                @Override
                public Code leave(Task task) {
                    return Code.seq(super.leave(task), task.step("batch->active = 1",
                            k -> k.set(this.<Boolean>slot("cpu" + k.cpu() + ".active"), true)));
                }
            };
        }
    }

    /** arm64 whose context switch forgets that the task is in the mode. */
    record SwitchForgets() implements Variant {
        @Override
        public String name() {
            return "arm64 that forgets the mode";
        }

        @Override
        public Backend on(Machine machine) {
            return new Faulty(new Arm64.Version(true).on(machine), machine) {
                @Override
                public void switchOut(Running k) {
                    super.switchOut(k);
                    k.set(this.<Boolean>slot(k.task() + ".TIF_LAZY_MMU"), false);
                }
            };
        }
    }

    /** A backend that is like another one. */
    private static class Faulty implements Backend {
        private final Backend right;
        private final Machine machine;

        Faulty(Backend right, Machine machine) {
            this.right = right;
            this.machine = machine;
        }

        @SuppressWarnings({ "unchecked", "TypeParameterUnusedInFormals" })
        <V> Slot<V> slot(String name) {
            return (Slot<V>) machine.families().stream().flatMap(family -> family.slots().stream())
                    .filter(slot -> slot.name().equals(name)).findFirst().orElseThrow();
        }

        /** Lets a hook run, but takes back what it does to slots with such a word in their names. */
        @SuppressWarnings("unchecked")
        void keeping(Running k, List<String> words, Consumer<Running> hook) {
            List<Slot<Object>> slots = new ArrayList<>();
            List<Object> values = new ArrayList<>();
            for (Machine.Family family : machine.families()) {
                for (Slot<?> slot : family.slots()) {
                    if (words.stream().anyMatch(slot.name()::contains)) {
                        slots.add((Slot<Object>) slot);
                        values.add(k.get(slot));
                    }
                }
            }
            hook.accept(k);
            for (int i = 0; i < slots.size(); i++) {
                k.set(slots.get(i), values.get(i));
            }
        }

        @Override
        public Code enter(Task task) {
            return right.enter(task);
        }

        @Override
        public Code leave(Task task) {
            return right.leave(task);
        }

        @Override
        public void flush(Running k) {
            right.flush(k);
        }

        @Override
        public Code setPte(Task task) {
            return right.setPte(task);
        }

        @Override
        public void switchOut(Running k) {
            right.switchOut(k);
        }

        @Override
        public void switchIn(Running k) {
            right.switchIn(k);
        }

        @Override
        public Code enter(Interrupt interrupt) {
            return right.enter(interrupt);
        }

        @Override
        public Code leave(Interrupt interrupt) {
            return right.leave(interrupt);
        }

        @Override
        public Code setPte(Interrupt interrupt) {
            return right.setPte(interrupt);
        }

        @Override
        public void place(Execution execution, int pte, boolean present) {
            right.place(execution, pte, present);
        }

        @Override
        public boolean done(Context context, int pte) {
            return right.done(context, pte);
        }

        @Override
        public boolean written(Context context, int pte) {
            return right.written(context, pte);
        }

        @Override
        public boolean read(Context context, int pte) {
            return right.read(context, pte);
        }

        @Override
        public boolean reachable(Context context, int pte) {
            return right.reachable(context, pte);
        }
    }
}
