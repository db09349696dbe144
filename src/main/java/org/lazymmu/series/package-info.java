/**
 * A series of patches, and where each of them is: reads series from mails, files, commits and message ids, and holds them
 * against trees by the match ladder.
 *
 * <p>
 * Start reading at {@link org.lazymmu.series.Series}.
 */
@NullMarked
package org.lazymmu.series;

import org.jspecify.annotations.NullMarked;
