package org.lazymmu.report;

import java.util.Locale;

/** Numbers with their noun. */
final class Counted {
    private Counted() {
    }

    static String of(long number, String one, String many) {
        return String.format(Locale.ROOT, "%,d", number) + " " + (number == 1 ? one : many);
    }
}
