package org.lazymmu.mirror;

import java.util.Random;

/** Text that does not compress well. */
final class Noise {
    private Noise() {
    }

    /** The same for the same seed. */
    static String text(int chars, long seed) {
        Random random = new Random(seed);
        StringBuilder text = new StringBuilder(chars);
        for (int i = 0; i < chars; i++) {
            text.append((char) (' ' + random.nextInt(94)));
        }
        return text.toString();
    }
}
