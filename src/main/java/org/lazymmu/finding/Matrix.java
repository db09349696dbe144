package org.lazymmu.finding;

import java.util.List;

/**
 * What each architecture's implementation of the mode does, beside what the contract demands of it.
 *
 * @param era          {@code ptl}, {@code no-nesting} or {@code counted}
 * @param eraEvidence  {@code file:line} that decided it, or {@code forced}
 * @param architectures by name; generic code by itself comes last, in the era in which it has a part of the mode
 */
public record Matrix(String treeName, String treeVersion, String era, String eraEvidence,
        List<Architecture> architectures) {

    /**
     * One architecture.
     *
     * @param hooks what is known of its hooks
     */
    public record Architecture(String name, Hooks hooks, List<Cell> cells) {
    }

    /** Whether there are hooks, and whether they could be worked out. */
    public enum Hooks {
        NONE("none"), READ("read"), UNREAD("unread");

        private final String id;

        Hooks(String id) {
            this.id = id;
        }

        /** The word used in reports. */
        public String id() {
            return id;
        }
    }

    /**
     * The answer to one question.
     *
     * @param id       of the question
     * @param title    the question in a word or two
     * @param text     what the implementation does; where that is unknown, why
     * @param demand   what the contract demands, empty where it demands nothing
     * @param evidence the places in the source that show it, in the order of execution
     */
    public record Cell(String id, String title, String text, String demand, Verdict verdict, List<Evidence> evidence) {
    }

    /** A place in the source. */
    public record Evidence(Place place, String function) {
    }

    /** Whether an implementation does what the contract demands. */
    public enum Verdict {
        AGREES("agrees"), DISAGREES("disagrees"),
        /** The contract of this era demands nothing. */
        FREE("free"),
        /** What the implementation does is not known. */
        UNKNOWN("unknown");

        private final String id;

        Verdict(String id) {
            this.id = id;
        }

        /** The word used in reports. */
        public String id() {
            return id;
        }
    }

    /** How many cells have a verdict. */
    public long count(Verdict verdict) {
        return architectures.stream().flatMap(architecture -> architecture.cells().stream())
                .filter(cell -> cell.verdict() == verdict).count();
    }
}
