/**
 * Findings as data: what a rule reports, where, along which chain, under which conditions; fingerprints that survive edits.
 *
 * <p>
 * Uses {@code source}. Start reading at {@link org.lazymmu.finding.Finding}.
 */
@NullMarked
package org.lazymmu.finding;

import org.jspecify.annotations.NullMarked;
