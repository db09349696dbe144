package org.lazymmu.report;

/**
 * What a history of findings is of, as the user named it.
 *
 * @param repository the mirror's name, or the folder's last part
 * @param range      the range or the ref
 */
public record HistoryTitle(String repository, String range) {
    /** For people. */
    String text() {
        return Visible.of(repository) + " " + Visible.of(range);
    }
}
