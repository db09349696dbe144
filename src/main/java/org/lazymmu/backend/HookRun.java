package org.lazymmu.backend;

import java.util.ArrayList;
import java.util.List;
import org.lazymmu.mmu.Named;
import org.lazymmu.mmu.Names;

/**
 * How far a task or interrupt has come in code of the tree: what its accesses so far have given it. The code is run again from
 * its beginning to find the next one, which saves having to keep its variables and where it is.
 *
 * @param part   what is run
 * @param pte    the PTE it is run for, or {@link Names#NONE}
 * @param log    what each access so far has read
 * @param queued whether something of the PTE was put off
 * @param direct whether something of the PTE took effect at once
 */
record HookRun(HookPart part, int pte, List<Datum> log, boolean queued, boolean direct) implements Named {
    HookRun {
        log = List.copyOf(log);
    }

    static HookRun begin(HookPart part, int pte) {
        return new HookRun(part, pte, List.of(), false, false);
    }

    HookRun after(Datum access, boolean queues, boolean acts) {
        List<Datum> longer = new ArrayList<>(log);
        longer.add(access);
        return new HookRun(part, pte, longer, queued || queues, direct || acts);
    }

    @Override
    public HookRun renamed(Names names) {
        return new HookRun(part, names.pte(pte), log.stream().map(value -> Identity.renamed(value, names)).toList(),
                queued, direct);
    }

    @Override
    public String toString() {
        return "in " + part.id() + " after " + log.size();
    }
}
