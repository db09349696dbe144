package org.lazymmu.commit;

import java.util.List;

/** What a possibly abbreviated id stands for. */
public sealed interface Resolution {

    /** One commit. */
    record Found(Commit commit) implements Resolution {
    }

    /**
     * More than one commit.
     *
     * @param ids some of them, in their order
     */
    record Ambiguous(List<String> ids) implements Resolution {
        public Ambiguous {
            ids = List.copyOf(ids);
        }
    }

    /** None that the index has. */
    record Unknown() implements Resolution {
    }
}
