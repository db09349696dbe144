/**
 * What each architecture's implementation of the mode does, worked out from its source: the hooks, the primitives that change
 * PTEs and the context switch are run on small states, all paths, and what becomes of the states says what they do.
 *
 * <p>
 * Nothing here knows an architecture. What calls such as {@code preempt_disable()} mean is data of {@code kernel}'s kind, in
 * {@code primitives.tsv}; what the contract demands of an implementation in {@code demands.tsv}. Uses {@code source},
 * {@code finding}, {@code c}, {@code flow} and {@code kernel}. Start reading at {@link org.lazymmu.backend.Backends}.
 */
@NullMarked
package org.lazymmu.backend;

import org.jspecify.annotations.NullMarked;
