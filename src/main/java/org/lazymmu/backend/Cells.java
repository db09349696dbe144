package org.lazymmu.backend;

import java.util.Map;
import java.util.TreeMap;
import org.lazymmu.mmu.Named;
import org.lazymmu.mmu.Names;

/**
 * What a variable of a CPU, or the fields and flags of a task hold: by path, such as {@code .vpn[0]}. What is not there is zero.
 */
record Cells(Map<String, Datum> parts) implements Named {
    static final Cells ZERO = new Cells(Map.of());

    Cells {
        TreeMap<String, Datum> sorted = new TreeMap<>(parts);
        sorted.values().removeIf(Datum.ZERO::equals);
        parts = sorted;
    }

    Datum get(String path) {
        return parts.getOrDefault(path, Datum.ZERO);
    }

    Cells with(String path, Datum value) {
        Map<String, Datum> changed = new TreeMap<>(parts);
        changed.put(path, value);
        return new Cells(changed);
    }

    /** The same without what was kept of a PTE, which nobody needs any more. */
    Cells without(int pte) {
        if (parts.values().stream().noneMatch(value -> Identity.of(value).contains(pte))) {
            return this;
        }
        Map<String, Datum> changed = new TreeMap<>(parts);
        changed.replaceAll((path, value) -> Identity.of(value).contains(pte) ? Identity.USED : value);
        return new Cells(changed);
    }

    @Override
    public Cells renamed(Names names) {
        Map<String, Datum> renamed = new TreeMap<>(parts);
        renamed.replaceAll((path, value) -> Identity.renamed(value, names));
        return new Cells(renamed);
    }

    @Override
    public String toString() {
        return parts.isEmpty() ? "0" : parts.toString();
    }
}
