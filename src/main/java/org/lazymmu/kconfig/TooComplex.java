package org.lazymmu.kconfig;

/** A limit was hit; what was asked stays unknown. */
final class TooComplex extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooComplex(String what) {
        super(what, null, false, false);
    }
}
