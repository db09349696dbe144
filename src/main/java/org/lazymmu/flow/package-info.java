/**
 * Control and data flow of kernel C, without any knowledge of kernels: presence conditions, views of a tree, call resolution,
 * control-flow graphs and the symbolic walk over their paths with summaries of callees.
 *
 * <p>
 * What a call means (a bracket opens, a lock is taken, a callee never returns) comes in through
 * {@link org.lazymmu.flow.Meaning}. Uses {@code source} and {@code c}. Start reading at {@link org.lazymmu.flow.Walk}.
 */
@NullMarked
package org.lazymmu.flow;

import org.jspecify.annotations.NullMarked;
