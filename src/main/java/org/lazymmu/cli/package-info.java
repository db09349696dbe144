/**
 * The commands. The only package that prints, reads the environment and decides the exit status.
 *
 * <p>
 * Uses everything else. Start reading at {@link org.lazymmu.cli.Main}, then {@link org.lazymmu.cli.CheckCommand}.
 */
@NullMarked
package org.lazymmu.cli;

import org.jspecify.annotations.NullMarked;
