package org.lazymmu.history;

import org.jspecify.annotations.Nullable;
import org.lazymmu.finding.Finding;

/**
 * What a commit did to one finding.
 *
 * @param kind     what it did
 * @param finding  as it is after the commit; one that was fixed as it was before
 * @param before   as it was before, if it moved, otherwise null
 * @param doubtful whether code that was not analysed may have hidden the finding before, or hides it now
 * @param again    whether an earlier commit of the range had fixed the finding that this one introduces
 */
public record Event(Kind kind, Cause cause, Finding finding, @Nullable Finding before, boolean doubtful,
        boolean again) {
    /** What can be done to a finding. */
    public enum Kind {
        /** It was not there before. */
        INTRODUCED("introduced"),
        /** It is not there any more. */
        FIXED("fixed"),
        /** It is in another file, or in a function of another name. */
        MOVED("moved");

        private final String id;

        Kind(String id) {
            this.id = id;
        }

        /** The word used in reports. */
        public String id() {
            return id;
        }
    }

    Event said(boolean isAgain) {
        return new Event(kind, cause, finding, before, doubtful, isAgain);
    }
}
