/**
 * The C front end: lexer, file scanner, tolerant parser and syntax tree of kernel C before preprocessing.
 *
 * <p>
 * Every side of every {@code #if} is kept, nothing is expanded, no type is known. Uses {@code source} only. Start reading at
 * {@link org.lazymmu.c.CFile}.
 */
@NullMarked
package org.lazymmu.c;

import org.jspecify.annotations.NullMarked;
