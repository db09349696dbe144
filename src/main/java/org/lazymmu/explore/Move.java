package org.lazymmu.explore;

/**
 * One step that a process can take in some state.
 *
 * @param process the process
 * @param unit 0 for its program, 1 for what can happen at any time
 * @param alternative which of the steps that lead away from where it rests, from 0
 * @param text what the step does
 * @param source what the step abstracts
 */
public record Move(Process<?> process, int unit, int alternative, String text, Source source) {
}
