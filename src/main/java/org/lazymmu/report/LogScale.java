package org.lazymmu.report;

import java.util.Locale;

/**
 * Where numbers from 1 to a power of ten lie on an axis; 0 lies where 1 does.
 *
 * @param decades the power of ten at the far end
 * @param from where 1 lies
 * @param to where the far end lies
 */
record LogScale(int decades, double from, double to) {
    /** A scale that reaches at least to a number. */
    static LogScale of(long most, double from, double to) {
        int decades = 1;
        for (long end = 10; end < most; end *= 10) {
            decades++;
        }
        return new LogScale(decades, from, to);
    }

    double at(long number) {
        return from + (to - from) * Math.log10((double) Math.max(1, number)) / decades;
    }

    /** A power of ten. */
    static long tick(int decade) {
        return Math.round(Math.pow(10, decade));
    }

    /** A power of ten, short. */
    static String label(int decade) {
        String[] units = { "", "k", "M", "G", "T", "P" };
        return String.format(Locale.ROOT, "%d%s", tick(decade % 3), units[decade / 3]);
    }
}
