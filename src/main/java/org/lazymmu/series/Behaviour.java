package org.lazymmu.series;

import java.io.IOException;
import java.util.List;

/** The last rung: whether the findings that a patch removes are gone from a tree, whoever removed them and how. */
public interface Behaviour {
    /** What became of the findings that a patch removes. */
    enum Verdict {
        /** They were there before, and none of them is there now. */
        GONE("gone"),
        /** Some of them are there now. */
        STILL_THERE("still-there"),
        /** They were not there before either, so the tree never needed the patch for them. */
        NEVER_THERE("never-there"),
        /** The patch removes no findings, so this rung says nothing of it. */
        NO_FINDINGS("no-findings"),
        /** It could not be worked out. */
        UNKNOWN("unknown");

        private final String id;

        Verdict(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    /**
     * What became of them.
     *
     * @param findings what is meant: those still there, or those that are gone, a line each
     * @param text     a clause that says it
     */
    record Outcome(Verdict verdict, List<String> findings, String text) {
        public Outcome {
            findings = List.copyOf(findings);
        }
    }

    /**
     * What became of the findings that a patch removes.
     *
     * @param upstream the commit that the patch is upstream, full id
     * @param tip      of the tree, full id
     */
    Outcome of(SeriesPatch patch, String upstream, String tip) throws IOException;
}
