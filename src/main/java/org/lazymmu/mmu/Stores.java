package org.lazymmu.mmu;

import java.math.BigInteger;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What a CPU has stored without a barrier since.
 *
 * @param ptes the PTEs, one bit for each number
 */
record Stores(BigInteger ptes) implements Named {
    static final Stores NONE = new Stores(BigInteger.ZERO);

    Stores with(int pte) {
        return new Stores(ptes.setBit(pte));
    }

    /** Goes through the PTEs, lowest number first. */
    void forEach(IntConsumer action) {
        for (int pte = Math.max(0, ptes.getLowestSetBit()); pte < ptes.bitLength(); pte++) {
            if (ptes.testBit(pte)) {
                action.accept(pte);
            }
        }
    }

    @Override
    public String toString() {
        return IntStream.range(0, ptes.bitLength()).filter(ptes::testBit).mapToObj(String::valueOf)
                .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public Stores renamed(Names names) {
        BigInteger renamed = BigInteger.ZERO;
        for (int pte = 0; pte < ptes.bitLength(); pte++) {
            if (ptes.testBit(pte)) {
                renamed = renamed.setBit(names.pte(pte));
            }
        }
        return new Stores(renamed);
    }
}
