package org.lazymmu.explore;

/**
 * Something that concrete executions count, such as hypercalls. No part of the state.
 *
 * @param id a short name
 * @param text what is counted, in a few words
 */
public record Counter(String id, String text) {
}
