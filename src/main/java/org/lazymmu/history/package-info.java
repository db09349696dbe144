/**
 * Which commit introduced a finding, and which one fixed it: over a range of commits, and for what is new on a ref.
 *
 * <p>
 * {@link org.lazymmu.history.CommitLog} lists commits, {@link org.lazymmu.history.States} says what is found in the tree of one and
 * keeps it in the database, {@link org.lazymmu.history.Attribution} compares a commit with its parents, and
 * {@link org.lazymmu.history.Walk} does that for a range. Watches do it for what is new on a ref, and keep the notices of what that
 * has changed. Start reading at {@link org.lazymmu.history.Attribution}.
 */
@NullMarked
package org.lazymmu.history;

import org.jspecify.annotations.NullMarked;
