package org.lazymmu.rule;

import org.lazymmu.finding.Severity;

/**
 * A rule as users know it.
 *
 * @param id    the name in reports and on the command line
 * @param title what it demands, one clause
 */
public record Rule(String id, String title, Severity severity) {
}
