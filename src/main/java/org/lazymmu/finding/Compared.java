package org.lazymmu.finding;

/**
 * A part of a report with what became of it.
 *
 * @param part   as it is after the change, if it is still there, with its lines; otherwise as it was before
 * @param status what became of it
 */
public record Compared<T>(T part, Status status) {
}
