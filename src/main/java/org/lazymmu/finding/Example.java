package org.lazymmu.finding;

import java.util.List;

/**
 * A configuration in which a finding is real.
 *
 * @param architecture the folder of the architecture
 * @param options      what to set on top of its defaults, such as {@code CONFIG_KSM=y}, sorted; none can be left out
 */
public record Example(String architecture, List<String> options) {
}
