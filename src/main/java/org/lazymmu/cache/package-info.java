/**
 * What was worked out once and is kept on disk: entries by keys, each whole or not there. Knows nothing of kernels.
 *
 * <p>
 * May use nothing. Start with {@link org.lazymmu.cache.Cache}.
 */
@NullMarked
package org.lazymmu.cache;

import org.jspecify.annotations.NullMarked;
