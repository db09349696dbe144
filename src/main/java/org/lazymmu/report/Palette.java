package org.lazymmu.report;

import org.lazymmu.finding.Severity;

/** Colours as gcc uses them, or none. */
public enum Palette {
    PLAIN, COLOURED;

    private static final String RESET = "\u001b[0m";

    String place(String text) {
        return paint("\u001b[1m", text);
    }

    String severity(Severity severity, String text) {
        return switch (severity) {
            case ERROR -> wrong(text);
            case WARNING -> paint("\u001b[1;35m", text);
            case NOTE -> note(text);
        };
    }

    String note(String text) {
        return paint("\u001b[1;36m", text);
    }

    String wrong(String text) {
        return paint("\u001b[1;31m", text);
    }

    String right(String text) {
        return paint("\u001b[1;32m", text);
    }

    /** What is there to be looked up rather than read. */
    String faint(String text) {
        return paint("\u001b[2m", text);
    }

    private String paint(String colour, String text) {
        return switch (this) {
            case PLAIN -> text;
            case COLOURED -> colour + text + RESET;
        };
    }
}
