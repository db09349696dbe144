package org.lazymmu.finding;

/** How bad a finding is overall. */
public enum Severity {
    ERROR, WARNING, NOTE
}
