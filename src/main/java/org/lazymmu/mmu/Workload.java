package org.lazymmu.mmu;

import java.util.List;
import java.util.stream.Stream;

/**
 * A scenario that can be chosen by name.
 *
 * @param name its name on the command line
 * @param text what tasks and interrupts do
 * @param sizes sizes at which it shows what it can, and is explored within seconds
 * @param scenario the same as code
 * @param setPtesEnters whether {@code set_ptes()} enters the mode itself
 */
public record Workload(String name, String text, Sizes sizes, Scenario scenario, boolean setPtesEnters) {
    /** Two users and a kernel task, as the model's peer has it. */
    private static final Sizes SIZES = new Sizes(2, 2, 1, 2, 2);

    /** All of them, in the order in which they are listed. */
    public static List<Workload> all() {
        return Stream.concat(updates().stream(), Scenarios.all().stream()
                .map(each -> new Workload(each.name(), each.text(), each.sizes(), each.scenario(), false))).toList();
    }

    private static List<Workload> updates() {
        return List.of(
                new Workload("regions", "each task changes all its PTEs in a region; users also one outside",
                        SIZES, updates(UpdateRegions.Use.NONE, false, false), false),
                new Workload("nested-set-ptes", "the same, but set_ptes() enters the mode itself (bcc6cc832573)",
                        SIZES, updates(UpdateRegions.Use.NONE, false, false), true),
                new Workload("use-in-region", "a region uses the mappings that it has just changed",
                        SIZES, updates(UpdateRegions.Use.USE, false, false), false),
                new Workload("flush-and-use", "the same, after arch_flush_lazy_mmu_mode()",
                        SIZES, updates(UpdateRegions.Use.FLUSH_AND_USE, false, false), false),
                new Workload("sleeping-callback", "the callback of apply_to_page_range() may sleep",
                        SIZES, updates(UpdateRegions.Use.NONE, true, false), false),
                new Workload("enter-in-interrupt", "interrupts enter the mode for their update; needs --interrupts",
                        SIZES, updates(UpdateRegions.Use.NONE, false, true), false));
    }

    private static Scenario updates(UpdateRegions.Use use, boolean sleepingCallback, boolean interruptsEnter) {
        return new UpdateRegions(true, use, sleepingCallback, interruptsEnter);
    }
}
