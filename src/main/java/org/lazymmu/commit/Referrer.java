package org.lazymmu.commit;

/**
 * A commit that says something of another one.
 *
 * @param commit    the one that says it
 * @param reference what it says
 */
public record Referrer(Commit commit, Reference reference) {
}
