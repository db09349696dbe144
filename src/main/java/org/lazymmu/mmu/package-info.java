/**
 * The lazy MMU mode as a model: the machine (CPUs, tasks, preemption, interrupts, page tables), the generic code, and each
 * architecture's hooks, in the versions that mattered.
 *
 * <p>
 * A {@link org.lazymmu.mmu.Setup} selects a model and builds it. A {@link org.lazymmu.mmu.Machine} holds the slots that every
 * model has; a {@link org.lazymmu.mmu.Backend} adds those of one architecture and the code of its hooks; a
 * {@link org.lazymmu.mmu.Scenario} says what tasks do, {@link org.lazymmu.mmu.GenericUser} as a function of mm/ does it, and
 * {@link org.lazymmu.mmu.LazyMode} is how it enters the mode in each {@link org.lazymmu.mmu.Era}.
 * {@link org.lazymmu.mmu.Variants} chooses the hooks as of a commit, {@link org.lazymmu.mmu.History} walks them. Uses
 * {@code explore} and nothing else. Start reading at
 * {@link org.lazymmu.mmu.Setup}, then {@link org.lazymmu.mmu.PowerpcHash}.
 */
@NullMarked
package org.lazymmu.mmu;

import org.jspecify.annotations.NullMarked;
