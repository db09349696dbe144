package org.lazymmu.finding;

/** One step of the chain that leads to a finding, e.g. "region entered here". */
public record TraceStep(Place place, String function, String text) {
}
