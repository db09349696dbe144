package org.lazymmu.mirror;

import java.util.Locale;

/**
 * What a synchronisation did to one ref of a mirror.
 *
 * @param ref  its name on the other side
 * @param kind what became of it
 * @param from the id before, empty if there was none
 * @param to   the id now, empty if there is none
 */
public record RefChange(String ref, Kind kind, String from, String to) {
    /** What became of a ref. */
    public enum Kind {
        /** New on the other side. */
        CREATED,
        /** Moved on to something that has what was there before. */
        MOVED,
        /** Moved to something that has not: what was there before is kept under {@code refs/kept}. */
        FORCED,
        /** Gone from the other side; what was there is kept. */
        DELETED;

        /** For people and programs. */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The kind of that name. */
        static Kind of(String id) {
            return valueOf(id.toUpperCase(Locale.ROOT));
        }

        /** Whether the other side no longer has what it had. */
        public boolean loses() {
            return this == FORCED || this == DELETED;
        }
    }
}
