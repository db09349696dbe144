/**
 * The C front end: lexer, file scanner, tolerant parser and syntax tree of kernel C before preprocessing.
 *
 * <p>
 * A file goes through {@link org.lazymmu.c.Lexer} (bytes to tokens, once), {@link org.lazymmu.c.Directives} (which {@code #if}s
 * belong together, and when a side exists) and {@link org.lazymmu.c.FileScanner} (heads, variables, macro calls, macros). A body is
 * parsed when asked for by {@link org.lazymmu.c.BodyParser}: the parsers in {@link org.lazymmu.c.Grammar} share a
 * {@link org.lazymmu.c.Cursor}, which steps over directives once a side is chosen. What does not align with statements is read
 * once per side by {@link org.lazymmu.c.BranchReader}. Depth, work and combinations have limits; beyond them there is a
 * {@link org.lazymmu.c.CFile.Problem}.
 *
 * <p>
 * Every side of every {@code #if} is kept, nothing is expanded, no type is known. Uses {@code source} only. Start reading at
 * {@link org.lazymmu.c.CFile}.
 */
@NullMarked
package org.lazymmu.c;

import org.jspecify.annotations.NullMarked;
