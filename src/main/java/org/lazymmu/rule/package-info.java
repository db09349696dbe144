/**
 * The rules of the mode's contract, and the check of a whole tree against them.
 *
 * <p>
 * {@link org.lazymmu.rule.Check} runs everything; each rule has a class that turns what the walk found into findings. Uses all
 * packages below. Start reading at {@link org.lazymmu.rule.Check}.
 */
@NullMarked
package org.lazymmu.rule;

import org.jspecify.annotations.NullMarked;
