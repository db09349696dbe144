package org.lazymmu.history;

/**
 * How much there was to do.
 *
 * @param commits   in the range, as far as it was walked
 * @param untouched commits of these that change no file that can matter
 * @param checked   trees that were checked now
 * @param known     trees that had been checked before
 * @param failed    commits of these that could not be checked
 */
public record Counts(int commits, int untouched, int checked, int known, int failed) {
}
