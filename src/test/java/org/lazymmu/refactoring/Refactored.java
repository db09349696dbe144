package org.lazymmu.refactoring;

import java.util.Map;
import java.util.SortedMap;

/**
 * A file after a refactoring.
 *
 * @param text    the file
 * @param files   further files that it needs, by their paths
 * @param origins functions and macros that have been made, each with the function that its code came out of
 * @param places  how many places of each function were refactored
 */
public record Refactored(String text, Map<String, String> files, Map<String, String> origins,
        SortedMap<String, Integer> places) {
    /** The origin of helpers that belong to whoever calls them. */
    public static final String ITS_CALLERS = "";

    /** The function of the file as it was that a function of the file as it is belongs to. */
    public String origin(String function) {
        return origins.getOrDefault(function, function);
    }
}
