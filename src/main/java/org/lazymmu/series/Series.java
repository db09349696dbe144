package org.lazymmu.series;

import java.util.ArrayList;
import java.util.List;

/**
 * Patches that belong together, in the order in which they are meant to be applied.
 *
 * @param title   of its cover, or of its only patch; empty where no cover is known
 * @param version which attempt of its author it is, from 1
 * @param total   how many patches it is said to have, 0 where nothing says so
 * @param patches those that are known, by their numbers
 * @param remarks what whoever asked should know about how it was read
 * @param gaps    why patches of it may not be known at all, a clause each
 */
public record Series(String title, int version, int total, List<SeriesPatch> patches, List<String> remarks,
        List<String> gaps) {
    public Series {
        patches = List.copyOf(patches);
        remarks = List.copyOf(remarks);
        gaps = List.copyOf(gaps);
    }

    /** One that is known as a whole. */
    public Series(String title, int version, int total, List<SeriesPatch> patches, List<String> remarks) {
        this(title, version, total, patches, remarks, List.of());
    }

    /** With one more reason why it may not be known as a whole. */
    Series lacking(String why) {
        List<String> all = new ArrayList<>(List.of(why));
        all.addAll(gaps);
        return new Series(title, version, total, patches, remarks, all);
    }
}
