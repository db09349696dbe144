/**
 * Mirrors of repositories: what they are of, how they are synchronised, what state they are in.
 *
 * <p>
 * All mirrors share one store of objects, so that forks share what they have in common; each has its own names in it. What git
 * knows (refs, commits) only git keeps; the database has what git does not know: addresses, attempts, moves that lost commits.
 * Uses {@code git} and {@code state}. Start reading at {@link org.lazymmu.mirror.Mirrors}, then {@link org.lazymmu.mirror.Sync}.
 */
@NullMarked
package org.lazymmu.mirror;

import org.jspecify.annotations.NullMarked;
