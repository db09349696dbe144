package org.lazymmu.explore;

/**
 * The result of a search.
 *
 * @param coverage which steps and branches were taken
 */
public record Exploration(Verdict verdict, Statistics statistics, Coverage coverage) {
    /**
     * How large the search was; for a broken property, up to where it was found.
     *
     * @param states states stored
     * @param transitions steps taken from them
     * @param depth the most steps from the first state to a stored one, as the search went
     * @param stateBytes bytes of the table of states
     * @param restarts how often the search began anew because it had learned more of the model
     */
    public record Statistics(long states, long transitions, int depth, long stateBytes, int restarts) {
        /** Bytes of the table for each stored state. */
        public double bytesPerState() {
            return states == 0 ? 0 : (double) stateBytes / states;
        }
    }
}
