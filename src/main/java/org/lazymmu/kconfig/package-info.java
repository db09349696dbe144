/**
 * The configuration language of the kernel: which options there are, what they need and force, and which of them can be set
 * together; and which options a file is built under.
 *
 * <p>
 * Uses {@code source} for the files of a tree and {@code c} for the conditions that are asked about. Start reading at
 * {@link org.lazymmu.kconfig.Kconfig} and {@link org.lazymmu.kconfig.Configurations}; how an answer is found is in
 * {@link org.lazymmu.kconfig.Search}.
 */
@NullMarked
package org.lazymmu.kconfig;

import org.jspecify.annotations.NullMarked;
