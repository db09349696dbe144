/**
 * Kernel source trees: folders and archives, their files as bytes, places in them.
 *
 * <p>
 * Uses nothing else of the project. Start reading at {@link org.lazymmu.source.KernelTree}.
 */
@NullMarked
package org.lazymmu.source;

import org.jspecify.annotations.NullMarked;
