/**
 * From findings to characters: text as gcc prints it, JSON with its schemas, lists of regions.
 *
 * <p>
 * Uses {@code finding}; the only package that knows Jackson. Nothing here decides or prints to a terminal: a report goes into a
 * {@link java.io.Writer} that the caller opened. Start reading at {@link org.lazymmu.report.TextReport}.
 */
@NullMarked
package org.lazymmu.report;

import org.jspecify.annotations.NullMarked;
