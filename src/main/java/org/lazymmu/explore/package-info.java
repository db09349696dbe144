/**
 * Models of concurrent systems and their exhaustive exploration, without any knowledge of kernels.
 *
 * <p>
 * A {@link org.lazymmu.explore.Model} has {@linkplain org.lazymmu.explore.Process processes} that run
 * {@linkplain org.lazymmu.explore.Code code} over {@linkplain org.lazymmu.explore.Slot slots}; one step of one process is
 * atomic. Step code is plain Java against a {@link org.lazymmu.explore.Context}, which is either one
 * {@linkplain org.lazymmu.explore.Execution concrete execution} or the explorer, which remembers what a step read and wrote
 * and never runs it twice for the same reads. Uses nothing else of this project. Start reading at
 * {@link org.lazymmu.explore.Model}, then {@link org.lazymmu.explore.Explorer}.
 */
@NullMarked
package org.lazymmu.explore;

import org.jspecify.annotations.NullMarked;
