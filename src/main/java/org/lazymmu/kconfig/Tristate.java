package org.lazymmu.kconfig;

/** The values of options as numbers, so that "and" is the smaller of two and "or" the larger. */
final class Tristate {
    static final int NO = 0;
    static final int MODULE = 1;
    static final int YES = 2;

    private Tristate() {
    }

    static int not(int value) {
        return YES - value;
    }

    static String text(int value) {
        return switch (value) {
            case NO -> "n";
            case MODULE -> "m";
            default -> "y";
        };
    }

    /** The value of a constant; any text that is not one of the three counts as {@code n}. */
    static int of(String constant) {
        return constant.equals("y") ? YES : constant.equals("m") ? MODULE : NO;
    }
}
