package org.lazymmu.history;

import java.time.Instant;
import org.lazymmu.finding.Finding;

/**
 * That a finding appeared at the tip of a ref, or disappeared from there.
 *
 * @param key       the same however often the notice is sent, different from that of every other notice
 * @param label     what people call the repository and the ref
 * @param ref       the full name of the ref
 * @param appeared  whether it is there now
 * @param commit    the id of the commit that did it; empty if none did, but the ref was set to another history
 * @param subject   of that commit
 * @param author    of that commit
 * @param oldTip    where the ref was
 * @param newTip    where it is
 * @param rewritten whether the new tip does not have the old one in its history
 * @param at        when it was noticed
 */
public record Notice(long id, String key, String label, String ref, boolean appeared, Finding finding, String commit,
        String subject, String author, String oldTip, String newTip, boolean rewritten, Instant at) {
    /** The word used in reports. */
    public String status() {
        return appeared ? "appeared" : "disappeared";
    }
}
