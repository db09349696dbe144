/**
 * Refactorings of C as text, with spans from our own front end: the same program in another shape. Start reading at
 * {@link org.lazymmu.refactoring.Refactorings}, which names them all.
 */
package org.lazymmu.refactoring;
