/**
 * Commits: their messages read, trailers and references between commits found in them, patch ids, and the index of all
 * commits of the mirrors.
 *
 * <p>
 * A message is hostile text: whatever it says, reading it takes time in proportion to its length and nothing else.
 *
 * <p>
 * Start reading at {@link org.lazymmu.commit.Message}.
 */
@NullMarked
package org.lazymmu.commit;

import org.jspecify.annotations.NullMarked;
