/**
 * Facts about the kernel, as data with their sources: eras of the contract, hooks, page table locks, calls with a meaning of
 * their own, architectures, the layout of a tree.
 *
 * <p>
 * The tables stand in resources beside this package. Uses {@code source}, {@code c} and the interfaces of {@code flow}. Start
 * reading at {@link org.lazymmu.kernel.KernelFacts}.
 */
@NullMarked
package org.lazymmu.kernel;

import org.jspecify.annotations.NullMarked;
