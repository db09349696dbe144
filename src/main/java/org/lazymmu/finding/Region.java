package org.lazymmu.finding;

import java.util.SortedSet;

/**
 * A call of a hook, for {@code check --list-regions}.
 *
 * @param hook          what is called, as written, e.g. {@code arch_enter_lazy_mmu_mode}
 * @param kind          {@code enter}, {@code leave}, {@code flush}, {@code pause} or {@code resume}
 * @param condition     the configurations in which the call exists, empty when in all
 * @param architectures the views that have it
 */
public record Region(Place place, String function, String hook, String kind, String condition,
        SortedSet<String> architectures) {
}
