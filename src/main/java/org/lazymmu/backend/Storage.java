package org.lazymmu.backend;

import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a run reads and writes, by cells: its own variables, which nobody else sees, and through {@link Surroundings} PTEs and what the
 * implementation remembers.
 */
final class Storage {
    /** The PTE whose address is given to primitives. */
    static final String PTE = "PTE";
    /** The running task. */
    static final String TASK = "current";

    /** Marks a structure whose other cells are zero. */
    private static final String ZEROED = "{0}";

    private final Execution run;
    private final UnaryOperator<Datum> settle;

    /** @param settle a value as it is kept where others see it */
    Storage(Execution run, UnaryOperator<Datum> settle) {
        this.run = run;
        this.settle = settle;
    }

    private NavigableMap<String, Datum> memory() {
        return run.memory();
    }

    /** What a cell holds. State of the mode is zero before it is written, anything else is not known. */
    Datum read(String cell) {
        if (isShared(cell)) {
            return run.surroundings().read(cell, run.site());
        }
        Datum known = memory().get(cell);
        if (known != null) {
            return known;
        }
        return cell.startsWith("@") ? local(cell) : new Datum.Unknown(cell.isEmpty() ? "?" : cell);
    }

    /** A local variable without a value of its own: a structure, or a part of one. */
    private Datum local(String cell) {
        TreeMap<String, Datum> parts = new TreeMap<>();
        for (String part : memory().tailMap(cell + ".").keySet()) {
            if (!part.startsWith(cell + ".")) {
                break;
            }
            parts.put(part.substring(cell.length()), read(part));
        }
        boolean zeroed = memory().containsKey(cell + ZEROED);
        if (!parts.isEmpty() || zeroed) {
            return new Datum.Pieces(parts, zeroed);
        }
        int end = Math.max(cell.lastIndexOf('.'), cell.lastIndexOf('['));
        String whole = end < 0 ? "" : cell.substring(0, end);
        Datum holder = memory().get(whole);
        if (memory().containsKey(whole + ZEROED)) {
            return Datum.ZERO;
        }
        return holder instanceof Datum.Whole ? holder
                : new Datum.Unknown(holder == null ? cell : holder.text() + cell.substring(end));
    }

    /** Looks at a cell and changes it, in one access; what it held before. */
    Datum change(String cell, UnaryOperator<Datum> change) {
        if (isShared(cell)) {
            return run.surroundings().change(cell, change, run.site());
        }
        Datum before = read(cell);
        store(cell, change.apply(before));
        return before;
    }

    boolean isShared(String cell) {
        return isOfState(cell) || isPte(cell);
    }

    void store(String cell, Datum value) {
        if (cell.isEmpty()) {
            return;
        }
        if (value instanceof Datum.Pieces(var parts, boolean zeroed) && !isPte(cell)) {
            memory().remove(cell);
            memory().keySet().removeIf(part -> part.startsWith(cell + ".") || part.equals(cell + ZEROED));
            if (zeroed && cell.startsWith("@")) {
                memory().put(cell + ZEROED, Datum.ONE);
            }
            parts.forEach((part, datum) -> store(cell + part, datum));
            return;
        }
        if (isShared(cell)) {
            Datum kept = settle.apply(value);
            run.surroundings().change(cell, old -> kept, run.site());
        } else {
            memory().put(cell, value);
        }
    }

    static boolean isPte(String cell) {
        return cell.startsWith(PTE) && (cell.length() == PTE.length() || ".[#".indexOf(cell.charAt(PTE.length())) >= 0);
    }

    /** Whether a cell is part of what the implementation remembers: a CPU's variable, a flag or field of the task. */
    boolean isOfState(String cell) {
        if (cell.startsWith(Flags.PREFIX)) {
            return true;
        }
        int end = 0;
        while (end < cell.length() && ".[%".indexOf(cell.charAt(end)) < 0) {
            end++;
        }
        String root = cell.substring(0, end);
        if (!root.equals(TASK)) {
            return run.bench().isState(root);
        }
        String[] parts = cell.split("[.\\[]", 3);
        return parts.length > 1 && run.bench().isState(parts[1]);
    }

    boolean pointsToState(@Nullable Datum datum) {
        return datum instanceof Datum.Pointer(String cell) && (isOfState(cell) || isPte(cell));
    }

    /** Whether a value is the place of something that is known: what is given it can read or change it. */
    boolean pointsSomewhere(Datum datum) {
        return pointsToState(datum) || datum instanceof Datum.Pointer(String cell) && cell.startsWith("@");
    }
}
